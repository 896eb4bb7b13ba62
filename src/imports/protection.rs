//! Hides where a site is, everywhere and backwards: the record, the history of changes, and a list of where it had been
//! public until now. Refuses to make a position public again: that is a decision of its own, on the card.

use anyhow::{Context, Result, bail};
use chrono::{DateTime, Utc};
use sqlx::PgPool;

use super::progress::Progress;
use super::store::begin;
use crate::geo::{Coordinates, tile_of};

/// Zooms at which a site is drawn by itself.
const ZOOMS: std::ops::RangeInclusive<u8> = 5..=16;

/// How far copies at visitors may lag: pages are kept a minute and may be shown ten more while they are asked for again.
const STALE_MINUTES: u32 = 11;

/// What protecting a site did.
#[derive(Debug, Clone)]
pub struct Protection {
    /// Name of the centre.
    pub centre: String,
    /// The visibility before and now.
    pub visibility: (String, String),
    /// Since when the position had been public, as far as the history goes.
    pub public_since: Option<DateTime<Utc>>,
    /// Addresses of this site where the position could be read, one a line, in the order of importance.
    pub addresses: Vec<String>,
    /// Imports whose files hold the position: number, file, day.
    pub files: Vec<(i64, String, DateTime<Utc>)>,
    /// The page of the source, which is not ours to change.
    pub source_url: Option<String>,
    /// Minutes after which no copy at a visitor shows it any more.
    pub stale_minutes: u32,
    /// Rows of the history from which the position was taken out.
    pub history_rows: u64,
}

