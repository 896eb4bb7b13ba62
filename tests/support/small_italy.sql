-- A small Italy one can draw on paper: squares of 0.2 degrees in two rows, and an island.
--
--          11.0      11.2      11.4      11.6
--   44.6    +---------+---------+---------+
--           | Bologna |  Imola  | Faenza  |      Emilia-Romagna: provinces BO (Bologna, Imola), RA (Faenza)
--   44.4    +---------+---------+---------+
--
--           9.0       9.2       9.4
--   39.4    +---------+---------+
--           | Cagliari| Borgo   |               Sardegna: province CA, an island
--   39.2    +---------+---------+
insert into source (key, title, edition, publisher, licence, attribution, imported_at)
values ('piccola-italia', 'Piccola Italia', '2026', 'Prova', 'CC0', 'Prova', '2026-01-01T00:00:00Z');

create function pg_temp.square(west float8, south float8, east float8, north float8) returns geometry language sql as $$
    select st_multi(st_makeenvelope(west, south, east, north, 4326))
$$;
create function pg_temp.mercator(x float8, y float8) returns geometry language sql as $$
    select st_setsrid(st_makepoint(x / 180 * 20037508.342789244, ln(tan(pi() / 4 + radians(y) / 2)) * 6378137.0), 3857)
$$;
create function pg_temp.drawn(g geometry) returns geometry language sql as $$
    select st_multi(st_makepolygon(st_makeline(array(
        select pg_temp.mercator(st_x(d.geom), st_y(d.geom)) from st_dumppoints(st_exteriorring(st_geometryn(g, 1))) as d order by d.path))))
$$;

insert into region (istat_code, name, slug, geom, valid_from, source_id)
select code, name, slug, geom, '2025-01-01', 1 from (values
    ('08', 'Emilia-Romagna', 'emilia-romagna', pg_temp.square(11.0, 44.4, 11.6, 44.6)),
    ('20', 'Sardegna', 'sardegna', pg_temp.square(9.0, 39.2, 9.4, 39.4))) as r (code, name, slug, geom);
insert into social_region (code, name, region_id) select istat_code, name, id from region;
insert into province (istat_code, name, label, region_id, social_region_id, geom, valid_from, source_id)
select p.code, p.name, p.label, r.id, s.id, p.geom, '2025-01-01', 1 from (values
    ('037', 'Bologna', 'BO', '08', pg_temp.square(11.0, 44.4, 11.4, 44.6)),
    ('039', 'Ravenna', 'RA', '08', pg_temp.square(11.4, 44.4, 11.6, 44.6)),
    ('092', 'Cagliari', 'CA', '20', pg_temp.square(9.0, 39.2, 9.4, 39.4))) as p (code, name, label, region, geom)
join region r on r.istat_code = p.region join social_region s on s.region_id = r.id;
insert into landmass (number, area_m2, geom) values
    (1, 1.1e9, st_makeenvelope(11.0, 44.4, 11.6, 44.6, 4326)), (2, 7.6e8, st_makeenvelope(9.0, 39.2, 9.4, 39.4, 4326));
insert into municipality (istat_code, cadastral_code, name, province_id, landmass_id, point, point_method, geom, valid_from, source_id)
select m.code, m.cadastral, m.name, p.id, l.id, st_setsrid(st_makepoint(lon, lat), 4326), 'prova', pg_temp.square(lon - 0.1, lat - 0.1, lon + 0.1, lat + 0.1), '2025-01-01', 1
from (values
    ('037006', 'A944', 'Bologna', '037', 1, 11.1, 44.5),
    ('037032', 'E289', 'Imola', '037', 1, 11.3, 44.5),
    ('039010', 'D458', 'Faenza', '039', 1, 11.5, 44.5),
    ('092009', 'B354', 'Cagliari', '092', 2, 9.1, 39.3),
    ('092108', 'D399', 'Borgo', '092', 2, 9.3, 39.3)) as m (code, cadastral, name, province, landmass, lon, lat)
join province p on p.istat_code = m.province join landmass l on l.number = m.landmass;
insert into population (municipality_id, year, sex, age_class, persons, source_id)
select m.id, 2023, 'all', 'all', n, 1 from (values ('037006', 390000), ('037032', 69000), ('039010', 58000), ('092009', 149000), ('092108', 900)) as p (code, n)
join municipality m on m.istat_code = p.code;
insert into place (external_id, kind, name, municipality_id, point, residents, source_id)
select '1', 'localita', 'Sesto Imolese', id, st_setsrid(st_makepoint(11.35, 44.55), 4326), 2500, 1 from municipality where istat_code = '037032';

