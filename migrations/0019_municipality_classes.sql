-- Official classifications of comuni, one class in each: how far from essential services (SNAI, the national strategy for
-- inner areas), how mountainous, in which of the five altimetric zones of ISTAT. The newest word of any source counts.
create table municipality_class (
    municipality_id integer not null references municipality,
    scheme          text not null,
    class           text not null,
    source_id       integer not null references source,
    primary key (municipality_id, scheme),
    constraint municipality_class_scheme check (scheme in ('snai', 'mountain', 'altimetric_zone')),
    -- A pole, B pole of several comuni, C belt, D intermediate, E peripheral, F ultraperipheral.
    constraint municipality_class_snai check (scheme <> 'snai' or class in ('A', 'B', 'C', 'D', 'E', 'F')),
    constraint municipality_class_mountain check (scheme <> 'mountain' or class in ('mountain', 'partly_mountain', 'not_mountain')),
    -- 1 inland mountain, 2 coastal mountain, 3 inland hill, 4 coastal hill, 5 plain.
    constraint municipality_class_altimetric_zone check (scheme <> 'altimetric_zone' or class in ('1', '2', '3', '4', '5'))
);
create index municipality_class_of_source on municipality_class (source_id);

create view public_municipality_classes as
select m.istat_code as municipality_code, c.scheme, c.class, s.key as source
from municipality_class c
join municipality m on m.id = c.municipality_id
join source s on s.id = c.source_id
where m.valid_to is null;

-- Another class is told like a change of the territory: who computes with it reads it again.
do $$
begin
    create trigger municipality_class_inserted after insert on municipality_class referencing new table as come
        for each statement execute function log_change('territory', '');
    create trigger municipality_class_updated after update on municipality_class referencing old table as gone new table as come
        for each statement execute function log_change('territory', '');
    create trigger municipality_class_deleted after delete on municipality_class referencing old table as gone
        for each statement execute function log_change('territory', '');
    if exists (select from pg_roles where rolname = 'centri_public') then
        execute 'grant select on public_municipality_classes to centri_public';
    end if;
end
$$;