/// Protects a site, named by its public number or by the slug of a centre with one site.
///
/// # Errors
/// When there is no such site, the slug has several, or `visibility` is not a protecting one.
pub async fn protect(
    pool: &PgPool,
    site: &str,
    visibility: &str,
    reason: Option<&str>,
    actor: &str,
    now: DateTime<Utc>,
) -> Result<Protection> {
    let protecting = ["solo_comune", "solo_ambito", "riservata", "non_conservata"];
    if !protecting.contains(&visibility) {
        bail!("la visibilità dev'essere una di: {}", protecting.join(", "));
    }
    let progress = Progress::new("protect");
    let mut transaction = begin(pool, actor, "protection of a position", &progress).await?;
    let connection = &mut *transaction;
    let found = sqlx::query!(
        r#"select s.id, s.public_id, c.slug, c.name, c.published, s.status, s.position_visibility, st_x(s.geom) as lon, st_y(s.geom) as lat,
                  coalesce(s.source_url, c.source_url) as source_url
           from site s join centre c on c.id = s.centre_id where s.public_id::text = $1 or c.slug = $1"#,
        site
    )
    .fetch_all(&mut *connection)
    .await?;
    let known = match found.as_slice() {
        [] => bail!("non c'è una sede {site}: usare il suo numero pubblico o l'ultima parte dell'indirizzo della scheda"),
        [one] => one,
        several => {
            let list: Vec<String> = several.iter().map(|site| site.public_id.to_string()).collect();
            bail!("il centro ha {} sedi: usare il numero di quella da proteggere ({})", list.len(), list.join(", "))
        }
    };
    let was_public = known.published && known.status != "cessata" && known.position_visibility == "pubblica";
    let history = sqlx::query!(
        r#"select min(h.changed_at) as since,
                  coalesce(array_remove(array_agg(distinct h.import_run_id) filter (where coalesce(h.after, '{}') ?| array['geom', 'address']
                                                                              or coalesce(h.before, '{}') ?| array['geom', 'address']), null), '{}') as "runs!: Vec<i64>"
           from change_history h where h.table_name = 'site' and h.row_id = $1"#,
        known.id
    )
    .fetch_one(&mut *connection)
    .await?;
    let runs = sqlx::query!("select id, file_name, started_at from import_run where id = any ($1) order by id", &history.runs)
        .fetch_all(&mut *connection)
        .await?;
    if visibility == "non_conservata" {
        sqlx::query!(
            "update site set position_visibility = $2, geom = null, precision = null, accuracy_m = null, source_crs = null, crs_operation = null,
                    address = null, toponym = null, house_number = null, exponent = null, postcode = null, locality = null, name = null
             where id = $1",
            known.id,
            visibility
        )
        .execute(&mut *connection)
        .await?;
    } else {
        sqlx::query!("update site set position_visibility = $2 where id = $1", known.id, visibility).execute(&mut *connection).await?;
    }
    // After the update: its own line of the history holds the position too.
    let cleaned = sqlx::query!(
        "update change_history
         set before = before - array['geom', 'precision', 'accuracy_m', 'source_crs', 'crs_operation', 'address', 'toponym', 'house_number',
                                     'exponent', 'postcode', 'locality', 'name'],
             after = after - array['geom', 'precision', 'accuracy_m', 'source_crs', 'crs_operation', 'address', 'toponym', 'house_number',
                                   'exponent', 'postcode', 'locality', 'name']
         where table_name = 'site' and row_id = $1
           and (coalesce(before, '{}') || coalesce(after, '{}')) ?| array['geom', 'precision', 'address', 'toponym', 'house_number', 'exponent',
                                                                          'postcode', 'locality', 'name', 'crs_operation', 'source_crs', 'accuracy_m']",
        known.id
    )
    .execute(&mut *connection)
    .await?
    .rows_affected();
    sqlx::query!(
        "insert into protection (site_id, visibility, reason, decided_by, decided_at, public_since, runs) values ($1, $2, $3, $4, $5, $6, $7)",
        known.id,
        visibility,
        reason,
        actor,
        now,
        history.since.filter(|_| was_public),
        &history.runs
    )
    .execute(&mut *connection)
    .await?;
    transaction.commit().await.context("la protezione non si è potuta scrivere; nulla è cambiato")?;
    let mut addresses = vec![];
    if was_public {
        addresses.extend([
            crate::centres::url(&known.slug),
            format!("/api/v1/sites/{}", known.public_id),
            format!("/api/v1/centres/{}", known.slug),
            "/api/v1/sites · /api/v1/nearest · /centri · /trova · /embed".to_owned(),
        ]);
        if let Some(at) = known.lon.zip(known.lat).and_then(|(lon, lat)| Coordinates::parse(lon, lat).ok()) {
            addresses.extend(ZOOMS.map(|zoom| {
                let (x, y) = tile_of(at, zoom);
                format!("/tiles/centres/{zoom}/{x}/{y}")
            }));
        }
    }
    Ok(Protection {
        centre: known.name.clone(),
        visibility: (known.position_visibility.clone(), visibility.to_owned()),
        public_since: history.since.filter(|_| was_public),
        addresses,
        files: runs.into_iter().map(|run| (run.id, run.file_name, run.started_at)).collect(),
        source_url: known.source_url.clone(),
        stale_minutes: STALE_MINUTES,
        history_rows: cleaned,
    })
}

impl std::fmt::Display for Protection {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(out, "{}: la posizione era «{}», ora è «{}».", self.centre, self.visibility.0, self.visibility.1)?;
        match self.public_since {
            Some(since) => writeln!(out, "Era pubblica almeno dal {}. Si leggeva qui:", since.format("%d/%m/%Y"))?,
            None => writeln!(out, "Non era pubblica.")?,
        }
        for address in &self.addresses {
            writeln!(out, "  {address}")?;
        }
        if !self.addresses.is_empty() {
            writeln!(
                out,
                "Le copie presso chi visita il sito scadono entro {} minuti; una rete di distribuzione va svuotata a questi indirizzi.",
                self.stale_minutes
            )?;
        }
        writeln!(out, "Tolta anche da {} righe della storia dei cambiamenti.", self.history_rows)?;
        if !self.files.is_empty() {
            writeln!(out, "File importati che la contengono, da correggere all'origine:")?;
            for (run, file, day) in &self.files {
                writeln!(out, "  importazione {run} del {}: {file}", day.format("%d/%m/%Y"))?;
            }
        }
        if let Some(url) = &self.source_url {
            writeln!(out, "La pagina della fonte non dipende da noi: {url}")?;
        }
        Ok(())
    }
}
