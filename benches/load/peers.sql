-- What the peers read, in a schema of its own. For `make bench`, in the bench's own folder only.
-- Views carry the attributes our layers carry, so that both servers write the same tiles.
begin;
drop schema if exists bench cascade;
create schema bench;

-- The prepared shapes, one view for each band: martin publishes a table or view as it is, at every zoom.
do $$
declare
    band smallint;
begin
    for band in 0..4 loop
        execute format('create view bench.regions_%1$s as
                        select code::bigint as id, code, name, shape::geometry(MultiPolygon, 3857) as shape
                        from public_region_shapes where band = %1$s::smallint', band);
        execute format('create view bench.provinces_%1$s as
                        select code::bigint as id, code, name, label, region_code, shape::geometry(MultiPolygon, 3857) as shape
                        from public_province_shapes where band = %1$s::smallint', band);
        execute format('create view bench.municipalities_%1$s as
                        select code::bigint as id, code, name, province_code, region_code, shape::geometry(MultiPolygon, 3857) as shape
                        from public_municipality_shapes where band = %1$s::smallint', band);
    end loop;
end
$$;

-- The tables as imported, in degrees. The join is to small tables by key; the index is the one on municipality.geom.
create view bench.regions_4326 as
select r.istat_code::bigint as id, r.istat_code as code, r.name, r.geom::geometry(MultiPolygon, 4326) as shape
from region r where r.valid_to is null;
create view bench.provinces_4326 as
select p.istat_code::bigint as id, p.istat_code as code, p.name, p.label, r.istat_code as region_code, p.geom::geometry(MultiPolygon, 4326) as shape
from province p join region r on r.id = p.region_id where p.valid_to is null;
create view bench.municipalities_4326 as
select m.istat_code::bigint as id, m.istat_code as code, m.name, p.istat_code as province_code, r.istat_code as region_code,
       m.geom::geometry(MultiPolygon, 4326) as shape
from municipality m join province p on p.id = m.province_id join region r on r.id = p.region_id where m.valid_to is null;

-- For the nearest question from the live tables: without this index PostGIS would measure every site.
create index if not exists bench_site_geography on site using gist ((geom::geography));

-- The same with every item written beforehand: the peer only has to find five.
create table bench.site as
select s.id, s.geom::geography as point,
       to_jsonb(s) - 'geom' - 'physical_access' || jsonb_build_object(
           'services', coalesce((select jsonb_agg(distinct v.category) from public_site_services v where v.site_id = s.id), '[]'),
           'contacts', coalesce((select jsonb_agg(jsonb_build_object('channel', k.channel, 'value', k.value))
                                 from public_contacts k where k.centre_id = s.centre_id), '[]')) as item
from public_sites s
where s.geom is not null and s.status in ('attiva', 'temporanea');
alter table bench.site add primary key (id);
create index on bench.site using gist (point);

-- The centres as a table without joins: the rows and attributes of our layer, ready to be drawn.
create table bench.centres as
select s.id, s.slug, s.name, s.centre_id, s.centre_name, s.region_code, s.social_region_code, s.province_code, s.municipality_code,
       s.district_code, s.municipality, s.province, s.region, s.network_role, s.site_kind, s.status, s.recognition, s.ownership, s.precision,
       (select string_agg(offered.category, ',' order by offered.position, offered.category)
        from (select distinct v.category, c.position from public_site_services v
              join public_codes c on c.list = 'service_category' and c.code = v.category where v.site_id = s.id) as offered) as services,
       s.verified_on::text as verified_on, s.demo,
       st_setsrid(st_makepoint(s.lon / 180 * 20037508.342789244, ln(tan(pi() / 4 + radians(s.lat) / 2)) * 6378137.0), 3857)::geometry(Point, 3857) as shape
from public_sites s where s.geom is not null;
alter table bench.centres add primary key (id);
create index on bench.centres using gist (shape);
commit;
analyze bench.centres;
analyze bench.site;
analyze site;
