-- Territory: the units of Italy, their shapes, people and places.
--
-- A unit is referred to by its internal id, never by an ISTAT code: codes change (all 377 Sardinian
-- codes did on 1 January 2026). The row holds the unit's current face; earlier faces are in
-- municipality_history and municipality_change. Validity is [valid_from, valid_to).
-- Geometry columns named geom are EPSG:4326 longitude/latitude; columns named shape are EPSG:3857 metres.

create extension if not exists postgis;
create extension if not exists btree_gist;

-- Italian alphabetical order is asked for by name (collate "it-x-icu"); everything else compares by code point.

create table source (
    id           integer generated always as identity primary key,
    key          text not null constraint source_key_unique unique,
    title        text not null,
    edition      text not null,
    publisher    text not null,
    licence      text not null,
    licence_url  text,
    attribution  text not null,
    original_url text,
    checksum     text,
    note         text,
    imported_at  timestamptz not null,
    constraint source_key_is_a_slug check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint source_checksum_is_sha256 check (checksum is null or checksum ~ '^[0-9a-f]{64}$')
);

create table region (
    id         integer generated always as identity primary key,
    istat_code text not null,
    name       text not null,
    slug       text not null,
    geom       geometry(MultiPolygon, 4326) not null,
    valid_from date not null,
    valid_to   date,
    source_id  integer not null references source,
    constraint region_code_is_two_digits check (istat_code ~ '^[0-9]{2}$'),
    constraint region_validity_in_order check (valid_to is null or valid_to > valid_from)
);
create unique index region_code_current on region (istat_code) where valid_to is null;
create unique index region_slug_current on region (slug) where valid_to is null;

-- The 21 bodies competent for social policy: the Regions, with Trento and Bolzano apart.
create table social_region (
    id        integer generated always as identity primary key,
    code      text not null constraint social_region_code_unique unique,
    name      text not null,
    region_id integer not null references region
);
create index social_region_of_region on social_region (region_id);

create table province (
    id               integer generated always as identity primary key,
    istat_code       text not null,
    name             text not null,
    label            text not null,
    kind             text not null default 'provincia',
    region_id        integer not null references region,
    social_region_id integer not null references social_region,
    geom             geometry(MultiPolygon, 4326) not null,
    valid_from       date not null,
    valid_to         date,
    source_id        integer not null references source,
    constraint province_code_is_three_digits check (istat_code ~ '^[0-9]{3}$'),
    constraint province_label_is_two_letters check (label ~ '^[A-Z]{2}$'),
    constraint province_validity_in_order check (valid_to is null or valid_to > valid_from)
);
create unique index province_code_current on province (istat_code) where valid_to is null;
create index province_of_region on province (region_id);
create index province_of_social_region on province (social_region_id);

-- A piece of land one can cross without a boat: an outer ring of the dissolved country.
create table landmass (
    id       integer generated always as identity primary key,
    number   integer not null constraint landmass_number_unique unique, -- 1 is the largest
    area_m2  double precision not null,
    geom     geometry(Polygon, 4326) not null,
    constraint landmass_area_positive check (area_m2 > 0)
);

create table municipality (
    id             integer generated always as identity primary key,
    istat_code     text not null,
    cadastral_code text not null,
    name           text not null,
    other_names    jsonb not null default '{}',          -- language -> name, where law or use gives one
    province_id    integer not null references province,
    landmass_id    integer references landmass,          -- of its largest part
    point          geometry(Point, 4326),                -- where people live, for lists and approximate positions
    point_method   text,
    geom           geometry(MultiPolygon, 4326) not null,
    valid_from     date not null,
    valid_to       date,
    source_id      integer not null references source,
    constraint municipality_code_is_six_digits check (istat_code ~ '^[0-9]{6}$'),
    constraint municipality_cadastral_code_form check (cadastral_code ~ '^[A-Z][0-9]{3}$'),
    constraint municipality_other_names_is_object check (jsonb_typeof(other_names) = 'object'),
    constraint municipality_point_on_earth check (point is null or (st_x(point) between -180 and 180 and st_y(point) between -90 and 90)),
    constraint municipality_validity_in_order check (valid_to is null or valid_to > valid_from)
);
create unique index municipality_code_current on municipality (istat_code) where valid_to is null;
create unique index municipality_cadastral_code_current on municipality (cadastral_code) where valid_to is null;
create index municipality_of_province on municipality (province_id);
create index municipality_geom on municipality using gist (geom);

