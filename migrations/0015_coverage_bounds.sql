-- How far people can live at most: nobody lives beyond the border of the comune, and its farthest point from anywhere is a
-- corner of its hull. The distances are measured by whoever reads it: here they would double the time of the view.
create or replace view public_demand_municipalities as
select m.istat_code as code, m.name,
       st_x(coalesce(m.point, st_pointonsurface(m.geom))) as lon, st_y(coalesce(m.point, st_pointonsurface(m.geom))) as lat,
       sqrt(st_area(m.geom::geography) / pi()) as radius_m, m.landmass_id, extract(year from m.valid_from)::integer as valid_year,
       p.istat_code as province_code, p.name as province, r.istat_code as region_code, r.name as region,
       s.code as social_region_code, s.name as social_region,
       st_asbinary(st_convexhull(m.geom), 'NDR') as hull
from municipality m
join province p on p.id = m.province_id
join region r on r.id = p.region_id
join social_region s on s.id = p.social_region_id
where m.valid_to is null;

-- A page takes the finest demand that knows something of its Region.
create or replace view public_demand_sets as
select d.key, d.title, d.year, d.groups, s.key as source, d.imported_at,
       array(select r.istat_code from region r
             where exists (select from demand_cell c join municipality m on m.id = c.municipality_id join province p on p.id = m.province_id
                           where c.demand_set_id = d.id and p.region_id = r.id)
             order by 1) as region_codes
from demand_set d join source s on s.id = d.source_id;
