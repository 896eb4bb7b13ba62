-- Centres: the service (centre), the place (site), what is offered there and whom to call.
-- Everything editable carries where it comes from and how fresh it is.

-- A stable public number below 2^53 (exact in JavaScript), random so that no gap and no order tells anything.
create function random_public_id() returns bigint language sql volatile as $$
    select ('x' || lpad(substr(u, 1, 12) || substr(u, 14, 1), 16, '0'))::bit(64)::bigint
    from (select replace(gen_random_uuid()::text, '-', '') as u) as random_uuid
$$;

create table organisation (
    id         bigint generated always as identity primary key,
    public_id  bigint not null default random_public_id() constraint organisation_public_id_unique unique,
    name       text not null,
    ipa_code   text,
    tax_code   text,
    legal_form text,
    website    text,
    source_id  integer not null references source,
    demo       boolean not null default false,
    constraint organisation_name_not_blank check (btrim(name) <> '')
);
create unique index organisation_ipa_code_unique on organisation (lower(ipa_code)) where ipa_code is not null;
create unique index organisation_name_by_source on organisation (source_id, name);

create table centre (
    id           bigint generated always as identity primary key,
    public_id    bigint not null default random_public_id() constraint centre_public_id_unique unique,
    external_id  text not null,
    slug         text not null constraint centre_slug_unique unique,
    name         text not null,
    other_names  jsonb not null default '{}',
    recognition  text not null references recognition,
    network_role text not null references network_role,
    hub_id       bigint references centre,
    ownership    text references ownership,
    management   text references management,
    owner_id     bigint references organisation,
    manager_id   bigint references organisation,
    district_id  integer references district,
    website      text,
    opened_on    date,
    closed_on    date,
    published    boolean not null default false,
    demo         boolean not null default false,
    note         text,                                  -- for staff, never public
    source_id    integer not null references source,
    source_url   text,
    source_date  text,                                  -- as the source gives it: 2018, 2025-05, 2021-06-15
    verified_on  date,
    verified_by  text,
    valid_until  date,
    constraint centre_known_once unique (source_id, external_id),
    constraint centre_name_not_blank check (btrim(name) <> ''),
    constraint centre_slug_form check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint centre_hub_is_another check (hub_id is null or hub_id <> id),
    constraint centre_closed_after_opened check (closed_on is null or opened_on is null or closed_on >= opened_on),
    constraint centre_verified_by_someone check ((verified_on is null) = (verified_by is null)),
    constraint centre_other_names_is_object check (jsonb_typeof(other_names) = 'object')
);
create index centre_of_hub on centre (hub_id) where hub_id is not null;
create index centre_of_owner on centre (owner_id) where owner_id is not null;
create index centre_of_manager on centre (manager_id) where manager_id is not null;
create index centre_of_district on centre (district_id) where district_id is not null;
create index centre_demo on centre (id) where demo;

create table site (
    id                  bigint generated always as identity primary key,
    public_id           bigint not null default random_public_id() constraint site_public_id_unique unique,
    centre_id           bigint not null references centre on delete cascade,
    external_id         text not null,
    name                text,                           -- only where it differs from the centre's
    kind                text not null references site_kind,
    status              text not null references site_status,
    address             text,                           -- as written: "via XXV Aprile ("Casa degli Argentini")"
    toponym             text,
    house_number        text,
    exponent            text,
    postcode            text,
    locality            text,
    municipality_id     integer not null references municipality,
    geom                geometry(Point, 4326),
    precision           text references precision,
    source_crs          text,
    crs_operation       text,
    accuracy_m          real,
    position_visibility text not null default 'pubblica' references position_visibility,
    physical_access     text[] not null default '{}',
    opened_on           date,
    closed_on           date,
    demo                boolean not null default false,
    source_id           integer not null references source,
    source_url          text,
    verified_on         date,
    verified_by         text,
    valid_until         date,
    constraint site_known_once unique (source_id, external_id),
    constraint site_position_has_precision check ((geom is null) = (precision is null)),
    constraint site_position_not_kept check (position_visibility <> 'non_conservata' or num_nonnulls(geom, address, toponym, house_number, exponent, postcode, locality, name) = 0),
    constraint site_position_on_earth check (geom is null or (st_x(geom) between -180 and 180 and st_y(geom) between -90 and 90)),
    constraint site_postcode_is_five_digits check (postcode is null or postcode ~ '^[0-9]{5}$'),
    constraint site_accuracy_positive check (accuracy_m is null or accuracy_m > 0),
    constraint site_closed_after_opened check (closed_on is null or opened_on is null or closed_on >= opened_on),
    constraint site_verified_by_someone check ((verified_on is null) = (verified_by is null))
);
create index site_of_centre on site (centre_id);
create index site_of_municipality on site (municipality_id);
create index site_geom on site using gist (geom);

