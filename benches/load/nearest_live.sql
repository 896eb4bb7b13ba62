-- The peer that answers from the live tables: the sites by an index on geography, then the public views for what our own
-- answer says of each. $1 longitude, $2 latitude, $3 how many, $4 number of sites (given, so that it need not be counted).
with here as materialized (
    select st_setsrid(st_makepoint($1, $2), 4326)::geography as point
),
near as materialized (
    select s.public_id, st_distance(s.point, h.point) as distance_m, degrees(st_azimuth(h.point, s.point)) as bearing
    from here h,
         lateral (select site.public_id, site.geom::geography as point
                  from site join centre on centre.id = site.centre_id
                  where centre.published and site.position_visibility = 'pubblica' and site.status in ('attiva', 'temporanea')
                  order by site.geom::geography <-> h.point
                  limit $3) as s
)
select json_build_object(
    'from', json_build_object('lon', $1::float8, 'lat', $2::float8, 'label', null),
    'items', json_agg(json_build_object(
        'id', s.id, 'slug', s.slug, 'name', s.name,
        'centre', json_build_object('id', s.centre_id, 'slug', s.slug, 'name', s.centre_name),
        'lon', s.lon, 'lat', s.lat, 'precision', s.precision, 'accuracy_m', s.accuracy_m, 'position_visibility', s.position_visibility,
        'address', s.address, 'postcode', s.postcode, 'locality', s.locality,
        'municipality', json_build_object('code', s.municipality_code, 'name', s.municipality),
        'province', json_build_object('code', s.province_code, 'name', s.province),
        'region', json_build_object('code', s.region_code, 'name', s.region),
        'social_region_code', s.social_region_code, 'district_code', s.district_code, 'network_role', s.network_role,
        'site_kind', s.site_kind, 'status', s.status, 'recognition', s.recognition, 'ownership', s.ownership,
        'services', (select coalesce(json_agg(distinct v.category), '[]') from public_site_services v where v.site_id = s.id),
        'contacts', (select coalesce(json_agg(json_build_object('channel', k.channel, 'value', k.value)), '[]')
                     from public_contacts k where k.centre_id = s.centre_id and (k.site_id is null or k.site_id = s.id)),
        'source_url', s.source_url, 'source_date', s.source_date, 'verified_on', s.verified_on, 'verified_by', s.verified_by,
        'valid_until', s.valid_until, 'demo', s.demo,
        'distance_m', round(n.distance_m::numeric, 3), 'bearing', round(n.bearing::numeric, 1)) order by n.distance_m, s.id),
    'next', null, 'number_matched', $4::bigint, 'number_positioned', $4::bigint)::text
-- offset 0 keeps the planner from reading all sites for five of them.
from near n, lateral (select * from public_sites where id = n.public_id offset 0) as s
