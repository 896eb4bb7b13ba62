-- Current municipalities of an edition: new ones inserted, known ones (same cadastral code) brought up to date.
-- $1 codes, $2 cadastral codes, $3 names, $4 other names, $5 province codes, $6 landmass numbers, $7 longitudes,
-- $8 latitudes, $9 methods of the points, $10 shapes as WKB, $11 days since when, $12 source.
with come as (
    select c.code, c.cadastral_code, c.name, c.other_names, province.id as province_id, landmass.id as landmass_id,
           case when c.lon is not null then st_setsrid(st_makepoint(c.lon, c.lat), 4326) end as point, c.method,
           st_geomfromwkb(c.shape, 4326) as geom, c.since
    from unnest($1::text[], $2::text[], $3::text[], $4::jsonb[], $5::text[], $6::int[], $7::float8[], $8::float8[], $9::text[],
                $10::bytea[], $11::date[])
         as c (code, cadastral_code, name, other_names, province_code, landmass_number, lon, lat, method, shape, since)
    left join province on province.istat_code = c.province_code and province.valid_to is null
    left join landmass on landmass.number = c.landmass_number
),
stored as (
    insert into municipality as m
        (istat_code, cadastral_code, name, other_names, province_id, landmass_id, point, point_method, geom, valid_from, source_id)
    select code, cadastral_code, name, other_names, province_id, landmass_id, point, method, geom, since, $12
    from come
    on conflict (cadastral_code) where valid_to is null
    do update set istat_code = excluded.istat_code, name = excluded.name, other_names = excluded.other_names,
                  province_id = excluded.province_id, landmass_id = excluded.landmass_id,
                  point = coalesce(excluded.point, m.point), point_method = coalesce(excluded.point_method, m.point_method),
                  geom = excluded.geom, source_id = excluded.source_id,
                  valid_from = case when (m.istat_code, m.name) is distinct from (excluded.istat_code, excluded.name)
                                    then greatest(m.valid_from, excluded.valid_from) else m.valid_from end
    where (m.istat_code, m.name, m.other_names, m.province_id, m.landmass_id)
              is distinct from
          (excluded.istat_code, excluded.name, excluded.other_names, excluded.province_id, excluded.landmass_id)
       or m.geom is distinct from excluded.geom
       or (excluded.point is not null and (m.point is distinct from excluded.point or m.point_method is distinct from excluded.point_method))
    returning xmax = 0 as new
)
select count(*) filter (where new) as "inserted!", count(*) filter (where not new) as "updated!" from stored
