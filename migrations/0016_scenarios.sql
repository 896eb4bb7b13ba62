-- Scenarios of the simulator that somebody keeps to show them to others: what was asked, the versions it was asked of and
-- the figures of that day. Nothing of who asked. Found by a hash of the first two.
create table coverage_scenario (
    id        text primary key,
    question  text not null,                        -- the scenario as the query of its address, in canonical form
    recipe    jsonb not null,                       -- parameters, changes and versions, as those of figures
    told      jsonb not null,                       -- the main figures of the day it was kept
    made_at   timestamptz not null,
    opened_on date not null,                        -- the last day anybody asked for it: who is not asked for makes room first
    constraint coverage_scenario_id_is_a_hash check (id ~ '^[0-9a-hjkmnp-tv-z]{16}$'),
    constraint coverage_scenario_is_short check (length(question) <= 8000)
);
create index coverage_scenario_by_use on coverage_scenario (opened_on, made_at);

create view public_coverage_scenarios as
select id, question, recipe, told, made_at, opened_on from coverage_scenario;

do $$
begin
    if exists (select from pg_roles where rolname = 'centri_public') then
        execute 'grant select on public_coverage_scenarios to centri_public';
    end if;
end
$$;
