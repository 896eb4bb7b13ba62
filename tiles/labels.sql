-- id: labels · zooms 3–14 · fields: level, code, name, label, rank
-- One point for each unit, in its interior: Regions from zoom 3, provinces from 6, comuni from 7 by size.
-- A label point belongs to one tile only (no buffer), so that nobody counts it twice.
-- $1 zoom, $2 column, $3 row of the tile -> MVT bytes.
with tile as materialized (
    select st_tileenvelope($1, $2, $3) as box, st_xmin(st_tileenvelope($1, $2, $3)) as west, st_ymax(st_tileenvelope($1, $2, $3)) as north,
           st_xmax(st_tileenvelope($1, $2, $3)) as east, st_ymin(st_tileenvelope($1, $2, $3)) as south
),
drawn as materialized (
    select l.level, l.code, l.name, l.label, l.residents as rank,
           (case l.level when 'region' then 1 when 'province' then 2 else 3 end) * 10000000 + l.code::bigint as id,
           st_asmvtgeom(l.shape, t.box, 4096, 0, false) as geom
    from tile t
    join public_labels l on l.shape && t.box
    where st_x(l.shape) >= t.west and st_x(l.shape) < t.east and st_y(l.shape) <= t.north and st_y(l.shape) > t.south
      and (l.level = 'region'
           or (l.level = 'province' and $1 >= 6)
           or (l.level = 'municipality' and $1 >= 7
               and l.residents >= (case $1 when 7 then 60000 when 8 then 25000 when 9 then 8000 when 10 then 2500 else 0 end)))
)
select st_asmvt(d, 'labels', 4096, 'geom', 'id')
from (select id, level, code, name, label, rank, geom from drawn where geom is not null order by id) as d
