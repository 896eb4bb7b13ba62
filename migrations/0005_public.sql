-- What is public. These views are the only road from private tables to anything a visitor can see;
-- the role centri_public may read them and nothing else.

-- Residents of the newest year we hold; null where the source has no figure.
create view public_population as
select m.istat_code as municipality_code, p.year, p.sex, p.age_class, p.persons
from population p
join municipality m on m.id = p.municipality_id
where m.valid_to is null;

create view public_sources as
select key, title, edition, publisher, licence, licence_url, attribution, original_url, checksum, note, imported_at
from source;

create view public_regions as
select r.istat_code as code, r.name, r.slug, r.geom
from region r where r.valid_to is null;

create view public_social_regions as
select s.code, s.name, r.istat_code as region_code
from social_region s join region r on r.id = s.region_id;

create view public_provinces as
select p.istat_code as code, p.name, p.label, p.kind, r.istat_code as region_code, s.code as social_region_code, p.geom
from province p
join region r on r.id = p.region_id
join social_region s on s.id = p.social_region_id
where p.valid_to is null;

create view public_landmasses as
select id, number, area_m2, geom from landmass;

create view public_municipalities as
select m.istat_code as code, m.cadastral_code, m.name, m.other_names, m.point, m.geom, m.landmass_id,
       p.istat_code as province_code, p.name as province, p.label as province_label,
       r.istat_code as region_code, r.name as region,
       s.code as social_region_code, s.name as social_region,
       (select persons from population where municipality_id = m.id and sex = 'all' and age_class = 'all'
        order by year desc limit 1) as residents
from municipality m
join province p on p.id = m.province_id
join region r on r.id = p.region_id
join social_region s on s.id = p.social_region_id
where m.valid_to is null;

create view public_districts as
select d.code, d.kind, d.name, s.code as social_region_code,
       array(select m.istat_code from district_municipality dm join municipality m on m.id = dm.municipality_id
             where dm.district_id = d.id and dm.valid_to is null order by m.istat_code) as municipality_codes
from district d join social_region s on s.id = d.social_region_id
where d.valid_to is null;

create view public_places as
select pl.kind, pl.name, pl.point, pl.residents, m.istat_code as municipality_code
from place pl join municipality m on m.id = pl.municipality_id
where m.valid_to is null;

create view public_region_shapes as
select r.istat_code as code, r.name, s.band, s.shape
from region_shape s join region r on r.id = s.region_id where r.valid_to is null;

create view public_province_shapes as
select p.istat_code as code, p.name, p.label, r.istat_code as region_code, s.band, s.shape
from province_shape s join province p on p.id = s.province_id join region r on r.id = p.region_id
where p.valid_to is null;

create view public_municipality_shapes as
select m.istat_code as code, m.name, p.istat_code as province_code, r.istat_code as region_code, s.band, s.shape
from municipality_shape s join municipality m on m.id = s.municipality_id
join province p on p.id = m.province_id join region r on r.id = p.region_id
where m.valid_to is null;

create view public_labels as
select l.level, r.istat_code as code, r.name, null::text as label, 0 as residents, l.shape, l.clearance_m
from territory_label l join region r on r.id = l.unit_id where l.level = 'region' and r.valid_to is null
union all
select l.level, p.istat_code, p.name, p.label, 0, l.shape, l.clearance_m
from territory_label l join province p on p.id = l.unit_id where l.level = 'province' and p.valid_to is null
union all
select l.level, m.istat_code, m.name, null, coalesce(
           (select persons from population where municipality_id = m.id and sex = 'all' and age_class = 'all'
            order by year desc limit 1), 0), l.shape, l.clearance_m
from territory_label l join municipality m on m.id = l.unit_id where l.level = 'municipality' and m.valid_to is null;

-- Which sites may be seen, and how much of where they are. In a comune with few residents "nel comune
-- di …" already points at a door, so there only the ambito (or province) is told. Not a public view.
create view site_disclosure as
select s.id as site_id, s.centre_id,
       case when s.position_visibility = 'solo_comune' and coalesce(
                (select persons from population where municipality_id = s.municipality_id and sex = 'all' and age_class = 'all'
                 order by year desc limit 1), 0)
                < (select value from public_setting where key = 'solo_comune_minimum_residents')
            then 'solo_ambito' else s.position_visibility end as visibility
from site s
join centre c on c.id = s.centre_id
where c.published and s.status <> 'cessata'
  and s.position_visibility in ('pubblica', 'solo_comune', 'solo_ambito');

