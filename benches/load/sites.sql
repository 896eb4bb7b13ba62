-- Invented sites until 1,000 with a public position are in service: one a centre, two ordinary services each, on real
-- comuni drawn by a fixed scramble, some hundred metres to some kilometres around the comune's point. For `make bench`,
-- in the bench's own folder only. Run again it begins anew.
begin;

delete from centre using source where source.id = centre.source_id and source.key = 'banco-di-prova';

insert into source (key, title, edition, publisher, licence, attribution, imported_at)
values ('banco-di-prova', 'Sedi inventate per le misure', '1', 'Centri', 'CC0-1.0', 'Sedi inventate', now())
on conflict (key) do nothing;

create temporary table wanted on commit drop as
select row_number() over (order by md5(m.istat_code || copy)) as number, m.id as municipality_id, m.name, copy,
       st_x(m.point) + (hashtext(m.istat_code || copy) % 1000) / 40000.0 as lon,
       st_y(m.point) + (hashtext(copy || m.istat_code) % 1000) / 40000.0 as lat
from municipality m, generate_series(1, 2) as copy
where m.valid_to is null and m.point is not null
order by number
limit (select greatest(0, 1000 - count(*)) from public_sites where geom is not null and status in ('attiva', 'temporanea'));

insert into centre (external_id, slug, name, recognition, network_role, ownership, published, demo, source_id)
select w.municipality_id || '-' || w.copy, 'banco-di-prova-' || w.municipality_id || '-' || w.copy,
       'Centro inventato di ' || w.name, 'da_verificare', 'unico', 'comune', true, true, s.id
from wanted w, source s where s.key = 'banco-di-prova'
on conflict do nothing;

insert into site (centre_id, external_id, kind, status, address, postcode, municipality_id, geom, precision, accuracy_m, demo, source_id)
select c.id, c.external_id, 'sede_principale', 'attiva', 'via inventata ' || w.number, '00100', w.municipality_id,
       st_setsrid(st_makepoint(w.lon, w.lat), 4326), 'civico', 20, true, c.source_id
from wanted w
join source s on s.key = 'banco-di-prova'
join centre c on c.source_id = s.id and c.external_id = w.municipality_id || '-' || w.copy
on conflict do nothing;

insert into service (centre_id, site_id, category, access_mode, free_of_charge)
select t.centre_id, t.id, category, 'libero', true
from site t
join source s on s.id = t.source_id and s.key = 'banco-di-prova',
     unnest(array['accoglienza_ascolto', 'sostegno_genitorialita']) as category
on conflict do nothing;

commit;
analyze centre, site, service;
