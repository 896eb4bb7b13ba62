-- Streets and house numbers, for the positions an import finds by address. Eighteen million numbers in the whole
-- country: a row is kept small, and nothing public reads them.

create table street (
    id              integer generated always as identity primary key,
    source_id       integer not null references source,
    municipality_id integer not null references municipality,
    external_id     text not null,                       -- the source's number of the street, else its folded name and locality
    name            text not null,                       -- with the word for street: "Via Roma"
    other_names     text[] not null default '{}',        -- in the other languages of the place
    localities      text[] not null default '{}',        -- hamlets and quarters its numbers lie in
    postcodes       text[] not null default '{}',        -- of its numbers
    constraint street_known_once unique (source_id, municipality_id, external_id),
    constraint street_name_not_blank check (btrim(name) <> '')
);
create index street_of_municipality on street (municipality_id);

-- Only numbers with a usable position. A position is two counts of ten-millionths of a degree (EPSG:4326), a
-- centimetre in eight bytes where a geometry takes thirty-two. Red numbers (Genoa, Florence) count apart from black ones.
create table house_number (
    street_id integer not null references street on delete cascade,
    number    integer not null,
    lon_e7    integer not null,
    lat_e7    integer not null,
    red       boolean not null default false,
    exponent  text not null default '',                  -- "A", "BIS"; capital
    constraint house_number_known_once primary key (street_id, number, red, exponent),
    constraint house_number_positive check (number > 0),
    constraint house_number_on_earth check (lon_e7 between -1800000000 and 1800000000 and lat_e7 between -900000000 and 900000000)
);

-- Rows of an address file on their way into the two tables above, empty between imports. Imports stand in a queue, so one
-- draft is enough; it is not worth a log, because an import that breaks begins again.
create unlogged table address_draft (
    row_number      bigint not null,
    municipality_id integer not null,
    street          text not null,                       -- what becomes street.external_id
    name            text not null,
    other_names     text,                                -- one a line
    locality        text,
    postcode        text,
    number          integer,
    lon_e7          integer,
    lat_e7          integer,
    red             boolean not null,
    exponent        text not null
);
