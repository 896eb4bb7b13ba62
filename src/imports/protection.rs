//! Hides where a site is, everywhere and backwards: the record, the history of changes, and a list of where it had been
//! public until now. Refuses to make a position public again: that is a decision of its own, on the card.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use chrono::{DateTime, Utc};
use sqlx::PgPool;

use super::protection_store;
use super::store::begin_as;
use crate::geo::{Coordinates, tile_of};
use crate::progress::Progress;

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
    let mut transaction = begin_as(pool, actor, "protezione di una posizione", &progress).await?;
    let connection = &mut *transaction;
    let found = protection_store::sites(connection, site).await?;
    let known = match found.as_slice() {
        [] => bail!("non c'è una sede {site}: usare il suo numero pubblico o l'ultima parte dell'indirizzo della scheda"),
        [one] => one,
        several => {
            let list: Vec<String> = several.iter().map(|site| site.public_id.to_string()).collect();
            bail!("il centro ha {} sedi: usare il numero di quella da proteggere ({})", list.len(), list.join(", "))
        }
    };
    let kin = protection_store::kin(connection, known.id).await?;
    let past = protection_store::past(connection, &kin).await?;
    let is_public = known.published && known.status != "cessata" && known.visibility == "pubblica";
    // An earlier import may have shown it, even one that was taken back; once protected, no point is left to tell of.
    let was_public = is_public || (past.was_public && !past.points.is_empty());
    protection_store::hide(connection, known.id, visibility).await?;
    // After the update: its own line of the history holds the position too.
    let cleaned = protection_store::clean_history(connection, &kin).await?;
    let public_since = past.since.filter(|_| was_public);
    let runs: Vec<i64> = past.files.iter().map(|(run, ..)| *run).collect();
    protection_store::record(connection, known.id, visibility, (reason, actor, now), public_since, &runs).await?;
    transaction.commit().await.context("la protezione non si è potuta scrivere; nulla è cambiato")?;
    let addresses = if was_public { addresses(known, &past) } else { vec![] };
    Ok(Protection {
        centre: known.name.clone(),
        visibility: (known.visibility.clone(), visibility.to_owned()),
        public_since,
        addresses,
        files: past.files,
        source_url: known.source_url.clone(),
        stale_minutes: STALE_MINUTES,
        history_rows: cleaned,
    })
}

/// Where the position could be read: on the cards it ever had, in what is asked of all sites, on the tiles of all its points.
fn addresses(known: &protection_store::Known, past: &protection_store::Past) -> Vec<String> {
    let cards: BTreeSet<(i64, &str)> =
        past.cards.iter().map(|(number, slug)| (*number, slug.as_str())).chain([(known.public_id, known.slug.as_str())]).collect();
    let slugs: BTreeSet<&str> = cards.iter().map(|(_, slug)| *slug).collect();
    let numbers: BTreeSet<i64> = cards.iter().map(|(number, _)| *number).collect();
    let mut addresses: Vec<String> = slugs.iter().map(|slug| crate::centres::url(slug)).collect();
    addresses.extend(numbers.iter().map(|number| format!("/api/v1/sites/{number}")));
    addresses.extend(slugs.iter().map(|slug| format!("/api/v1/centres/{slug}")));
    addresses.push("/api/v1/sites · /api/v1/nearest · /centri · /trova · /embed".to_owned());
    let points = past.points.iter().copied().chain(known.at).filter_map(|(lon, lat)| Coordinates::parse(lon, lat).ok());
    let tiles: BTreeSet<(u8, u32, u32)> = points
        .flat_map(|at| {
            ZOOMS.map(move |zoom| {
                let (x, y) = tile_of(at, zoom);
                (zoom, x, y)
            })
        })
        .collect();
    addresses.extend(tiles.into_iter().map(|(zoom, x, y)| format!("/tiles/centres/{zoom}/{x}/{y}")));
    addresses
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
        writeln!(out, "Righe della storia dei cambiamenti da cui è stata tolta: {}.", self.history_rows)?;
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
