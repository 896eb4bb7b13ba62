-- id: provinces · zooms 4–14 · fields: code, name, label, region_code
-- Provinces and units of that level as polygons. $1 zoom, $2 column, $3 row of the tile -> MVT bytes.
with tile as materialized (
    select st_tileenvelope($1, $2, $3) as box,
           st_expand(st_tileenvelope($1, $2, $3), 40075016.68557849 / power(2, $1) * 64 / 4096) as reach,
           (case when $1 <= 4 then 0 when $1 <= 6 then 1 when $1 <= 8 then 2 when $1 <= 10 then 3 else 4 end)::smallint as band
),
drawn as materialized (
    select u.code, u.name, u.label, u.region_code, u.code::bigint as id, st_asmvtgeom(u.shape, t.box, 4096, 64, true) as geom
    from tile t
    join public_province_shapes u on u.band = t.band and u.shape && t.reach
)
select st_asmvt(d, 'provinces', 4096, 'geom', 'id')
from (select id, code, name, label, region_code, geom from drawn where geom is not null order by id) as d
