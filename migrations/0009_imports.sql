-- Imports that can be explained and taken back: whose word counts, which run wrote what, which row of which file
-- is which centre, and what a source no longer lists.

-- Where two sources describe one centre, the field follows the source with the higher precedence.
alter table source add column precedence smallint not null default 100;
alter table source add constraint source_precedence_in_range check (precedence between 0 and 1000);

alter table import_run
    add column source_id integer references source,
    add column options   jsonb not null default '{}',   -- mapping, coordinate system, precedence as given
    add column report    jsonb not null default '{}',   -- fields changed, rows refused and warned: places and reasons, never values
    add column vanished  integer not null default 0,
    add column undone_at timestamptz,
    add column undone_by text,
    add constraint import_run_undone_by_someone check ((undone_at is null) = (undone_by is null));
create index import_run_of_source on import_run (source_id, id) where source_id is not null;

-- How the columns of a body's file are called, kept under a name for the next time.
create table import_mapping (
    name       text primary key,
    kind       text not null,
    columns    jsonb not null,
    updated_at timestamptz not null,
    updated_by text not null,
    constraint import_mapping_name_form check (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint import_mapping_columns_is_object check (jsonb_typeof(columns) = 'object')
);

-- Who wrote a field, where it was not the row's own source: {"address": 7}. Since when the source no longer lists it.
alter table centre
    add column field_source  jsonb not null default '{}',
    add column missing_since date,
    add constraint centre_field_source_is_object check (jsonb_typeof(field_source) = 'object');
alter table site
    add column field_source  jsonb not null default '{}',
    add column missing_since date,
    add constraint site_field_source_is_object check (jsonb_typeof(field_source) = 'object');

-- A second source's name for a centre or a site that another source brought.
create table imported_identity (
    source_id   integer not null references source,
    external_id text not null,
    centre_id   bigint not null references centre on delete cascade,
    site_id     bigint references site on delete cascade,
    import_run_id bigint references import_run,         -- the run that found it
    constraint imported_identity_once unique nulls not distinct (source_id, external_id, site_id)
);
create index imported_identity_of_centre on imported_identity (centre_id);
create index imported_identity_of_site on imported_identity (site_id) where site_id is not null;

-- Whose a service, a contact, an hour, a served municipality is; empty: a person's, which no import takes away.
alter table service add column source_id integer references source;
alter table contact_point add column source_id integer references source;
alter table catchment add column source_id integer references source;
alter table site_hours add column source_id integer references source;
alter table site_closure add column source_id integer references source;
alter table site_hours add column id bigint generated always as identity;
alter table site_closure add column id bigint generated always as identity;
alter table catchment add column id bigint generated always as identity;
alter table site_hours add constraint site_hours_id_unique unique (id);
alter table site_closure add constraint site_closure_id_unique unique (id);
alter table catchment add constraint catchment_id_unique unique (id);
alter table district_municipality add column id bigint generated always as identity;
alter table district_municipality add constraint district_municipality_id_unique unique (id);
update contact_point k set source_id = c.source_id from centre c
where c.id = k.centre_id
  and (select h.changed_by like 'import:%' from change_history h
       where h.table_name = 'contact_point' and h.row_id = k.id order by h.id desc limit 1);

-- The history knows the run that wrote it, so that a run can be taken back.
alter table change_history add column import_run_id bigint references import_run;
create index change_history_of_run on change_history (import_run_id, id) where import_run_id is not null;

-- As before, and with the run (centri.import_run) and the row's own id for every table.
create or replace function record_history() returns trigger language plpgsql as $$
declare
    old_row jsonb := case when tg_op = 'INSERT' then '{}'::jsonb else to_jsonb(old) end;
    new_row jsonb := case when tg_op = 'DELETE' then '{}'::jsonb else to_jsonb(new) end;
    face    jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
begin
    insert into change_history (table_name, row_id, centre_id, operation, before, after, changed_by, reason, import_run_id)
    values (
        tg_table_name,
        (face ->> 'id')::bigint,
        case when tg_table_name = 'centre' then (face ->> 'id')::bigint
             when face ? 'centre_id' then (face ->> 'centre_id')::bigint
             else (select centre_id from site where id = (face ->> 'site_id')::bigint) end,
        lower(tg_op),
        case when tg_op = 'INSERT' then null
             else (select jsonb_object_agg(key, value) from jsonb_each(old_row) where value is distinct from new_row -> key) end,
        case when tg_op = 'DELETE' then null
             else (select jsonb_object_agg(key, value) from jsonb_each(new_row) where value is distinct from old_row -> key and value <> 'null'::jsonb) end,
        coalesce(nullif(current_setting('centri.actor', true), ''), session_user),
        nullif(current_setting('centri.reason', true), ''),
        nullif(current_setting('centri.import_run', true), '')::bigint
    );
    return null;
end
$$;

do $$
declare
    kept text;
begin
    foreach kept in array array['site_hours', 'site_closure', 'district', 'district_municipality'] loop
        execute format('create trigger %I after insert or delete on %I for each row execute function record_history()', kept || '_history', kept);
        execute format('create trigger %I after update on %I for each row when (old.* is distinct from new.*) execute function record_history()', kept || '_history_update', kept);
    end loop;
end
$$;

-- Rows of a run that somebody changed later, and later rows that hang on what the run brought: while there are any,
-- the run cannot be taken back. Runs that were themselves taken back do not count.
create function import_run_obstacles(run bigint) returns table (table_name text, row_id bigint, changed_by text, changed_at timestamptz)
language sql stable as $$
    select distinct on (later.table_name, later.row_id) later.table_name, later.row_id, later.changed_by, later.changed_at
    from change_history mine
    join change_history later
      on later.id > mine.id
     and ((later.table_name = mine.table_name and later.row_id = mine.row_id)
          or (mine.table_name = 'centre' and mine.operation = 'insert' and later.centre_id = mine.row_id))
    left join import_run other on other.id = later.import_run_id
    where mine.import_run_id = run and later.import_run_id is distinct from run and other.undone_at is null
    order by later.table_name, later.row_id, later.id
$$;

-- Takes back what a run wrote, the last change first. Refuses nothing itself: ask import_run_obstacles before.
-- What it writes belongs to the same run, so that an undone run is no obstacle to taking back an earlier one.
create function undo_import_run(run bigint) returns integer language plpgsql as $$
declare
    change record;
    columns text;
    done integer := 0;
begin
    perform set_config('centri.import_run', run::text, true);
    for change in select * from change_history where import_run_id = run order by id desc loop
        if change.operation = 'insert' then
            execute format('delete from %I where id = $1', change.table_name) using change.row_id;
        elsif change.operation = 'update' then
            select string_agg(format('%I = old.%I', key, key), ', ') into columns from jsonb_object_keys(change.before) as key where key <> 'id';
            if columns is not null then
                execute format('update %1$I as t set %2$s from jsonb_populate_record(null::%1$I, $1) as old where t.id = $2', change.table_name, columns)
                    using change.before, change.row_id;
            end if;
        else
            execute format('insert into %1$I overriding system value select * from jsonb_populate_record(null::%1$I, $1)', change.table_name)
                using change.before;
        end if;
        done := done + 1;
    end loop;
    return done;
end
$$;

-- What a source no longer lists is to be verified, whoever verified it before.
create or replace view public_sites as
select s.public_id as id,
       c.public_id as centre_id,
       c.slug,
       c.name as centre_name,
       case when d.visibility = 'pubblica' then coalesce(s.name, c.name) else c.name end as name,
       s.kind as site_kind,
       s.status,
       c.network_role,
       c.recognition,
       c.ownership,
       d.visibility as position_visibility,
       case when d.visibility = 'pubblica' then st_x(s.geom) end as lon,
       case when d.visibility = 'pubblica' then st_y(s.geom) end as lat,
       case when d.visibility = 'pubblica' then s.geom end as geom,
       case when d.visibility = 'pubblica' then s.precision end as precision,
       case when d.visibility = 'pubblica' then s.accuracy_m end as accuracy_m,
       case when d.visibility = 'pubblica' then s.address end as address,
       case when d.visibility = 'pubblica' then s.postcode end as postcode,
       case when d.visibility = 'pubblica' then s.locality end as locality,
       case when d.visibility = 'pubblica' then s.physical_access else '{}' end as physical_access,
       case when d.visibility <> 'solo_ambito' then m.istat_code end as municipality_code,
       case when d.visibility <> 'solo_ambito' then m.name end as municipality,
       case when d.visibility = 'pubblica' then m.landmass_id end as landmass_id,
       p.istat_code as province_code, p.name as province, p.label as province_label,
       r.istat_code as region_code, r.name as region,
       sr.code as social_region_code,
       di.code as district_code,
       s.opened_on,
       s.demo,
       coalesce(s.source_url, c.source_url) as source_url,
       c.source_date,
       case when gone.since is null or coalesce(s.verified_on, c.verified_on) > gone.since then coalesce(s.verified_on, c.verified_on) end as verified_on,
       case when gone.since is null or coalesce(s.verified_on, c.verified_on) > gone.since then coalesce(s.verified_by, c.verified_by) end as verified_by,
       case when gone.since is null or coalesce(s.verified_on, c.verified_on) > gone.since then coalesce(s.valid_until, c.valid_until) end as valid_until
from site_disclosure d
join site s on s.id = d.site_id
join centre c on c.id = s.centre_id
cross join lateral (select least(s.missing_since, c.missing_since) as since) as gone
join municipality m on m.id = s.municipality_id
join province p on p.id = m.province_id
join region r on r.id = p.region_id
join social_region sr on sr.id = p.social_region_id
left join district di on di.id = c.district_id;

create or replace view public_centres as
select c.public_id as id, c.slug, c.name, c.other_names, c.recognition, c.network_role,
       hub.public_id as hub_id, hub.slug as hub_slug, hub.name as hub_name,
       c.ownership, c.management, owner.name as owner, manager.name as manager,
       c.website, c.opened_on, c.demo,
       so.key as source, so.title as source_title, c.source_url, c.source_date,
       case when c.missing_since is null or c.verified_on > c.missing_since then c.verified_on end as verified_on,
       case when c.missing_since is null or c.verified_on > c.missing_since then c.verified_by end as verified_by,
       case when c.missing_since is null or c.verified_on > c.missing_since then c.valid_until end as valid_until
from centre c
join source so on so.id = c.source_id
left join centre hub on hub.id = c.hub_id and hub.published
left join organisation owner on owner.id = c.owner_id
left join organisation manager on manager.id = c.manager_id
where c.published
  and exists (select from site_disclosure d where d.centre_id = c.id);

-- When a position was hidden, by whom and why, and what had been public of it until then. For staff.
create table protection (
    id         bigint generated always as identity primary key,
    site_id    bigint references site on delete set null,
    visibility text not null references position_visibility,
    reason     text,
    decided_by text not null,
    decided_at timestamptz not null,
    public_since timestamptz,
    runs       bigint[] not null default '{}'           -- imports whose files hold the position
);
create index protection_of_site on protection (site_id) where site_id is not null;
