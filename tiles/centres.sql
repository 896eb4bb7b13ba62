-- id: centres · zooms 0–14 · fields as in the table of shared properties
-- Every site whose position is public, as it is. $1 zoom, $2 column, $3 row of the tile -> MVT bytes;
-- $4 the public numbers of the sites a filter lets through, or null for all.
-- The buffer lets a sign near the edge be drawn whole; the feature's own tile is the one its point falls in.
with tile as materialized (
    select st_tileenvelope($1, $2, $3) as box,
           st_expand(st_tileenvelope($1, $2, $3), 40075016.68557849 / power(2, $1) * 256 / 4096) as reach
),
-- The corners of the reach in degrees, by the closed formula of Web Mercator, so that the index on the site's point serves.
degrees as (
    select box,
           st_makeenvelope(
               st_xmin(reach) / 20037508.342789244 * 180, degrees(2 * atan(exp(st_ymin(reach) / 6378137.0)) - pi() / 2),
               st_xmax(reach) / 20037508.342789244 * 180, degrees(2 * atan(exp(st_ymax(reach) / 6378137.0)) - pi() / 2), 4326) as reach
    from tile
),
drawn as materialized (
    select s.id, s.slug, s.name, s.centre_id, s.centre_name, s.region_code, s.social_region_code, s.province_code, s.municipality_code,
           s.district_code, s.municipality, s.province, s.region, s.network_role, s.site_kind, s.status, s.recognition, s.ownership,
           s.precision,
           (select string_agg(offered.category, ',' order by offered.position, offered.category)
            from (select distinct v.category, c.position
                  from public_site_services v
                  join public_codes c on c.list = 'service_category' and c.code = v.category
                  where v.site_id = s.id) as offered) as services,
           s.verified_on::text as verified_on, s.demo,
           st_asmvtgeom(
               st_setsrid(st_makepoint(s.lon / 180 * 20037508.342789244, ln(tan(pi() / 4 + radians(s.lat) / 2)) * 6378137.0), 3857),
               d.box, 4096, 256, true) as geom
    from degrees d
    join public_sites s on s.geom && d.reach
    where $4::bigint[] is null or s.id = any ($4)
)
-- The number is both the feature's id and a property: clients that filter see only properties.
select st_asmvt(d, 'centres', 4096, 'geom', 'feature_id')
from (select id as feature_id, drawn.* from drawn where geom is not null order by id) as d
