-- What changed, twice: change_log tells the mirrors in memory which rows to read again;
-- change_history tells people who changed which field, from what, to what, and why.

-- tx lets a reader tell a gap that is still being written from one that never will be:
-- sequence numbers are taken before commit, so they do not become visible in order.
create table change_log (
    seq       bigint generated always as identity primary key,
    tx        xid8 not null default pg_current_xact_id(),
    logged_at timestamptz not null default clock_timestamp(),
    subject   text not null,
    centre_id bigint,                       -- no foreign key: a deleted centre is a change too
    site_id   bigint,
    constraint change_log_subject check (subject in ('centre', 'site', 'territory', 'words'))
);

create index change_log_of_territory on change_log (seq) where subject = 'territory';

create function log_change() returns trigger language plpgsql as $$
declare
    subject text := tg_argv[0];
    rows    text := case tg_op when 'DELETE' then 'select * from gone' when 'INSERT' then 'select * from come'
                    else 'select * from gone union all select * from come' end;
begin
    if subject = 'centre' then
        execute format('insert into change_log (subject, centre_id) select distinct %L, %I from (%s) as changed',
                       subject, tg_argv[1], rows);
    elsif subject = 'site' then
        execute format('insert into change_log (subject, centre_id, site_id) select distinct %L, centre_id, %I from (%s) as changed',
                       subject, tg_argv[1], rows);
    else
        execute format('insert into change_log (subject) select %L where exists (%s)', subject, rows);
    end if;
    perform pg_notify('centri_changes', subject);
    return null;
end
$$;

-- Transition tables allow one event a trigger, hence three for each table.
do $$
declare
    watched record;
begin
    for watched in
        select * from (values
            ('centre', 'centre', 'id'), ('catchment', 'centre', 'centre_id'),
            ('service', 'centre', 'centre_id'), ('contact_point', 'centre', 'centre_id'),
            ('site', 'site', 'id'),
            ('organisation', 'words', ''), ('source', 'words', ''), ('public_setting', 'words', ''),
            ('region', 'territory', ''), ('social_region', 'territory', ''), ('province', 'territory', ''),
            ('municipality', 'territory', ''), ('landmass', 'territory', ''), ('district', 'territory', ''),
            ('district_municipality', 'territory', ''), ('population', 'territory', ''), ('place', 'territory', ''),
            ('service_category', 'words', ''), ('site_status', 'words', ''), ('site_hours', 'words', ''), ('site_closure', 'words', '')
        ) as watched (table_name, subject, key)
    loop
        execute format('create trigger %I after insert on %I referencing new table as come for each statement execute function log_change(%L, %L)',
                       watched.table_name || '_inserted', watched.table_name, watched.subject, watched.key);
        execute format('create trigger %I after update on %I referencing old table as gone new table as come for each statement execute function log_change(%L, %L)',
                       watched.table_name || '_updated', watched.table_name, watched.subject, watched.key);
        execute format('create trigger %I after delete on %I referencing old table as gone for each statement execute function log_change(%L, %L)',
                       watched.table_name || '_deleted', watched.table_name, watched.subject, watched.key);
    end loop;
end
$$;

create table change_history (
    id         bigint generated always as identity primary key,
    table_name text not null,
    row_id     bigint not null,
    centre_id  bigint,
    operation  text not null,
    before     jsonb,                       -- only the fields that differ
    after      jsonb,
    changed_at timestamptz not null default clock_timestamp(),
    changed_by text not null,
    reason     text,
    constraint change_history_operation check (operation in ('insert', 'update', 'delete'))
);
create index change_history_of_row on change_history (table_name, row_id, changed_at);
create index change_history_of_centre on change_history (centre_id, changed_at) where centre_id is not null;

-- The actor and the reason are told by the transaction: set_config('centri.actor', …, true).
create function record_history() returns trigger language plpgsql as $$
declare
    old_row jsonb := case when tg_op = 'INSERT' then '{}'::jsonb else to_jsonb(old) end;
    new_row jsonb := case when tg_op = 'DELETE' then '{}'::jsonb else to_jsonb(new) end;
    face    jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
begin
    insert into change_history (table_name, row_id, centre_id, operation, before, after, changed_by, reason)
    values (
        tg_table_name,
        coalesce((face ->> 'id')::bigint, (face ->> 'centre_id')::bigint),
        case tg_table_name when 'centre' then (face ->> 'id')::bigint else (face ->> 'centre_id')::bigint end,
        lower(tg_op),
        case when tg_op = 'INSERT' then null
             else (select jsonb_object_agg(key, value) from jsonb_each(old_row) where value is distinct from new_row -> key) end,
        case when tg_op = 'DELETE' then null
             else (select jsonb_object_agg(key, value) from jsonb_each(new_row) where value is distinct from old_row -> key and value <> 'null'::jsonb) end,
        coalesce(nullif(current_setting('centri.actor', true), ''), session_user),
        nullif(current_setting('centri.reason', true), '')
    );
    return null;
end
$$;

do $$
declare
    kept text;
begin
    foreach kept in array array['organisation', 'centre', 'site', 'service', 'contact_point', 'catchment'] loop
        execute format('create trigger %I after insert or delete on %I for each row execute function record_history()', kept || '_history', kept);
        execute format('create trigger %I after update on %I for each row when (old.* is distinct from new.*) execute function record_history()', kept || '_history_update', kept);
    end loop;
end
$$;
