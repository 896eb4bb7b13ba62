-- Demonstration sites. $1 external ids of centres, $2 of sites, $3 names, $4 kinds, $5 states, $6 addresses, $7 house
-- numbers, $8 municipalities, $9 longitudes, $10 latitudes, $11 precisions, $12 accuracies, $13 visibilities, $14 source.
insert into site (centre_id, external_id, name, kind, status, address, toponym, house_number, municipality_id, geom, precision, accuracy_m,
                  position_visibility, demo, source_id)
select centre.id, s.external_id, s.name, s.kind, s.status, s.address, case when s.house_number is not null then 'via dimostrativa' end,
       s.house_number, s.municipality_id, st_setsrid(st_makepoint(s.lon, s.lat), 4326), s.precision, s.accuracy_m, s.visibility, true, $14
from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::float8[], $10::float8[],
            $11::text[], $12::real[], $13::text[])
     as s (centre, external_id, name, kind, status, address, house_number, municipality_id, lon, lat, precision, accuracy_m, visibility)
join centre on centre.source_id = $14 and centre.external_id = s.centre