create view public_sites as
select s.public_id as id,
       c.public_id as centre_id,
       c.slug,
       c.name as centre_name,
       case when d.visibility = 'pubblica' then coalesce(s.name, c.name) else c.name end as name,
       s.kind as site_kind,
       s.status,
       c.network_role,
       c.recognition,
       c.ownership,
       d.visibility as position_visibility,
       case when d.visibility = 'pubblica' then st_x(s.geom) end as lon,
       case when d.visibility = 'pubblica' then st_y(s.geom) end as lat,
       case when d.visibility = 'pubblica' then s.geom end as geom,
       case when d.visibility = 'pubblica' then s.precision end as precision,
       case when d.visibility = 'pubblica' then s.accuracy_m end as accuracy_m,
       case when d.visibility = 'pubblica' then s.address end as address,
       case when d.visibility = 'pubblica' then s.postcode end as postcode,
       case when d.visibility = 'pubblica' then s.locality end as locality,
       case when d.visibility = 'pubblica' then s.physical_access else '{}' end as physical_access,
       case when d.visibility <> 'solo_ambito' then m.istat_code end as municipality_code,
       case when d.visibility <> 'solo_ambito' then m.name end as municipality,
       case when d.visibility = 'pubblica' then m.landmass_id end as landmass_id,
       p.istat_code as province_code, p.name as province, p.label as province_label,
       r.istat_code as region_code, r.name as region,
       sr.code as social_region_code,
       di.code as district_code,
       s.opened_on,
       s.demo,
       coalesce(s.source_url, c.source_url) as source_url,
       c.source_date,
       coalesce(s.verified_on, c.verified_on) as verified_on,
       coalesce(s.verified_by, c.verified_by) as verified_by,
       coalesce(s.valid_until, c.valid_until) as valid_until
from site_disclosure d
join site s on s.id = d.site_id
join centre c on c.id = s.centre_id
join municipality m on m.id = s.municipality_id
join province p on p.id = m.province_id
join region r on r.id = p.region_id
join social_region sr on sr.id = p.social_region_id
left join district di on di.id = c.district_id;

-- A centre is public when published and when something of it can be shown: a site at some level, or no site at all kept.
create view public_centres as
select c.public_id as id, c.slug, c.name, c.other_names, c.recognition, c.network_role,
       hub.public_id as hub_id, hub.slug as hub_slug, hub.name as hub_name,
       c.ownership, c.management, owner.name as owner, manager.name as manager,
       c.website, c.opened_on, c.demo,
       so.key as source, so.title as source_title, c.source_url, c.source_date,
       c.verified_on, c.verified_by, c.valid_until
from centre c
join source so on so.id = c.source_id
left join centre hub on hub.id = c.hub_id and hub.published
left join organisation owner on owner.id = c.owner_id
left join organisation manager on manager.id = c.manager_id
where c.published
  and exists (select from site_disclosure d where d.centre_id = c.id);

-- Ordinary services by site. What the centre offers without naming a site is offered at each of its sites.
create view public_site_services as
select s.public_id as site_id, v.category, v.audiences, v.age_from, v.age_to, v.channel, v.access_mode, v.languages, v.free_of_charge, v.caution
from site_disclosure d
join site s on s.id = d.site_id
join service v on v.centre_id = s.centre_id and (v.site_id = s.id or v.site_id is null)
where v.sensitivity = 'ordinaria';

-- All services by centre. A sensitive one is named here and nowhere else, without hours, site or count.
create view public_centre_services as
select distinct c.public_id as centre_id, v.category, v.sensitivity,
       case when v.sensitivity = 'ordinaria' then v.access_mode else 'su_invio' end as access_mode,
       case when v.sensitivity = 'ordinaria' then v.free_of_charge end as free_of_charge,
       case when v.sensitivity = 'ordinaria' then v.age_from end as age_from,
       case when v.sensitivity = 'ordinaria' then v.age_to end as age_to,
       case when v.sensitivity = 'ordinaria' then v.caution end as caution
from service v
join centre c on c.id = v.centre_id
join public_centres pc on pc.id = c.public_id
where v.sensitivity = 'protetta' or v.site_id is null
   or exists (select from site_disclosure d where d.site_id = v.site_id);

create view public_contacts as
select c.public_id as centre_id, case when d.visibility = 'pubblica' then s.public_id end as site_id, k.role, k.channel, k.value
from contact_point k
join centre c on c.id = k.centre_id
join public_centres pc on pc.id = c.public_id
left join site s on s.id = k.site_id
left join site_disclosure d on d.site_id = k.site_id
where k.visibility = 'pubblica' and (k.site_id is null or d.site_id is not null);

create view public_hours as
select s.public_id as site_id, h.weekday, h.opens, h.closes, h.season_from, h.season_to, h.appointment
from site_hours h
join site_disclosure d on d.site_id = h.site_id
join site s on s.id = h.site_id;

create view public_closures as
select s.public_id as site_id, k.first_day, k.last_day, k.reason
from site_closure k
join site_disclosure d on d.site_id = k.site_id
join site s on s.id = k.site_id;

create view public_catchments as
select c.public_id as centre_id, m.istat_code as municipality_code, m.name as municipality, a.valid_from
from catchment a
join centre c on c.id = a.centre_id
join public_centres pc on pc.id = c.public_id
join municipality m on m.id = a.municipality_id
where a.valid_to is null;

-- Where the mirror stands. The number itself is never shown: it moves with private rows too.
create view public_change as
select coalesce(max(seq), 0) as seq,
       coalesce((select max(seq) from change_log where subject = 'territory'), 0) as territory_seq
from change_log;

-- The role is made beforehand where the account may; where it could not be, doctor says so and the
-- views are read by the owner.
do $$
declare
    public_view text;
begin
    if exists (select from pg_roles where rolname = 'centri_public') then
        execute format('grant usage on schema %I to centri_public', current_schema());
        for public_view in
            select table_name from information_schema.views
            where table_schema = current_schema() and table_name like 'public\_%'
        loop
            execute format('grant select on %I to centri_public', public_view);
        end loop;
    end if;
end
$$;
