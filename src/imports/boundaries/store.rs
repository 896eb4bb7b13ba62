//! SQL of territory. A municipality is the same as long as its cadastral code is: codes, names and shapes follow the
//! newest edition and leave a trace in its history. Refuses to delete a unit: one that is gone is closed.

use anyhow::{Context, Result};
use chrono::NaiveDate;
use data_import::MunicipalityBoundary;
use data_import::topology::{BandShapes, Level};
use sqlx::PgConnection;

use super::super::names::{italian_half, slug};
use super::super::report::Report;
use super::super::store::counted;
use super::super::wkb;
use super::stored::{Stored, StoredMunicipality, StoredProvince};
use super::territory::{Territory, social_region_code};
use crate::progress::Progress;

/// What is known before an edition comes.
pub(super) struct Known {
    /// Current municipalities.
    pub(super) municipalities: i64,
    /// How many of them the edition leaves out.
    pub(super) missing: i64,
    /// Day of the newest face of any of them.
    pub(super) newest: Option<NaiveDate>,
}

/// What an edition closed.
pub(super) struct Closed {
    /// Municipalities it no longer has.
    pub(super) units: Vec<i32>,
    /// The highest id before those it brought.
    pub(super) newest: i32,
}

/// Looks at the current municipalities; `cadastral_codes` are those of the edition that comes.
pub(super) async fn known(connection: &mut PgConnection, cadastral_codes: &[String]) -> Result<Known> {
    Ok(sqlx::query_as!(
        Known,
        r#"select count(*) as "municipalities!", count(*) filter (where cadastral_code <> all ($1)) as "missing!", max(valid_from) as newest
           from municipality where valid_to is null"#,
        cadastral_codes
    )
    .fetch_one(connection)
    .await?)
}

/// What an official file may leave out.
pub(super) async fn stored(connection: &mut PgConnection) -> Result<Stored> {
    let municipalities = sqlx::query_as!(
        StoredMunicipality,
        "select m.istat_code, m.cadastral_code, m.name, p.istat_code as province_code, r.istat_code as region_code
         from municipality m join province p on p.id = m.province_id join region r on r.id = p.region_id
         where m.valid_to is null"
    )
    .fetch_all(&mut *connection)
    .await?;
    let earlier = sqlx::query!(
        "select h.istat_code, m.cadastral_code from municipality_history h join municipality m on m.id = h.municipality_id
         where m.valid_to is null and h.istat_code <> m.istat_code"
    )
    .fetch_all(&mut *connection)
    .await?;
    let provinces = sqlx::query!(
        "select p.istat_code, p.name, p.label, r.istat_code as region_code
         from province p join region r on r.id = p.region_id where p.valid_to is null"
    )
    .fetch_all(&mut *connection)
    .await?;
    let regions = sqlx::query!("select istat_code, name from region where valid_to is null").fetch_all(connection).await?;
    let province = |name, label, region_code| StoredProvince { name, label, region_code };
    Ok(Stored::new(
        municipalities,
        earlier.into_iter().map(|row| (row.istat_code, row.cadastral_code)).collect(),
        provinces.into_iter().map(|row| (row.istat_code, province(row.name, row.label, row.region_code))).collect(),
        regions.into_iter().map(|row| (row.istat_code, row.name)).collect(),
    ))
}

pub(super) async fn regions(connection: &mut PgConnection, territory: &Territory, source: i32, report: &mut Report) -> Result<()> {
    let regions = &territory.prepared.regions;
    let row = sqlx::query!(
        r#"with stored as (
               insert into region (istat_code, name, slug, geom, valid_from, source_id)
               select code, name, slug, st_geomfromwkb(shape, 4326), $5, $6
               from unnest($1::text[], $2::text[], $3::text[], $4::bytea[]) as come (code, name, slug, shape)
               on conflict (istat_code) where valid_to is null
               do update set name = excluded.name, slug = excluded.slug, geom = excluded.geom, source_id = excluded.source_id
               where (region.name, region.slug) is distinct from (excluded.name, excluded.slug) or region.geom is distinct from excluded.geom
               returning xmax = 0 as new)
           select count(*) filter (where new) as "inserted!", count(*) filter (where not new) as "updated!" from stored"#,
        &regions.iter().map(|unit| unit.istat_code.clone()).collect::<Vec<_>>(),
        &regions.iter().map(|unit| unit.name.clone()).collect::<Vec<_>>(),
        &regions.iter().map(|unit| slug(italian_half(&unit.name))).collect::<Vec<_>>(),
        &regions.iter().map(|unit| wkb::of_multi_polygon(&unit.geometry)).collect::<Vec<_>>(),
        territory.edition,
        source
    )
    .fetch_one(connection)
    .await
    .context("le Regioni non si possono registrare")?;
    report.count(regions.len(), counted(row.inserted, row.updated));
    Ok(())
}

