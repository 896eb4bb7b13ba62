-- Streets and house numbers for the search: what a street is looked up by, and the views the public role reads.

-- The words a street is looked up by, written by the program with the same function that reads the question
-- (Toponym::keys): "via garibaldi" for every Via Garibaldi, Giuseppe Garibaldi and G. Garibaldi.
create table street_key (
    municipality_id integer not null references municipality,
    key             text not null,
    street_id       integer not null references street on delete cascade,
    primary key (municipality_id, key, street_id)
);
create index street_key_anywhere on street_key (key) include (municipality_id, street_id);
create index street_key_of_street on street_key (street_id);

create view public_street_keys as
select k.key, k.street_id, m.istat_code as municipality_code
from street_key k join municipality m on m.id = k.municipality_id
where m.valid_to is null;

create view public_streets as
select s.id, s.source_id, m.istat_code as municipality_code, s.name, s.other_names, s.localities, s.postcodes
from street s join municipality m on m.id = s.municipality_id
where m.valid_to is null;

create view public_house_numbers as
select street_id, number, red, exponent, lon_e7, lat_e7 from house_number;

-- The gazetteer in memory must hear when the first street comes and when the last one goes.
create trigger street_inserted after insert on street referencing new table as come for each statement execute function log_change('territory', '');
create trigger street_updated after update on street referencing old table as gone new table as come for each statement execute function log_change('territory', '');
create trigger street_deleted after delete on street referencing old table as gone for each statement execute function log_change('territory', '');

do $$
declare
    public_view text;
begin
    if exists (select from pg_roles where rolname = 'centri_public') then
        foreach public_view in array array['public_street_keys', 'public_streets', 'public_house_numbers'] loop
            execute format('grant select on %I to centri_public', public_view);
        end loop;
    end if;
end
$$;
