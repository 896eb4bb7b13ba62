-- The peer favoured as far as it goes: a table of its own with an index on geography and every item written beforehand
-- (bench.site of peers.sql). It would have to be kept up to date. Parameters as in nearest_live.sql.
with here as materialized (
    select st_setsrid(st_makepoint($1, $2), 4326)::geography as point
),
near as materialized (
    select s.id, s.item, st_distance(s.point, h.point) as distance_m, degrees(st_azimuth(h.point, s.point)) as bearing
    from here h, lateral (select id, item, point from bench.site order by point <-> h.point limit $3) as s
)
select json_build_object(
    'from', json_build_object('lon', $1::float8, 'lat', $2::float8, 'label', null),
    'items', json_agg(item || jsonb_build_object('distance_m', round(distance_m::numeric, 3), 'bearing', round(bearing::numeric, 1))
                      order by distance_m, id),
    'next', null, 'number_matched', $4::bigint, 'number_positioned', $4::bigint)::text
from near