insert into region_shape select id, band, pg_temp.drawn(geom) from region, generate_series(0, 4) as band;
insert into province_shape select id, band, pg_temp.drawn(geom) from province, generate_series(0, 4) as band;
insert into municipality_shape select id, band, pg_temp.drawn(geom) from municipality, generate_series(0, 4) as band;
insert into territory_label
select 'region', id, pg_temp.mercator(st_x(st_centroid(geom)), st_y(st_centroid(geom))), 1000 from region
union all select 'province', id, pg_temp.mercator(st_x(st_centroid(geom)), st_y(st_centroid(geom))), 1000 from province
union all select 'municipality', id, pg_temp.mercator(st_x(st_centroid(geom)), st_y(st_centroid(geom))), 1000 from municipality;

-- Six centres: a hub and its spoke, one known only to its comune, one planned, one whose position is
-- protected, one that does not exist for the public.
insert into centre (public_id, external_id, slug, name, recognition, network_role, published, source_id, source_url, source_date, verified_on, verified_by)
values
    (1001, 'navile', 'bologna-navile', 'Centro per le famiglie Navile', 'riconosciuto_regione', 'hub', true, 1, 'https://www.example.it/navile', '2026-01', '2026-01-10', 'Comune di Bologna'),
    (1002, 'imola', 'imola', 'Centro per le famiglie di Imola', 'da_verificare', 'spoke', true, 1, 'https://www.example.it/imola', '2025', null, null),
    (1003, 'faenza', 'faenza', 'Centro per le famiglie di Faenza', 'da_verificare', 'unico', true, 1, 'https://www.example.it/faenza', '2024-05', null, null),
    (1004, 'cagliari', 'cagliari', 'Centro per la famiglia di Cagliari', 'da_verificare', 'unico', true, 1, null, null, null, null),
    (1005, 'quieto', 'centro-quieto', 'Centro quieto', 'da_verificare', 'unico', true, 1, null, null, null, null),
    (1006, 'nascosto', 'centro-nascosto', 'Centro nascosto', 'da_verificare', 'unico', true, 1, null, null, null, null);
update centre set hub_id = (select id from centre where slug = 'bologna-navile') where slug = 'imola';
insert into site (public_id, centre_id, external_id, kind, status, address, municipality_id, geom, precision, accuracy_m, position_visibility, source_id)
select s.id, c.id, s.slug, 'sede_principale', s.status, s.address, m.id,
       case when s.lon is null then null else st_setsrid(st_makepoint(s.lon, s.lat), 4326) end, s.precision, null, s.visibility, 1
from (values
    (2001, 'bologna-navile', 'attiva', 'via dei Prova 1', '037006', 11.15, 44.52, 'civico', 'pubblica'),
    (2002, 'imola', 'attiva', 'via dei Prova 2', '037032', 11.30, 44.50, 'via', 'pubblica'),
    (2003, 'faenza', 'temporanea', null, '039010', 11.50, 44.50, 'comune', 'pubblica'),
    (2004, 'cagliari', 'programmata', 'via dei Prova 4', '092009', 9.10, 39.30, 'civico', 'pubblica'),
    (2005, 'centro-quieto', 'attiva', 'via segreta 5', '037032', 11.22, 44.47, 'civico', 'solo_comune'),
    (2006, 'centro-nascosto', 'attiva', 'via segreta 6', '037032', 11.23, 44.48, 'civico', 'riservata')) as s (id, slug, status, address, municipality, lon, lat, precision, visibility)
join centre c on c.slug = s.slug join municipality m on m.istat_code = s.municipality;
insert into service (centre_id, category, category_sensitivity, sensitivity, access_mode, free_of_charge, age_from, age_to, audiences, languages)
select c.id, v.category, v.sensitivity, v.sensitivity, v.access, true, v.age_from::smallint, v.age_to::smallint, '{}', array['it']
from (values
    ('bologna-navile', 'mediazione_familiare', 'ordinaria', 'su_appuntamento', 0, 17),
    ('bologna-navile', 'accoglienza_ascolto', 'ordinaria', 'libero', null, null),
    ('bologna-navile', 'spazio_neutro', 'protetta', 'su_invio', null, null),
    ('imola', 'accoglienza_ascolto', 'ordinaria', 'libero', null, null),
    ('centro-nascosto', 'mediazione_familiare', 'ordinaria', 'libero', null, null)) as v (slug, category, sensitivity, access, age_from, age_to)
join centre c on c.slug = v.slug;
insert into contact_point (centre_id, channel, value)
select id, 'telefono', '051 0000001' from centre where slug = 'bologna-navile';
insert into site_hours (site_id, weekday, opens, closes) select id, 1, '09:00', '13:00' from site where public_id = 2001;