pub(super) async fn social_regions(connection: &mut PgConnection, territory: &Territory, report: &mut Report) -> Result<()> {
    let bodies = &territory.social_regions;
    let row = sqlx::query!(
        r#"with stored as (
               insert into social_region (code, name, region_id)
               select come.code, come.name, region.id
               from unnest($1::text[], $2::text[], $3::text[]) as come (code, name, region_code)
               join region on region.istat_code = come.region_code and region.valid_to is null
               on conflict (code) do update set name = excluded.name, region_id = excluded.region_id
               where (social_region.name, social_region.region_id) is distinct from (excluded.name, excluded.region_id)
               returning xmax = 0 as new)
           select count(*) filter (where new) as "inserted!", count(*) filter (where not new) as "updated!" from stored"#,
        &bodies.iter().map(|body| body.code.clone()).collect::<Vec<_>>(),
        &bodies.iter().map(|body| body.name.clone()).collect::<Vec<_>>(),
        &bodies.iter().map(|body| body.region_code.clone()).collect::<Vec<_>>(),
    )
    .fetch_one(connection)
    .await
    .context("le Regioni e le Province autonome non si possono registrare")?;
    report.count(bodies.len(), counted(row.inserted, row.updated));
    Ok(())
}

pub(super) async fn provinces(connection: &mut PgConnection, territory: &Territory, source: i32, report: &mut Report) -> Result<()> {
    let provinces = &territory.prepared.provinces;
    let kinds: Vec<Option<String>> = provinces.iter().map(|unit| territory.province_kind(&unit.istat_code)).collect();
    let row = sqlx::query!(
        r#"with stored as (
               insert into province (istat_code, name, label, kind, region_id, social_region_id, geom, valid_from, source_id)
               select come.code, come.name, come.label, coalesce(come.kind, known.kind, 'provincia'), region.id, social_region.id,
                      st_geomfromwkb(come.shape, 4326), $8, $9
               from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[])
                    as come (code, name, label, kind, region_code, social_region_code, shape)
               join region on region.istat_code = come.region_code and region.valid_to is null
               join social_region on social_region.code = come.social_region_code
               left join province known on known.istat_code = come.code and known.valid_to is null
               on conflict (istat_code) where valid_to is null
               do update set name = excluded.name, label = excluded.label, kind = excluded.kind, region_id = excluded.region_id,
                             social_region_id = excluded.social_region_id, geom = excluded.geom, source_id = excluded.source_id
               where (province.name, province.label, province.kind, province.region_id, province.social_region_id)
                         is distinct from (excluded.name, excluded.label, excluded.kind, excluded.region_id, excluded.social_region_id)
                  or province.geom is distinct from excluded.geom
               returning xmax = 0 as new)
           select count(*) filter (where new) as "inserted!", count(*) filter (where not new) as "updated!" from stored"#,
        &provinces.iter().map(|unit| unit.istat_code.clone()).collect::<Vec<_>>(),
        &provinces.iter().map(|unit| unit.name.clone()).collect::<Vec<_>>(),
        &provinces.iter().map(|unit| unit.label.clone()).collect::<Vec<_>>(),
        &kinds as &[Option<String>],
        &provinces.iter().map(|unit| unit.region_code.clone()).collect::<Vec<_>>(),
        &provinces.iter().map(|unit| social_region_code(&unit.region_code, &unit.istat_code).to_owned()).collect::<Vec<_>>(),
        &provinces.iter().map(|unit| wkb::of_multi_polygon(&unit.geometry)).collect::<Vec<_>>(),
        territory.edition,
        source
    )
    .fetch_one(connection)
    .await
    .context("le province non si possono registrare")?;
    report.count(provinces.len(), counted(row.inserted, row.updated));
    Ok(())
}

