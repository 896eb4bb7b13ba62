-- One label a unit. $1 levels, $2 codes, $3 x, $4 y, $5 clearances, metres of EPSG:3857.
insert into territory_label (level, unit_id, shape, clearance_m)
select c.level, coalesce(r.id, p.id, m.id), st_setsrid(st_makepoint(c.x, c.y), 3857), c.clearance
from unnest($1::text[], $2::text[], $3::float8[], $4::float8[], $5::real[]) as c (level, code, x, y, clearance)
left join region r on c.level = 'region' and r.istat_code = c.code and r.valid_to is null
left join province p on c.level = 'province' and p.istat_code = c.code and p.valid_to is null
left join municipality m on c.level = 'municipality' and m.istat_code = c.code and m.valid_to is null
where coalesce(r.id, p.id, m.id) is not null
on conflict (level, unit_id) do update set shape = excluded.shape, clearance_m = excluded.clearance_m
where territory_label.shape is distinct from excluded.shape or territory_label.clearance_m is distinct from excluded.clearance_m
