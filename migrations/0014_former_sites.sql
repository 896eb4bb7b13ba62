-- When sites opened and closed, so that any day can be looked at: a site that has no day of its own has its centre's.

create or replace view public_sites as
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
       coalesce(s.opened_on, c.opened_on) as opened_on,
       s.demo,
       coalesce(s.source_url, c.source_url) as source_url,
       c.source_date,
       case when gone.since is null or coalesce(s.verified_on, c.verified_on) > gone.since then coalesce(s.verified_on, c.verified_on) end as verified_on,
       case when gone.since is null or coalesce(s.verified_on, c.verified_on) > gone.since then coalesce(s.verified_by, c.verified_by) end as verified_by,
       case when gone.since is null or coalesce(s.verified_on, c.verified_on) > gone.since then coalesce(s.valid_until, c.valid_until) end as valid_until,
       least(s.closed_on, c.closed_on) as closed_on
from site_disclosure d
join site s on s.id = d.site_id
join centre c on c.id = s.centre_id
cross join lateral (select least(s.missing_since, c.missing_since) as since) as gone
join municipality m on m.id = s.municipality_id
join province p on p.id = m.province_id
join region r on r.id = p.region_id
join social_region sr on sr.id = p.social_region_id
left join district di on di.id = c.district_id;

-- Sites that are closed for good and say since when, by the rules of those that are not (site_disclosure): they count on
-- days before, and appear nowhere else. Not a public view.
create view former_site_disclosure as
select s.id as site_id,
       case when s.position_visibility = 'solo_comune' and coalesce(
                (select persons from population where municipality_id = s.municipality_id and sex = 'all' and age_class = 'all'
                 order by year desc limit 1), 0)
                < (select value from public_setting where key = 'solo_comune_minimum_residents')
            then 'solo_ambito' else s.position_visibility end as visibility
from site s
join centre c on c.id = s.centre_id
where c.published and s.status = 'cessata' and least(s.closed_on, c.closed_on) is not null
  and s.position_visibility in ('pubblica', 'solo_comune', 'solo_ambito');

create view public_former_sites as
select s.public_id as id, c.public_id as centre_id, s.kind as site_kind, s.status, c.network_role, c.recognition, c.ownership,
       d.visibility as position_visibility,
       case when d.visibility = 'pubblica' then st_x(s.geom) end as lon,
       case when d.visibility = 'pubblica' then st_y(s.geom) end as lat,
       case when d.visibility = 'pubblica' then s.precision end as precision,
       case when d.visibility = 'pubblica' then s.accuracy_m end as accuracy_m,
       case when d.visibility = 'pubblica' then m.landmass_id end as landmass_id,
       case when d.visibility <> 'solo_ambito' then m.istat_code end as municipality_code,
       case when d.visibility <> 'solo_ambito' then m.name end as municipality,
       p.istat_code as province_code, p.name as province, r.istat_code as region_code, r.name as region,
       sr.code as social_region_code, di.code as district_code,
       coalesce(s.opened_on, c.opened_on) as opened_on, least(s.closed_on, c.closed_on) as closed_on, s.demo,
       array(select v.category from service v where v.centre_id = s.centre_id and (v.site_id = s.id or v.site_id is null)
             and v.sensitivity = 'ordinaria' order by v.category) as services,
       array(select distinct unnest(v.languages) from service v where v.centre_id = s.centre_id and (v.site_id = s.id or v.site_id is null)
             and v.sensitivity = 'ordinaria' order by 1) as languages,
       array(select distinct unnest(v.audiences) from service v where v.centre_id = s.centre_id and (v.site_id = s.id or v.site_id is null)
             and v.sensitivity = 'ordinaria' order by 1) as audiences,
       array(select distinct v.access_mode from service v where v.centre_id = s.centre_id and (v.site_id = s.id or v.site_id is null)
             and v.sensitivity = 'ordinaria' and v.access_mode is not null order by 1) as access_modes
from former_site_disclosure d
join site s on s.id = d.site_id
join centre c on c.id = s.centre_id
join municipality m on m.id = s.municipality_id
join province p on p.id = m.province_id
join region r on r.id = p.region_id
join social_region sr on sr.id = p.social_region_id
left join district di on di.id = c.district_id;

do $$
begin
    if exists (select from pg_roles where rolname = 'centri_public') then
        execute 'grant select on public_former_sites to centri_public';
    end if;
end
$$;
