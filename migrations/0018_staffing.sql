-- Which professions work in a centre: no person, no name, no number. Table for the indicator S4 and for the card.
create table staffing (
    id        bigint generated always as identity primary key,
    centre_id bigint not null references centre on delete cascade,
    profile   text not null references staff_profile,
    source_id integer references source,                -- empty: a person wrote it, and no import takes it away
    constraint staffing_once unique (centre_id, profile)
);

create trigger staffing_history after insert or delete on staffing for each row execute function record_history();
create trigger staffing_history_update after update on staffing
    for each row when (old.* is distinct from new.*) execute function record_history();

create trigger staffing_inserted after insert on staffing referencing new table as come
    for each statement execute function log_change('centre', 'centre_id');
create trigger staffing_updated after update on staffing referencing old table as gone new table as come
    for each statement execute function log_change('centre', 'centre_id');
create trigger staffing_deleted after delete on staffing referencing old table as gone
    for each statement execute function log_change('centre', 'centre_id');

create view public_staffing as
select c.public_id as centre_id, k.profile
from staffing k
join centre c on c.id = k.centre_id
join public_centres pc on pc.id = c.public_id;

-- As before, with the professions, which the card names.
create or replace view public_codes (list, code, position, heading, sensitivity,
                                     label_it, label_en, label_de, label_fr, label_sl, caution, description_it) as
with plain as (
              select 'site_status' as list, * from site_status
    union all select 'network_role', * from network_role
    union all select 'site_kind', * from site_kind
    union all select 'recognition', * from recognition
    union all select 'ownership', * from ownership
    union all select 'management', * from management
    union all select 'precision', * from precision
    union all select 'position_visibility', * from position_visibility where code in ('pubblica', 'solo_comune', 'solo_ambito')
    union all select 'sensitivity', * from sensitivity
    union all select 'service_heading', * from service_heading
    union all select 'audience', * from audience
    union all select 'channel', * from channel
    union all select 'access_mode', * from access_mode
    union all select 'district_kind', * from district_kind
    union all select 'staff_profile', * from staff_profile
)
select list, code, position, null::text, null::text,
       label_it, label_en, label_de, label_fr, label_sl, false, null::text
from plain
union all
select 'service_category', code, position, heading, sensitivity,
       label_it, label_en, label_de, label_fr, label_sl, caution, description_it
from service_category;

do $$
begin
    if exists (select from pg_roles where rolname = 'centri_public') then
        execute 'grant select on public_staffing to centri_public';
    end if;
end
$$;
