-- What coverage is computed from and how its figures are found again: comuni as points with how far their people may live
-- from them, finer cells of demand, recipes.

-- A set of points finer than comuni with people on them. Figures of cells stand in the order of the groups' names.
create table demand_set (
    id          integer generated always as identity primary key,
    key         text not null constraint demand_set_key_unique unique,
    title       text not null,
    year        smallint,
    groups      text[] not null,
    source_id   integer not null references source,
    imported_at timestamptz not null,
    constraint demand_set_key_is_a_slug check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and key <> 'municipalities'),
    constraint demand_set_has_groups check (cardinality(groups) > 0)
);

create table demand_cell (
    demand_set_id   integer not null references demand_set on delete cascade,
    cell            text not null,
    point           geometry(Point, 4326) not null,
    radius_m        real not null,                      -- how far from the point its people may live
    municipality_id integer not null references municipality,
    persons         double precision[] not null,        -- null where the source has no figure: no data is not zero
    primary key (demand_set_id, cell),
    constraint demand_cell_on_earth check (st_x(point) between -180 and 180 and st_y(point) between -90 and 90),
    constraint demand_cell_radius_not_negative check (radius_m >= 0)
);
create index demand_cell_of_municipality on demand_cell (municipality_id);

-- How a figure was made, written when it is first given out, found by its hash.
create table coverage_recipe (
    id       text primary key,
    recipe   jsonb not null,
    made_at  timestamptz not null,
    constraint coverage_recipe_id_is_a_hash check (id ~ '^[0-9a-f]{32}$')
);
create index coverage_recipe_by_age on coverage_recipe (made_at);

-- A comune's people live within a disc as large as the comune around its point: the radius is that disc's.
create view public_demand_municipalities as
select m.istat_code as code, m.name,
       st_x(coalesce(m.point, st_pointonsurface(m.geom))) as lon, st_y(coalesce(m.point, st_pointonsurface(m.geom))) as lat,
       sqrt(st_area(m.geom::geography) / pi()) as radius_m, m.landmass_id, extract(year from m.valid_from)::integer as valid_year,
       p.istat_code as province_code, p.name as province, r.istat_code as region_code, r.name as region,
       s.code as social_region_code, s.name as social_region
from municipality m
join province p on p.id = m.province_id
join region r on r.id = p.region_id
join social_region s on s.id = p.social_region_id
where m.valid_to is null;

-- Both sexes together, the newest year that has any figure.
create view public_demand_population as
select m.istat_code as municipality_code, p.age_class, p.persons, p.year, s.key as source
from population p
join municipality m on m.id = p.municipality_id
join source s on s.id = p.source_id
where m.valid_to is null and p.sex = 'all'
  and p.year = (select max(year) from population where sex = 'all' and persons is not null);

create view public_demand_sets as
select d.key, d.title, d.year, d.groups, s.key as source, d.imported_at
from demand_set d join source s on s.id = d.source_id;

create view public_demand_cells as
select d.key as demand_set, c.cell, st_x(c.point) as lon, st_y(c.point) as lat, c.radius_m, m.istat_code as municipality_code, c.persons
from demand_cell c
join demand_set d on d.id = c.demand_set_id
join municipality m on m.id = c.municipality_id
where m.valid_to is null;

create view public_coverage_recipes as
select id, recipe, made_at from coverage_recipe;

-- A new set is told like a change of the territory: who computes on it reads it again.
do $$
begin
    create trigger demand_set_inserted after insert on demand_set referencing new table as come
        for each statement execute function log_change('territory', '');
    create trigger demand_set_updated after update on demand_set referencing old table as gone new table as come
        for each statement execute function log_change('territory', '');
    create trigger demand_set_deleted after delete on demand_set referencing old table as gone
        for each statement execute function log_change('territory', '');
    if exists (select from pg_roles where rolname = 'centri_public') then
        execute 'grant select on public_demand_municipalities, public_demand_population, public_demand_sets, '
                'public_demand_cells, public_coverage_recipes to centri_public';
    end if;
end
$$;