/// Closes provinces an edition no longer has, once no current municipality belongs to them.
pub(super) async fn close_provinces(connection: &mut PgConnection, territory: &Territory, report: &mut Report) -> Result<()> {
    let codes: Vec<String> = territory.prepared.provinces.iter().map(|unit| unit.istat_code.clone()).collect();
    let closed = sqlx::query!(
        "update province set valid_to = greatest($2, valid_from + 1)
         where valid_to is null and istat_code <> all ($1)
           and not exists (select from municipality m where m.province_id = province.id and m.valid_to is null)",
        &codes,
        territory.edition
    )
    .execute(connection)
    .await?;
    report.updated += closed.rows_affected() as usize;
    Ok(())
}

pub(super) async fn landmasses(connection: &mut PgConnection, territory: &Territory) -> Result<()> {
    let pieces = &territory.prepared.landmasses;
    sqlx::query!(
        "insert into landmass (number, area_m2, geom)
         select number, area, st_geomfromwkb(shape, 4326) from unnest($1::int[], $2::float8[], $3::bytea[]) as come (number, area, shape)
         on conflict (number) do update set area_m2 = excluded.area_m2, geom = excluded.geom
         where landmass.geom is distinct from excluded.geom",
        &pieces.iter().map(|piece| number(piece.number)).collect::<Vec<_>>(),
        &pieces.iter().map(|piece| piece.area_m2).collect::<Vec<_>>(),
        &pieces.iter().map(|piece| wkb::of_polygon(&piece.geometry)).collect::<Vec<_>>(),
    )
    .execute(connection)
    .await
    .context("le terre emerse non si possono registrare")?;
    Ok(())
}

