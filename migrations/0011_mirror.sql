-- What a mirror in memory needs to follow edits row by row instead of reading everything again.

-- A reader asks for what was written by transactions not yet over when it last read: numbers are given before commit,
-- so the highest one seen says nothing about those below it.
create index change_log_of_transaction on change_log (tx);

-- Keys here are those of the tables. They tell a mirror which rows to read again and are never shown.
create view public_log as
select seq, tx, subject, centre_id as centre_key from change_log;

create view public_site_keys as
select s.public_id as site_id, c.public_id as centre_id, d.centre_id as centre_key
from site_disclosure d
join site s on s.id = d.site_id
join centre c on c.id = d.centre_id;

-- Hours and closures belong to one site: a new opening time must not make every mirror read the whole country again.
create or replace function log_change() returns trigger language plpgsql as $$
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
    elsif subject = 'times' then
        -- Where the site itself is gone, its own deletion has been logged.
        execute format('insert into change_log (subject, centre_id, site_id) select distinct ''site'', site.centre_id, site.id '
                       'from (%s) as changed join site on site.id = changed.site_id', rows);
    else
        execute format('insert into change_log (subject) select %L where exists (%s)', subject, rows);
    end if;
    perform pg_notify('centri_changes', subject);
    return null;
end
$$;

do $$
declare
    watched text;
begin
    foreach watched in array array['site_hours', 'site_closure'] loop
        execute format('drop trigger %I on %I', watched || '_inserted', watched);
        execute format('drop trigger %I on %I', watched || '_updated', watched);
        execute format('drop trigger %I on %I', watched || '_deleted', watched);
        execute format('create trigger %I after insert on %I referencing new table as come for each statement execute function log_change(''times'')',
                       watched || '_inserted', watched);
        execute format('create trigger %I after update on %I referencing old table as gone new table as come for each statement execute function log_change(''times'')',
                       watched || '_updated', watched);
        execute format('create trigger %I after delete on %I referencing old table as gone for each statement execute function log_change(''times'')',
                       watched || '_deleted', watched);
    end loop;
    if exists (select from pg_roles where rolname = 'centri_public') then
        execute 'grant select on public_log, public_site_keys to centri_public';
    end if;
end
$$;
