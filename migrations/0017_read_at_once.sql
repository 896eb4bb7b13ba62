-- A mirror in memory reads the whole country in one go: the tables of sites and centres are joined once, where it is
-- decided what may be seen, and not again by each view.

-- The rows themselves come with the decision. Not a public view.
create or replace view site_disclosure as
select s.id as site_id, s.centre_id,
       case when s.position_visibility = 'solo_comune' and coalesce(
                (select persons from population where municipality_id = s.municipality_id and sex = 'all' and age_class = 'all'
                 order by year desc limit 1), 0)
                < (select value from public_setting where key = 'solo_comune_minimum_residents')
            then 'solo_ambito' else s.position_visibility end as visibility,
       s as site, c as centre
from site s
join centre c on c.id = s.centre_id
where c.published and s.status <> 'cessata'
  and s.position_visibility in ('pubblica', 'solo_comune', 'solo_ambito');

create or replace view public_sites as
select (d.site).public_id as id,
       (d.centre).public_id as centre_id,
       (d.centre).slug,
       (d.centre).name as centre_name,
       case when d.visibility = 'pubblica' then coalesce((d.site).name, (d.centre).name) else (d.centre).name end as name,
       (d.site).kind as site_kind,
       (d.site).status,
       (d.centre).network_role,
       (d.centre).recognition,
       (d.centre).ownership,
       d.visibility as position_visibility,
       case when d.visibility = 'pubblica' then st_x((d.site).geom) end as lon,
       case when d.visibility = 'pubblica' then st_y((d.site).geom) end as lat,
       case when d.visibility = 'pubblica' then (d.site).geom end as geom,
       case when d.visibility = 'pubblica' then (d.site).precision end as precision,
       case when d.visibility = 'pubblica' then (d.site).accuracy_m end as accuracy_m,
       case when d.visibility = 'pubblica' then (d.site).address end as address,
       case when d.visibility = 'pubblica' then (d.site).postcode end as postcode,
       case when d.visibility = 'pubblica' then (d.site).locality end as locality,
       case when d.visibility = 'pubblica' then (d.site).physical_access else '{}' end as physical_access,
       case when d.visibility <> 'solo_ambito' then m.istat_code end as municipality_code,
       case when d.visibility <> 'solo_ambito' then m.name end as municipality,
       case when d.visibility = 'pubblica' then m.landmass_id end as landmass_id,
       p.istat_code as province_code, p.name as province, p.label as province_label,
       r.istat_code as region_code, r.name as region,
       sr.code as social_region_code,
       di.code as district_code,
       coalesce((d.site).opened_on, (d.centre).opened_on) as opened_on,
       (d.site).demo,
       coalesce((d.site).source_url, (d.centre).source_url) as source_url,
       (d.centre).source_date,
       case when gone.since is null or said.verified_on > gone.since then said.verified_on end as verified_on,
       case when gone.since is null or said.verified_on > gone.since then coalesce((d.site).verified_by, (d.centre).verified_by) end as verified_by,
       case when gone.since is null or said.verified_on > gone.since then coalesce((d.site).valid_until, (d.centre).valid_until) end as valid_until,
       least((d.site).closed_on, (d.centre).closed_on) as closed_on,
       -- Of the table: tells a mirror which rows to read again, and is never shown.
       d.centre_id as centre_key
from site_disclosure d
cross join lateral (select least((d.site).missing_since, (d.centre).missing_since) as since) as gone
cross join lateral (select coalesce((d.site).verified_on, (d.centre).verified_on) as verified_on) as said
join municipality m on m.id = (d.site).municipality_id
join province p on p.id = m.province_id
join region r on r.id = p.region_id
join social_region sr on sr.id = p.social_region_id
left join district di on di.id = (d.centre).district_id;

create or replace view public_site_keys as
select (d.site).public_id as site_id, (d.centre).public_id as centre_id, d.centre_id as centre_key
from site_disclosure d;

create or replace view public_site_services as
select (d.site).public_id as site_id, v.category, v.audiences, v.age_from, v.age_to, v.channel, v.access_mode, v.languages, v.free_of_charge, v.caution
from site_disclosure d
join service v on v.centre_id = d.centre_id and (v.site_id = d.site_id or v.site_id is null)
where v.sensitivity = 'ordinaria';

create or replace view public_contacts as
select c.public_id as centre_id, case when d.visibility = 'pubblica' then (d.site).public_id end as site_id, k.role, k.channel, k.value
from contact_point k
join centre c on c.id = k.centre_id
left join site_disclosure d on d.site_id = k.site_id
where k.visibility = 'pubblica' and c.published
  and exists (select from site_disclosure shown where shown.centre_id = k.centre_id)
  and (k.site_id is null or d.site_id is not null);

create or replace view public_hours as
select (d.site).public_id as site_id, h.weekday, h.opens, h.closes, h.season_from, h.season_to, h.appointment
from site_hours h
join site_disclosure d on d.site_id = h.site_id;

create or replace view public_closures as
select (d.site).public_id as site_id, k.first_day, k.last_day, k.reason
from site_closure k
join site_disclosure d on d.site_id = k.site_id;

-- The points of names are found by the box of a tile first, and what they name after: as three lists put together they were
-- all named, with their residents, for each tile.
create or replace view public_labels as
select l.level, coalesce(r.istat_code, p.istat_code, m.istat_code) as code, coalesce(r.name, p.name, m.name) as name, p.label,
       coalesce((select persons from population where municipality_id = m.id and sex = 'all' and age_class = 'all'
                 order by year desc limit 1), 0) as residents,
       l.shape, l.clearance_m
from territory_label l
left join region r on l.level = 'region' and r.id = l.unit_id and r.valid_to is null
left join province p on l.level = 'province' and p.id = l.unit_id and p.valid_to is null
left join municipality m on l.level = 'municipality' and m.id = l.unit_id and m.valid_to is null
where coalesce(r.id, p.id, m.id) is not null;