/// Stores the municipalities; those the edition no longer has are closed and given back.
pub(super) async fn municipalities(
    connection: &mut PgConnection,
    territory: &Territory,
    source: i32,
    report: &mut Report,
) -> Result<Closed> {
    let units = &territory.units;
    let cadastral_codes = territory.cadastral_codes();
    let codes: Vec<String> = units.iter().map(|unit| unit.istat_code.clone()).collect();
    let names: Vec<String> = units.iter().map(|unit| unit.name.clone()).collect();
    let since: Vec<NaiveDate> = units.iter().map(|unit| territory.valid_from(unit)).collect();
    // What is gone first: a merger may go on under the code of one of its parts.
    let units_closed = sqlx::query_scalar!(
        "update municipality set valid_to = greatest($2, valid_from + 1) where valid_to is null and cadastral_code <> all ($1) returning id",
        &cadastral_codes,
        territory.edition
    )
    .fetch_all(&mut *connection)
    .await?;
    let newest = sqlx::query_scalar!(r#"select coalesce(max(id), 0) as "newest!" from municipality"#).fetch_one(&mut *connection).await?;
    // A correction within one edition is no change of the unit and leaves no history.
    sqlx::query!(
        "insert into municipality_history (municipality_id, istat_code, name, valid_from, valid_to)
         select m.id, m.istat_code, m.name, m.valid_from, come.since
         from unnest($1::text[], $2::text[], $3::text[], $4::date[]) as come (cadastral_code, code, name, since)
         join municipality m on m.cadastral_code = come.cadastral_code and m.valid_to is null
         where (m.istat_code, m.name) is distinct from (come.code, come.name) and m.valid_from < come.since
         on conflict do nothing",
        &cadastral_codes,
        &codes,
        &names,
        &since
    )
    .execute(&mut *connection)
    .await?;
    let points: Vec<_> = units.iter().map(|unit| territory.points.get(&unit.istat_code)).collect();
    let row = sqlx::query_file!(
        "src/imports/boundaries/municipalities.sql",
        &codes,
        &cadastral_codes,
        &names,
        &units.iter().map(Territory::other_names).collect::<Vec<_>>(),
        &units.iter().map(|unit| unit.province_code.clone()).collect::<Vec<_>>(),
        &territory.prepared.municipality_landmass.iter().map(|(_, piece)| number(*piece)).collect::<Vec<_>>(),
        &points.iter().map(|point| point.map(|point| point.longitude)).collect::<Vec<_>>() as &[Option<f64>],
        &points.iter().map(|point| point.map(|point| point.latitude)).collect::<Vec<_>>() as &[Option<f64>],
        &points.iter().map(|point| point.map(|point| point.method.clone())).collect::<Vec<_>>() as &[Option<String>],
        &units.iter().map(|unit| wkb::of_multi_polygon(&unit.geometry)).collect::<Vec<_>>(),
        &since,
        source
    )
    .fetch_one(&mut *connection)
    .await
    .context("i comuni non si possono registrare")?;
    report.count(units.len(), counted(row.inserted, row.updated));
    report.updated += units_closed.len();
    // Only now is nobody on a piece of land an earlier edition had more.
    sqlx::query!(
        "delete from landmass where number > $1 and not exists (select from municipality m where m.landmass_id = landmass.id)",
        number(territory.prepared.landmasses.len())
    )
    .execute(connection)
    .await?;
    Ok(Closed { units: units_closed, newest })
}

/// Published changes, and the earlier names of municipalities that go on. `before` is the day of the earlier edition,
/// the oldest day on which the earlier name is known to have held.
pub(super) async fn changes(connection: &mut PgConnection, territory: &Territory, source: i32, before: NaiveDate) -> Result<()> {
    let changes = &territory.changes;
    sqlx::query!(
        "insert into municipality_change (code_before, name_before, code_after, name_after, effective_on, kind, source_id)
         select c.code_before, c.name_before, c.code_after, c.name_after, c.effective_on, c.kind, $7
         from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::date[], $6::text[])
              as c (code_before, name_before, code_after, name_after, effective_on, kind)
         on conflict do nothing",
        &changes.iter().map(|change| change.row.code_before.clone()).collect::<Vec<_>>(),
        &changes.iter().map(|change| change.row.name_before.clone()).collect::<Vec<_>>(),
        &changes.iter().map(|change| change.row.code_after.clone()).collect::<Vec<_>>(),
        &changes.iter().map(|change| change.row.name_after.clone()).collect::<Vec<_>>(),
        &changes.iter().map(|change| change.effective_on).collect::<Vec<_>>(),
        &changes.iter().map(|change| change.row.kind.clone()).collect::<Vec<_>>(),
        source
    )
    .execute(&mut *connection)
    .await
    .context("le variazioni dei comuni non si possono registrare")?;
    let renamed: Vec<_> = changes.iter().filter(|change| change.is_rename()).collect();
    sqlx::query!(
        "insert into municipality_history (municipality_id, istat_code, name, valid_from, valid_to)
         select m.id, c.code_before, c.name_before, $6, c.effective_on
         from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::date[])
              as c (code_before, name_before, code_after, name_after, effective_on)
         join municipality m on m.istat_code = c.code_after and m.name = c.name_after and m.valid_to is null
         where c.effective_on > $6
         on conflict do nothing",
        &renamed.iter().map(|change| change.row.code_before.clone()).collect::<Vec<_>>(),
        &renamed.iter().map(|change| change.row.name_before.clone()).collect::<Vec<_>>(),
        &renamed.iter().map(|change| change.row.code_after.clone()).collect::<Vec<_>>(),
        &renamed.iter().map(|change| change.row.name_after.clone()).collect::<Vec<_>>(),
        &renamed.iter().map(|change| change.effective_on).collect::<Vec<_>>(),
        before
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Shapes of the earlier edition that ceased or changed, as closed units.
pub(super) async fn ceased(
    connection: &mut PgConnection,
    territory: &Territory,
    source: i32,
    before: NaiveDate,
    report: &mut Report,
) -> Result<()> {
    let units: &[MunicipalityBoundary] = &territory.ceased;
    let inserted = sqlx::query!(
        "insert into municipality (istat_code, cadastral_code, name, province_id, geom, valid_from, valid_to, source_id)
         select come.code, come.cadastral_code, come.name, province.id, st_geomfromwkb(come.shape, 4326), $7, come.until, $8
         from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::date[])
              as come (code, cadastral_code, name, province_code, shape, until)
         join province on province.istat_code = come.province_code and province.valid_to is null
         where come.until > $7
           and not exists (select from municipality m where m.istat_code = come.code and m.cadastral_code = come.cadastral_code
                                                        and m.valid_to is not null)",
        &units.iter().map(|unit| unit.istat_code.clone()).collect::<Vec<_>>(),
        &units.iter().map(|unit| unit.cadastral_code.clone()).collect::<Vec<_>>(),
        &units.iter().map(|unit| unit.name.clone()).collect::<Vec<_>>(),
        &units.iter().map(|unit| unit.province_code.clone()).collect::<Vec<_>>(),
        &units.iter().map(|unit| wkb::of_multi_polygon(&unit.geometry)).collect::<Vec<_>>(),
        &units.iter().map(|unit| territory.ceased_on(unit)).collect::<Vec<_>>(),
        before,
        source
    )
    .execute(connection)
    .await
    .context("i comuni cessati non si possono registrare")?;
    let inserted = inserted.rows_affected() as usize;
    report.inserted += inserted;
    report.unchanged += units.len().saturating_sub(inserted);
    Ok(())
}

