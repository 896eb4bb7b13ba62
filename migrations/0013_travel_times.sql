-- Travel times somebody computed with a road network of theirs: from where people live to sites, or to comuni that have one.
-- Pairs are many and hold two numbers and a time; what those numbers mean is said once.

create table travel_matrix (
    id          integer generated always as identity primary key,
    key         text not null constraint travel_matrix_key_unique unique,
    title       text not null,
    source_id   integer not null references source,
    imported_at timestamptz not null,
    constraint travel_matrix_key_is_a_slug check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
);

-- Where journeys begin: a comune, or a cell by its name, whichever set of demand has it.
create table travel_origin (
    id               integer generated always as identity primary key,
    travel_matrix_id integer not null references travel_matrix on delete cascade,
    municipality_id  integer references municipality,
    cell             text,
    constraint travel_origin_is_one_thing check (num_nonnulls(municipality_id, cell) = 1),
    constraint travel_origin_once unique nulls not distinct (travel_matrix_id, municipality_id, cell)
);
create index travel_origin_of_municipality on travel_origin (municipality_id) where municipality_id is not null;

-- Where they end: a site, or a comune, which stands for every site in it that has no times of its own.
create table travel_destination (
    id               integer generated always as identity primary key,
    travel_matrix_id integer not null references travel_matrix on delete cascade,
    municipality_id  integer references municipality,
    site_id          bigint references site on delete cascade,
    constraint travel_destination_is_one_thing check (num_nonnulls(municipality_id, site_id) = 1),
    constraint travel_destination_once unique nulls not distinct (travel_matrix_id, municipality_id, site_id)
);
create index travel_destination_of_municipality on travel_destination (municipality_id) where municipality_id is not null;
create index travel_destination_of_site on travel_destination (site_id) where site_id is not null;

-- From there to here as the file has it: the way back may take another time. No foreign key for the origin, because millions
-- of pairs would each ask for it; whoever takes an origin away takes its times first.
create table travel_time (
    destination_id integer not null references travel_destination on delete cascade,
    origin_id      integer not null,
    minutes        double precision,                    -- null: there is no way
    primary key (destination_id, origin_id),
    constraint travel_time_not_negative check (minutes >= 0 and minutes < 'infinity')
);

-- The pairs of a file on their way in: compared with what stands as a whole, so that no import holds them in memory.
create unlogged table travel_time_arriving (
    destination_id integer not null,
    origin_id      integer not null,
    minutes        double precision,
    primary key (destination_id, origin_id)
);

create index demand_cell_by_name on demand_cell (cell);

-- Times to a place tell where it is: they go with the position.
create function forget_travel_times() returns trigger language plpgsql as $$
begin
    delete from travel_destination where site_id = new.id;
    return null;
end
$$;
create trigger site_hidden after update of position_visibility on site
    for each row when (new.position_visibility <> 'pubblica') execute function forget_travel_times();

create view public_travel_matrices as
select m.key, m.title, s.key as source, m.imported_at
from travel_matrix m join source s on s.id = m.source_id;

-- Numbers here are those of the tables and are never shown.
create view public_travel_origins as
select x.key as matrix, o.id, m.istat_code as municipality_code, o.cell
from travel_origin o
join travel_matrix x on x.id = o.travel_matrix_id
left join municipality m on m.id = o.municipality_id
where m.valid_to is null;

create view public_travel_destinations as
select x.key as matrix, t.id, m.istat_code as municipality_code, s.public_id as site_id
from travel_destination t
join travel_matrix x on x.id = t.travel_matrix_id
left join municipality m on m.id = t.municipality_id
left join site s on s.id = t.site_id
left join centre c on c.id = s.centre_id
where m.valid_to is null and (s.id is null or s.position_visibility = 'pubblica' and c.published);

create view public_travel_times as
select t.destination_id, t.origin_id, t.minutes
from travel_time t join public_travel_destinations d on d.id = t.destination_id;

-- A new matrix is told like a change of the territory: who computes on it reads it again.
do $$
begin
    create trigger travel_matrix_inserted after insert on travel_matrix referencing new table as come
        for each statement execute function log_change('territory', '');
    create trigger travel_matrix_updated after update on travel_matrix referencing old table as gone new table as come
        for each statement execute function log_change('territory', '');
    create trigger travel_matrix_deleted after delete on travel_matrix referencing old table as gone
        for each statement execute function log_change('territory', '');
    if exists (select from pg_roles where rolname = 'centri_public') then
        execute 'grant select on public_travel_matrices, public_travel_origins, public_travel_destinations, public_travel_times '
                'to centri_public';
    end if;
end
$$;
