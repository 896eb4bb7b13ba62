-- Invented sites in service until `:size` stand in a database of its own: for P6 of `make bench`, never elsewhere.
-- psql -v size=100000 -f growth.sql, again with more to grow. Deterministic: the n-th site is the same in every run.
--
-- They follow the people: a comune has its share by residents. Around the comune's point they lie dense in the middle and thin
-- at the edge, out to the size of its area. One in fifty lies exactly on that point, as where only the comune is known, and
-- one in twenty at the very place of the one before it in its comune, as two centres in one building. Only the first is marked
-- as invented, as a country's own are not: a cluster must look at every member to know that none is.
\set ON_ERROR_STOP on
begin;
-- Each row of history, and a million notices, are not what is measured. What refers to what is drawn from the tables.
set local session_replication_role = replica;
set local work_mem = '256MB';

insert into source (key, title, edition, publisher, licence, attribution, imported_at)
values ('crescita', 'Sedi inventate per le misure di crescita', '1', 'Centri', 'CC0-1.0', 'Sedi inventate', now())
on conflict (key) do nothing;

-- A number of [0, 1) that depends on what it is drawn for and on nothing else.
create function pg_temp.draw(n bigint, what text) returns float8 language sql immutable as $$
    select ('x' || substr(md5(n || what), 1, 12))::bit(48)::bigint / 281474976710656.0::float8
$$;

create temporary table share on commit drop as
select m.id, m.name, m.cadastral_code, st_x(m.point) as lon, st_y(m.point) as lat,
       -- Metres from the middle to the edge, were it a circle.
       sqrt(st_area(m.geom::geography) / pi()) as radius,
       sum(p.persons) over (order by m.istat_code) - p.persons as from_person,
       sum(p.persons) over (order by m.istat_code) as to_person
from municipality m
join lateral (select persons::float8 from population where municipality_id = m.id and sex = 'all' and age_class = 'all' order by year desc limit 1) p on true
where m.valid_to is null and m.point is not null and p.persons > 0;
create index on share (to_person);
analyze share;

create temporary table wanted on commit drop as
with drawn as (
    select n, pg_temp.draw(n, 'comune') * (select max(to_person) from share) as person, pg_temp.draw(n, 'place') as place
    from generate_series((select count(*) + 1 from site s join source o on o.id = s.source_id where o.key = 'crescita'), :size) as n
), placed as (
    select d.n, d.place, s.id as municipality_id, s.name, s.cadastral_code, s.lon, s.lat,
           s.radius * pg_temp.draw(d.n, 'far') ^ 1.5 as far, 2 * pi() * pg_temp.draw(d.n, 'turn') as turn
    from drawn d
    cross join lateral (select * from share where to_person > d.person order by to_person limit 1) s
)
select n, municipality_id, name, cadastral_code, place,
       case when place < 0.02 then lon else lon + far * cos(turn) / (111320 * cos(radians(lat))) end as lon,
       case when place < 0.02 then lat else lat + far * sin(turn) / 110574 end as lat
from placed;

-- Two in one building: the later takes the place of the one before it in its comune.
update wanted w set lon = before.lon, lat = before.lat
from (select n, lag(lon) over comune as lon, lag(lat) over comune as lat from wanted window comune as (partition by municipality_id order by n)) as before
where before.n = w.n and w.place > 0.95 and before.lon is not null;

insert into centre (public_id, external_id, slug, name, recognition, network_role, ownership, published, demo, source_id, verified_on, verified_by)
select ('x' || substr(md5(n || 'centre'), 1, 13))::bit(52)::bigint, 'crescita-' || n, 'centro-inventato-' || n,
       'Centro per le famiglie ' || (array['Il Melograno', 'La Bussola', 'Arcobaleno', 'Don Milani', 'Primavera', 'Via del Campo'])[1 + n % 6] || ' di ' || name,
       (array['riconosciuto_regione', 'censito_dipartimento', 'da_verificare'])[1 + n % 3], (array['unico', 'unico', 'hub', 'spoke', 'diffuso'])[1 + n % 5],
       (array['comune', 'unione_comuni', 'ambito_ats', 'ente_terzo_settore'])[1 + n % 4], true, n = 1, s.id,
       case when n % 2 = 0 then date '2025-01-01' + (n % 400)::integer end, case when n % 2 = 0 then 'Ufficio di prova' end
from wanted, source s where s.key = 'crescita';

insert into site (public_id, centre_id, external_id, kind, status, address, postcode, municipality_id, geom, precision, demo, source_id)
select ('x' || substr(md5(n || 'site'), 1, 13))::bit(52)::bigint, c.id, c.external_id, 'sede_principale',
       case when n % 20 = 0 then 'temporanea' else 'attiva' end, 'via inventata ' || n % 300, '00100', w.municipality_id,
       st_setsrid(st_makepoint(w.lon, w.lat), 4326), case when place < 0.02 then 'comune' when n % 4 = 0 then 'via' else 'civico' end, w.n = 1, c.source_id
from wanted w
join source s on s.key = 'crescita'
join centre c on c.source_id = s.id and c.external_id = 'crescita-' || w.n;

insert into service (centre_id, site_id, category, access_mode, free_of_charge)
select t.centre_id, t.id, offered.category, 'libero', true
from wanted w
join source s on s.key = 'crescita'
join site t on t.source_id = s.id and t.external_id = 'crescita-' || w.n
cross join lateral (values ('accoglienza_ascolto', 1), ('sostegno_genitorialita', 2), ('mediazione_familiare', 3), ('laboratori_famiglie', 4)) as offered (category, place)
where offered.place <= 1 + w.n % 3 or (offered.place = 4 and w.n % 7 = 0);

insert into contact_point (centre_id, channel, value)
select c.id, 'telefono', '051 ' || 100000 + w.n
from wanted w
join source s on s.key = 'crescita'
join centre c on c.source_id = s.id and c.external_id = 'crescita-' || w.n;
commit;

vacuum analyze centre;
vacuum analyze site;
vacuum analyze service;
vacuum analyze contact_point;