/// Map shapes of all levels and bands; shapes of closed units go.
pub(super) async fn shapes(connection: &mut PgConnection, territory: &Territory, progress: &Progress) -> Result<()> {
    let bands = &territory.prepared.bands;
    for (done, shapes) in bands.iter().enumerate() {
        progress.at("registrazione delle forme", done, bands.len());
        band(connection, shapes)
            .await
            .with_context(|| format!("le forme della mappa (fascia {}) non si possono registrare", shapes.band))?;
    }
    for statement in [
        sqlx::query!("delete from municipality_shape s using municipality m where m.id = s.municipality_id and m.valid_to is not null"),
        sqlx::query!("delete from province_shape s using province p where p.id = s.province_id and p.valid_to is not null"),
    ] {
        statement.execute(&mut *connection).await?;
    }
    progress.at("registrazione delle forme", bands.len(), bands.len());
    Ok(())
}

async fn band(connection: &mut PgConnection, shapes: &BandShapes) -> Result<()> {
    let band = i16::try_from(shapes.band)?;
    let (codes, bytes) = unzipped(&shapes.regions);
    sqlx::query!(
        "insert into region_shape (region_id, band, shape)
         select region.id, $3, st_geomfromwkb(come.shape, 3857)
         from unnest($1::text[], $2::bytea[]) as come (code, shape) join region on region.istat_code = come.code and region.valid_to is null
         on conflict (region_id, band) do update set shape = excluded.shape where region_shape.shape is distinct from excluded.shape",
        &codes,
        &bytes,
        band
    )
    .execute(&mut *connection)
    .await?;
    let (codes, bytes) = unzipped(&shapes.provinces);
    sqlx::query!(
        "insert into province_shape (province_id, band, shape)
         select province.id, $3, st_geomfromwkb(come.shape, 3857)
         from unnest($1::text[], $2::bytea[]) as come (code, shape) join province on province.istat_code = come.code and province.valid_to is null
         on conflict (province_id, band) do update set shape = excluded.shape where province_shape.shape is distinct from excluded.shape",
        &codes,
        &bytes,
        band
    )
    .execute(&mut *connection)
    .await?;
    let (codes, bytes) = unzipped(&shapes.municipalities);
    sqlx::query!(
        "insert into municipality_shape (municipality_id, band, shape)
         select m.id, $3, st_geomfromwkb(come.shape, 3857)
         from unnest($1::text[], $2::bytea[]) as come (code, shape) join municipality m on m.istat_code = come.code and m.valid_to is null
         on conflict (municipality_id, band) do update set shape = excluded.shape where municipality_shape.shape is distinct from excluded.shape",
        &codes,
        &bytes,
        band
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn labels(connection: &mut PgConnection, territory: &Territory) -> Result<()> {
    let labels = &territory.prepared.labels;
    let level = |level: Level| match level {
        Level::Region => "region",
        Level::Province => "province",
        Level::Municipality => "municipality",
    };
    sqlx::query_file!(
        "src/imports/boundaries/labels.sql",
        &labels.iter().map(|label| level(label.level).to_owned()).collect::<Vec<_>>(),
        &labels.iter().map(|label| label.key.clone()).collect::<Vec<_>>(),
        &labels.iter().map(|label| label.point.x).collect::<Vec<_>>(),
        &labels.iter().map(|label| label.point.y).collect::<Vec<_>>(),
        &labels.iter().map(|label| label.clearance_m as f32).collect::<Vec<_>>(),
    )
    .execute(&mut *connection)
    .await
    .context("le etichette non si possono registrare")?;
    sqlx::query!(
        "delete from territory_label l
         where l.level = 'municipality' and exists (select from municipality m where m.id = l.unit_id and m.valid_to is not null)
            or l.level = 'province' and exists (select from province p where p.id = l.unit_id and p.valid_to is not null)"
    )
    .execute(connection)
    .await?;
    Ok(())
}

fn unzipped(units: &[(String, geo::MultiPolygon<f64>)]) -> (Vec<String>, Vec<Vec<u8>>) {
    let drawn = units.iter().filter(|(_, shape)| !shape.0.is_empty());
    drawn.map(|(code, shape)| (code.clone(), wkb::of_multi_polygon(shape))).unzip()
}

fn number(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