-- Earlier codes, names and provinces of a municipality that goes on.
create table municipality_history (
    municipality_id integer not null references municipality on delete cascade,
    istat_code      text not null,
    name            text not null,
    valid_from      date not null,
    valid_to        date not null,
    primary key (municipality_id, valid_from),
    constraint municipality_history_code_is_six_digits check (istat_code ~ '^[0-9]{6}$'),
    constraint municipality_history_in_order check (valid_to > valid_from)
);

-- What became what, and when: mergers and changes of name, by code as published.
create table municipality_change (
    code_before  text not null,
    name_before  text not null,
    code_after   text not null,
    name_after   text not null,
    effective_on date not null,
    kind         text not null,
    source_id    integer not null references source,
    primary key (code_before, code_after, effective_on),
    constraint municipality_change_codes_are_six_digits check (code_before ~ '^[0-9]{6}$' and code_after ~ '^[0-9]{6}$')
);

-- Shapes for the map, prepared at import. In one band neighbours share the same simplified edge.
create table region_shape (
    region_id integer not null references region on delete cascade,
    band      smallint not null,
    shape     geometry(MultiPolygon, 3857) not null,
    primary key (region_id, band),
    constraint region_shape_band check (band between 0 and 4)
);
create index region_shape_by_band on region_shape using gist (band, shape);

create table province_shape (
    province_id integer not null references province on delete cascade,
    band        smallint not null,
    shape       geometry(MultiPolygon, 3857) not null,
    primary key (province_id, band),
    constraint province_shape_band check (band between 0 and 4)
);
create index province_shape_by_band on province_shape using gist (band, shape);

create table municipality_shape (
    municipality_id integer not null references municipality on delete cascade,
    band            smallint not null,
    shape           geometry(MultiPolygon, 3857) not null,
    primary key (municipality_id, band),
    constraint municipality_shape_band check (band between 0 and 4)
);
create index municipality_shape_by_band on municipality_shape using gist (band, shape);

-- One label a unit, in its interior, with how much room there is around it.
create table territory_label (
    level       text not null,
    unit_id     integer not null,
    shape       geometry(Point, 3857) not null,
    clearance_m real not null,
    primary key (level, unit_id),
    constraint territory_label_level check (level in ('region', 'province', 'municipality'))
);
create index territory_label_shape on territory_label using gist (shape);

-- Social-planning areas: dated sets of municipalities. Nobody publishes polygons; the union is derived.
create table district (
    id               integer generated always as identity primary key,
    kind             text not null,
    social_region_id integer not null references social_region,
    code             text not null,
    name             text not null,
    valid_from       date not null,
    valid_to         date,
    source_id        integer not null references source,
    constraint district_validity_in_order check (valid_to is null or valid_to > valid_from)
);
create unique index district_code_current on district (social_region_id, code) where valid_to is null;

create table district_municipality (
    district_id     integer not null references district on delete cascade,
    municipality_id integer not null references municipality,
    valid_from      date not null,
    valid_to        date,
    primary key (district_id, municipality_id, valid_from),
    constraint district_municipality_in_order check (valid_to is null or valid_to > valid_from)
);
create index district_municipality_of_municipality on district_municipality (municipality_id);

-- Residents on 1 January. persons is null where the source has no figure: no data is not zero.
create table population (
    municipality_id integer not null references municipality on delete cascade,
    year            smallint not null,
    sex             text not null,
    age_class       text not null,
    persons         integer,
    source_id       integer not null references source,
    primary key (municipality_id, year, sex, age_class),
    constraint population_sex check (sex in ('all', 'male', 'female')),
    constraint population_age_class check (age_class = 'all' or age_class ~ '^[0-9]+-[0-9]+$' or age_class ~ '^[0-9]+\+$'),
    constraint population_not_negative check (persons >= 0)
);

-- Named places below the municipality, for search: localities, later postcodes, streets, house numbers.
create table place (
    id              bigint generated always as identity primary key,
    external_id     text not null,
    kind            text not null,
    name            text not null,
    municipality_id integer not null references municipality,
    point           geometry(Point, 4326) not null,
    residents       integer,
    source_id       integer not null references source,
    constraint place_known_once unique (source_id, external_id),
    constraint place_kind check (kind in ('localita', 'cap', 'via', 'civico', 'luogo')),
    constraint place_point_on_earth check (st_x(point) between -180 and 180 and st_y(point) between -90 and 90)
);
create index place_of_municipality on place (municipality_id);

-- The settings that change what is public. Everything else is configuration of the process.
create table public_setting (
    key   text primary key,
    value integer not null
);
insert into public_setting values ('solo_comune_minimum_residents', 5000);