-- Opening hours, local time of Europe/Rome. Two rows a day for a morning and an afternoon.
create table site_hours (
    site_id     bigint not null references site on delete cascade,
    weekday     smallint not null,                      -- 1 Monday … 7 Sunday
    opens       time not null,
    closes      time not null,
    season_from text not null default '01-01',          -- month-day, inclusive
    season_to   text not null default '12-31',
    appointment boolean not null default false,
    primary key (site_id, weekday, opens, season_from),
    constraint site_hours_weekday check (weekday between 1 and 7),
    constraint site_hours_in_order check (closes > opens),
    constraint site_hours_season check (season_from ~ '^[01][0-9]-[0-3][0-9]$' and season_to ~ '^[01][0-9]-[0-3][0-9]$')
);

create table site_closure (
    site_id   bigint not null references site on delete cascade,
    first_day date not null,
    last_day  date not null,
    reason    text,
    primary key (site_id, first_day),
    constraint site_closure_in_order check (last_day >= first_day)
);

-- A sensitive service belongs to the centre, never to a site: nobody learns where it is given.
create table service (
    id                   bigint generated always as identity primary key,
    centre_id            bigint not null references centre on delete cascade,
    site_id              bigint references site on delete cascade,
    category             text not null,
    category_sensitivity text not null default 'ordinaria',
    sensitivity          text not null default 'ordinaria' references sensitivity,
    audiences            text[] not null default '{}',
    age_from             smallint,
    age_to               smallint,
    channel              text references channel,
    access_mode          text references access_mode,
    languages            text[] not null default '{}',
    free_of_charge       boolean,
    caution              text,
    constraint service_category_exists foreign key (category, category_sensitivity)
        references service_category (code, sensitivity) on update cascade,
    constraint service_protected_like_its_category check (category_sensitivity = 'ordinaria' or sensitivity = 'protetta'),
    constraint service_protected_has_no_site check (sensitivity = 'ordinaria' or site_id is null),
    constraint service_ages_in_order check (age_to is null or age_from is null or age_to >= age_from),
    constraint service_once unique nulls not distinct (centre_id, site_id, category)
);
create index service_of_site on service (site_id) where site_id is not null;

create table contact_point (
    id         bigint generated always as identity primary key,
    centre_id  bigint not null references centre on delete cascade,
    site_id    bigint references site on delete cascade,
    role       text not null default 'segreteria',      -- a role, never a named person
    channel    text not null,
    value      text not null,
    visibility text not null default 'pubblica',
    constraint contact_point_channel check (channel in ('telefono', 'email', 'pec', 'web')),
    constraint contact_point_visibility check (visibility in ('pubblica', 'colleghi', 'redazione')),
    constraint contact_point_value_not_blank check (btrim(value) <> ''),
    constraint contact_point_once unique nulls not distinct (centre_id, site_id, channel, value)
);
create index contact_point_of_site on contact_point (site_id) where site_id is not null;

create table catchment (
    centre_id       bigint not null references centre on delete cascade,
    municipality_id integer not null references municipality,
    valid_from      date not null,
    valid_to        date,
    primary key (centre_id, municipality_id, valid_from),
    constraint catchment_in_order check (valid_to is null or valid_to > valid_from)
);
create index catchment_of_municipality on catchment (municipality_id);

-- One row for each run of an import: what was read, by whom, with what outcome.
create table import_run (
    id          bigint generated always as identity primary key,
    kind        text not null,
    file_name   text not null,
    checksum    text not null,
    run_by      text not null,
    started_at  timestamptz not null,
    finished_at timestamptz not null,
    inserted    integer not null,
    updated     integer not null,
    unchanged   integer not null,
    refused     integer not null,
    warned      integer not null,
    constraint import_run_checksum_is_sha256 check (checksum ~ '^[0-9a-f]{64}$')
);
