//! SQL of what takes the place of what: which stored municipality has the territory of a new one, and into which a closed
//! one went. Refuses to name an heir that has less than half of the territory.

use anyhow::{Context, Result, bail};
use geo::MultiPolygon;
use sqlx::PgConnection;

use super::super::report::Refusal;
use super::super::wkb;
use super::store::Closed;

/// The part of both territories that must be shared for two shapes to be one municipality: generalised borders move a
/// little from edition to edition.
const SAME: f64 = 0.9;

/// A stored municipality with the territory of a shape.
pub(super) struct Same {
    /// Place of the shape in the list.
    pub(super) at: usize,
    pub(super) istat_code: String,
    pub(super) cadastral_code: String,
    pub(super) name: String,
}

/// Current municipalities that have the same territory as one of these shapes (EPSG:4326), those with the cadastral codes
/// `taken` left out.
pub(super) async fn same_territory(connection: &mut PgConnection, shapes: &[&MultiPolygon<f64>], taken: &[String]) -> Result<Vec<Same>> {
    let rows = sqlx::query!(
        r#"select come.at as "at!", m.istat_code, m.cadastral_code, m.name
           from (select at, st_makevalid(st_geomfromwkb(shape, 4326)) as geom from unnest($1::bytea[]) with ordinality as t (shape, at)) as come
           join municipality m on m.valid_to is null and m.geom && come.geom and m.cadastral_code <> all ($2)
           cross join lateral (select greatest(st_area(m.geom), st_area(come.geom)) as larger, least(st_area(m.geom), st_area(come.geom)) as smaller) as area
           where area.smaller >= area.larger * $3
             and st_area(st_intersection(st_makevalid(m.geom), come.geom)) >= area.larger * $3
           order by come.at"#,
        &shapes.iter().map(|shape| wkb::of_multi_polygon(shape)).collect::<Vec<_>>(),
        taken,
        SAME
    )
    .fetch_all(connection)
    .await
    .context("i territori non si possono confrontare")?;
    let same = |at: i64| usize::try_from(at).ok()?.checked_sub(1);
    let found = rows
        .into_iter()
        .filter_map(|row| Some(Same { at: same(row.at)?, istat_code: row.istat_code, cadastral_code: row.cadastral_code, name: row.name }));
    Ok(found.collect())
}

/// Writes into which municipality each closed one went, by the largest part of its territory, unless the published
/// changes say it already; what somebody should know of each.
///
/// # Errors
/// When the territory of a closed one belongs to nobody: the edition has a hole.
pub(super) async fn record(connection: &mut PgConnection, closed: &Closed, source: i32) -> Result<Vec<Refusal>> {
    let rows = sqlx::query!(
        r#"with heir as (
               select distinct on (gone.id) gone.istat_code as before, gone.name as name_before, gone.valid_to as day,
                      h.istat_code as after, h.name as name_after, case when h.id > $2 then 'fusione' else 'incorporazione' end as kind,
                      st_area(st_intersection(st_makevalid(gone.geom), st_makevalid(h.geom))) / nullif(st_area(gone.geom), 0) as share
               from municipality gone
               left join municipality h on h.valid_to is null and st_intersects(gone.geom, h.geom)
               where gone.id = any ($1)
                 and not exists (select from municipality_change c where c.code_before = gone.istat_code and c.effective_on > gone.valid_from)
               order by gone.id, share desc nulls last),
           stored as (
               insert into municipality_change (code_before, name_before, code_after, name_after, effective_on, kind, source_id)
               select before, name_before, after, name_after, day, kind, $3 from heir where share >= 0.5
               on conflict do nothing)
           select before as "before!", name_before as "name_before!", after as "after?", name_after as "name_after?", coalesce(share >= 0.5, false) as "is_known!"
           from heir order by before"#,
        &closed.units,
        closed.newest,
        source
    )
    .fetch_all(connection)
    .await
    .context("le variazioni dei comuni non si possono registrare")?;
    let orphans: Vec<String> = rows.iter().filter(|row| !row.is_known).map(|row| format!("{} ({})", row.name_before, row.before)).collect();
    if !orphans.is_empty() {
        bail!(
            "il file ha un buco: non ha più {}, e il loro territorio non è di nessun altro comune; non è stato cambiato nulla. Usare un'edizione completa",
            orphans.join(", ")
        );
    }
    let told = rows.into_iter().map(|row| {
        let heir = row.name_after.zip(row.after).map(|(name, code)| format!("{name} ({code})")).unwrap_or_default();
        Refusal::of_row(0, format!("il comune {} ({}) non c'è più: il suo territorio è ora in {heir}", row.name_before, row.before))
    });
    Ok(told.collect())
}
