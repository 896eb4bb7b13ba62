//! The records of a list stored one by one: what is new comes in, what differs is written, what is gone is marked. Each is
//! tried on its own: a record the database refuses is refused with the reason, and the others come in all the same.
//! Refuses to go on where the database itself fails.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use anyhow::Result;
use sqlx::{Connection, PgConnection};

use super::super::Run;
use super::super::names::{folded, unused_slug};
use super::super::report::{Refusal, Report};
use super::super::sheets::Sheets;
use super::identity::{Identity, Known};
use super::merge::{self, Authority};
use super::record::{Record, SiteRecord, StoredCentre, StoredSite};
use super::{Read, TELL_EVERY, known_store, leaving_store, store};

/// What an import knows of itself while it stores.
pub(super) struct Circumstances<'a> {
    pub(super) id: i64,
    pub(super) source: i32,
    /// Whether the file is only a part of the list.
    pub(super) partial: bool,
    pub(super) read: &'a Read,
    pub(super) sheets: &'a Sheets,
}

/// What a record is decided with.
struct Scene<'a> {
    known: &'a Known<'a>,
    centres: &'a [StoredCentre],
    authority: Authority<'a>,
    organisations: HashMap<String, i64>,
    slugs: HashSet<String>,
    /// Places of centres that some row of the file names.
    claimed: HashSet<usize>,
    /// Places of centres a record of the file was stored as.
    taken: HashSet<usize>,
    /// Identifiers of all rows.
    named: HashSet<&'a str>,
}

/// What became of a record.
#[derive(Default)]
struct Stored {
    /// Its centre; none where it was refused.
    centre: Option<i64>,
    /// The place of its centre among those there were.
    place: Option<usize>,
    /// The slug of a new one.
    slug: Option<String>,
    organisations: Vec<(String, i64)>,
    changed: BTreeSet<String>,
    warned: Vec<Refusal>,
    refused: Option<Refusal>,
    missing_sites: Vec<i64>,
    /// Whether a site left another centre.
    moved: bool,
}

/// Inserts what is new, updates what changed, marks what is gone.
pub(super) async fn all(
    connection: &mut PgConnection,
    run: &Run<'_>,
    circumstances: &Circumstances<'_>,
    records: &[Record],
    report: &mut Report,
) -> Result<()> {
    let Circumstances { source, partial, read, sheets, .. } = *circumstances;
    let centres = known_store::all(connection).await?;
    let aliases = store::aliases(connection).await?;
    let known = Known::of(&centres, &aliases);
    let precedence = store::precedence(connection).await?;
    let mut claimed: HashSet<usize> = read.named.iter().filter_map(|identifier| known.identified(source, identifier)).collect();
    // Who is there by identifier is nobody else's likeness.
    claimed.extend(records.iter().filter_map(|record| known.identified(source, &record.external_id)));
    let mut scene = Scene {
        known: &known,
        centres: &centres,
        authority: Authority { source, precedence: &precedence },
        organisations: store::organisations(connection).await?,
        slugs: store::slugs(connection).await?,
        claimed,
        taken: HashSet::new(),
        named: read.named.iter().map(String::as_str).collect(),
    };
    let mut ids: HashMap<&str, i64> = HashMap::new();
    let (mut missing_sites, mut moved) = (vec![], false);
    for (done, record) in records.iter().enumerate() {
        if done % TELL_EVERY == 0 {
            run.progress.at("registrazione", done, records.len());
        }
        let mut attempt = connection.begin().await?;
        let stored = match one(&mut attempt, circumstances, &scene, record).await {
            Ok(stored) => {
                match stored.refused {
                    None => attempt.commit().await?,
                    Some(_) => attempt.rollback().await?,
                }
                stored
            }
            Err(error) => {
                let refused = refused_by_the_database(&error, record.row);
                let refused = refused.ok_or_else(|| error.context(at(record, sheets)))?;
                attempt.rollback().await?;
                Stored { refused: Some(refused), ..Stored::default() }
            }
        };
        count(report, &stored);
        ids.extend(stored.centre.map(|id| (record.external_id.as_str(), id)));
        scene.claimed.extend(stored.place);
        scene.taken.extend(stored.place);
        scene.slugs.extend(stored.slug);
        scene.organisations.extend(stored.organisations);
        missing_sites.extend(stored.missing_sites);
        moved |= stored.moved;
    }
    for record in records {
        hub(connection, record, &ids, &centres, report).await?;
    }
    if moved {
        for slug in leaving_store::retire_empty(connection, source, run.now.date_naive()).await? {
            report
                .warned
                .push(Refusal::of_row(0, format!("la scheda «{slug}» non ha più sedi, passate a un altro centro: non è più pubblica")));
        }
    }
    withdraw_shelters(connection, read, &known, &centres, source, report).await?;
    if !partial {
        let of_source = known.of_source(source);
        let gone = of_source.difference(&scene.claimed).map(|place| &centres[*place]);
        // What was missing before is no news.
        let is_refused = |centre: &StoredCentre| {
            let name = centre.fields.get("name").and_then(serde_json::Value::as_str).map(folded);
            name.is_some_and(|name| read.refused_names.contains(&name))
        };
        let gone: Vec<&StoredCentre> =
            gone.filter(|centre| centre.source == source && centre.missing_since.is_none() && !is_refused(centre)).collect();
        report.vanished = gone.len();
        if read.unreadable == 0 {
            missing(connection, run, &gone, &missing_sites, report).await?;
        } else if !gone.is_empty() || !missing_sites.is_empty() {
            // A row nobody can read may be any of them.
            report.warned.push(
                Refusal::of_row(0, "ci sono righe che non si leggono e centri o sedi che mancano: nessuno è stato segnato come sparito")
                    .with_hint("correggere le righe rifiutate e importare di nuovo"),
            );
        }
    }
    run.progress.at("registrazione", records.len(), records.len());
    Ok(())
}

/// Adds what became of a record to the report.
fn count(report: &mut Report, stored: &Stored) {
    match (&stored.refused, &stored.slug) {
        (Some(refused), _) => report.refused.push(refused.clone()),
        (None, Some(_)) => report.inserted += 1,
        (None, None) if stored.changed.is_empty() => report.unchanged += 1,
        (None, None) => report.updated += 1,
    }
    if stored.slug.is_none() {
        stored.changed.iter().for_each(|field| report.changed(field));
    }
    report.warned.extend(stored.warned.iter().cloned());
}

/// Decides for one record and stores it.
async fn one(connection: &mut PgConnection, circumstances: &Circumstances<'_>, scene: &Scene<'_>, record: &Record) -> Result<Stored> {
    let Circumstances { id, source, .. } = *circumstances;
    let (record, organisations) = with_organisations(connection, record, &scene.organisations, source).await?;
    let refused = |refusal: Refusal| Stored { refused: Some(refusal), ..Stored::default() };
    match scene.known.find(&record, source, &scene.claimed, &scene.taken) {
        Identity::New => {
            let slug = unused_slug(&record.slug, &scene.slugs);
            let coming = match coming(&record, scene, source, None) {
                Ok(coming) => coming,
                Err(refusal) => return Ok(refused(refusal)),
            };
            let is_coming = |at: usize| coming.iter().any(|(place, _)| *place == at);
            let (of_others, own) = record.sites.iter().cloned().enumerate().partition::<Vec<_>, _>(|(at, _)| is_coming(*at));
            let sites = |of: Vec<(usize, SiteRecord)>| of.into_iter().map(|(_, site)| site).collect();
            let centre = store::insert(connection, &Record { sites: sites(own), ..record.clone() }, &slug, source).await?;
            let mut stored = Stored { centre: Some(centre), slug: Some(slug), organisations, ..Stored::default() };
            if !record.published {
                stored.warned.push(Refusal::of_cell(record.row, "stato", "notizia vecchia: conservata, non pubblicata"));
            }
            if !coming.is_empty() {
                let made = StoredCentre::made(centre, &record, source);
                // What belongs to the centre as a whole was written with it.
                let rest = Record {
                    sites: sites(of_others),
                    services: None,
                    contacts: BTreeMap::new(),
                    catchment: None,
                    professions: None,
                    ..record
                };
                let places: Vec<(usize, &StoredSite)> = coming.iter().enumerate().map(|(at, (_, site))| (at, *site)).collect();
                write(connection, &rest, made, vec![None; rest.sites.len()], &places, scene, &mut stored).await?;
            }
            Ok(stored)
        }
        Identity::Known { centre: place, sites } => {
            let known = &scene.centres[place];
            let mut stored = Stored { centre: Some(known.id), place: Some(place), organisations, ..Stored::default() };
            if scene.known.identified(source, &record.external_id).is_none() {
                store::remember(connection, source, &record.external_id, known.id, id).await?;
                if known.source != source {
                    let said = format!("è la scheda già presente «{}»: aggiornata, non doppia", known.slug);
                    stored.warned.push(Refusal::of_row(record.row, said));
                }
            }
            stored.missing_sites = gone_sites(known, &sites, source, &scene.named);
            match coming(&record, scene, source, Some(place)) {
                Ok(coming) => write(connection, &record, known.clone(), sites, &coming, scene, &mut stored).await?,
                Err(refusal) => return Ok(refused(refusal)),
            }
            Ok(stored)
        }
        Identity::Perhaps(slugs) => Ok(refused(
            Refusal::of_cell(record.row, "uguale_a", format!("assomiglia a una scheda già presente: {}", slugs.join(", ")))
                .with_hint("nella colonna uguale_a scrivere quel nome, se è lo stesso centro, oppure «nuovo»"),
        )),
        Identity::NoSuchSlug => Ok(refused(
            Refusal::of_cell(record.row, "uguale_a", "non c'è una scheda con questo nome")
                .with_hint("copiare l'ultima parte dell'indirizzo della scheda, oppure scrivere «nuovo»"),
        )),
    }
}

/// Sites of a record that its source has with another centre until now, each with its place in the record.
fn coming<'a>(record: &Record, scene: &Scene<'a>, source: i32, centre: Option<usize>) -> Result<Vec<(usize, &'a StoredSite)>, Refusal> {
    let mut coming = vec![];
    for (at, site) in record.sites.iter().enumerate() {
        let Some((there, place)) = scene.known.site(source, &site.external_id).filter(|(there, _)| Some(*there) != centre) else {
            continue;
        };
        let stored = &scene.centres[there].sites[place];
        if stored.verified {
            let reason = format!("la sede è stata verificata da una persona con la scheda «{}»", scene.centres[there].slug);
            return Err(Refusal::of_cell(site.row, "id_centro", reason).with_hint("tenerla con quel centro, o darle un altro codice"));
        }
        coming.push((at, stored));
    }
    Ok(coming)
}

/// Writes what differs between a record and a centre, whose are also the sites that come from other ones.
async fn write(
    connection: &mut PgConnection,
    record: &Record,
    mut centre: StoredCentre,
    mut pairs: Vec<Option<usize>>,
    coming: &[(usize, &StoredSite)],
    scene: &Scene<'_>,
    stored: &mut Stored,
) -> Result<()> {
    for (at, site) in coming {
        store::move_to(connection, site.id, centre.id).await?;
        pairs[*at] = Some(centre.sites.len());
        centre.sites.push((*site).clone());
        stored.changed.insert("site.centre_id".to_owned());
        stored.moved = true;
    }
    let merge = merge::of(record, &centre, &pairs, &scene.authority);
    if !merge.is_empty() {
        store::update(connection, &centre, &merge, record, scene.authority.source).await?;
    }
    stored.warned.extend(merge.warned);
    stored.changed.extend(merge.changed);
    Ok(())
}

/// Why the database does not take a record, where the record is to blame; none where the database itself fails.
fn refused_by_the_database(error: &anyhow::Error, row: u64) -> Option<Refusal> {
    let error = error.chain().find_map(|cause| cause.downcast_ref::<sqlx::Error>())?.as_database_error()?;
    let code = error.code()?;
    // Data that cannot be, rules that are broken, limits of the program: PostgreSQL's classes 22, 23 and 54.
    if !["22", "23", "54"].iter().any(|class| code.starts_with(class)) {
        return None;
    }
    let (column, reason) = match (error.constraint(), code.as_ref()) {
        (Some("site_closed_after_opened" | "centre_closed_after_opened"), _) => ("data_chiusura", "la chiusura viene prima dell'apertura"),
        (Some("site_known_once"), _) => ("id", "una sede con questo codice c'è già"),
        (Some("centre_known_once"), _) => ("id_centro", "un centro con questo codice c'è già"),
        (_, "54000") => ("nome", "un codice, un nome o un recapito è troppo lungo"),
        (_, "22021" | "22P05") => ("nome", "un testo contiene un carattere che non si può conservare"),
        (constraint, code) => {
            let reason = format!("la base dati non accetta la riga ({})", constraint.unwrap_or(code));
            return Some(Refusal::of_row(row, reason).with_hint("controllare le celle della riga"));
        }
    };
    Some(Refusal::of_cell(row, column, reason).with_hint("correggere la riga"))
}
/// Sites the file no longer has of a centre it has; one whose row was refused, or that stands with another centre now, it has.
fn gone_sites(stored: &StoredCentre, pairs: &[Option<usize>], source: i32, named: &HashSet<&str>) -> Vec<i64> {
    let there: HashSet<usize> = pairs.iter().flatten().copied().collect();
    let gone = stored.sites.iter().enumerate().filter(|(at, site)| {
        !there.contains(at) && site.source == source && site.missing_since.is_none() && !named.contains(site.external_id.as_str())
    });
    gone.map(|(_, site)| site.id).collect()
}

/// Marks what a source no longer lists.
async fn missing(
    connection: &mut PgConnection,
    run: &Run<'_>,
    gone: &[&StoredCentre],
    missing_sites: &[i64],
    report: &mut Report,
) -> Result<()> {
    let ids: Vec<i64> = gone.iter().map(|centre| centre.id).collect();
    let sites: Vec<i64> =
        gone.iter().flat_map(|centre| centre.sites.iter().map(|site| site.id)).chain(missing_sites.iter().copied()).collect();
    leaving_store::missing(connection, &ids, &sites, run.now.date_naive()).await?;
    if !gone.is_empty() {
        let text = match gone.len() {
            1 => "un centro di questa fonte non è più nel file: resta, da verificare".to_owned(),
            several => format!("{several} centri di questa fonte non sono più nel file: restano, da verificare"),
        };
        report.warned.push(Refusal::of_row(0, text));
    }
    if !missing_sites.is_empty() {
        let text = match missing_sites.len() {
            1 => "una sede di un centro che c'è non è più nel file: resta, da verificare".to_owned(),
            several => format!("{several} sedi di centri che ci sono non sono più nel file: restano, da verificare"),
        };
        report.warned.push(Refusal::of_row(0, text));
    }
    Ok(())
}

/// A centre whose row has turned into a shelter's leaves the public eye.
async fn withdraw_shelters(
    connection: &mut PgConnection,
    read: &Read,
    known: &Known<'_>,
    centres: &[StoredCentre],
    source: i32,
    report: &mut Report,
) -> Result<()> {
    for (row, identifier) in &read.shelters {
        let Some(stored) = identifier.as_ref().and_then(|identifier| known.identified(source, identifier)).map(|at| &centres[at]) else {
            continue;
        };
        if stored.verified {
            report.warned.push(Refusal::of_row(
                *row,
                "un centro verificato ha l'identificativo di questa riga e resta pubblico: guardarlo oggi stesso",
            ));
        } else if leaving_store::withdraw(connection, stored.id).await? {
            report.updated += 1;
            report.warned.push(Refusal::of_row(*row, "un centro con l'identificativo di questa riga era pubblico ed è stato ritirato"));
        }
    }
    Ok(())
}

/// The record with owner and manager as numbers, and who was not known yet and is now: folded name and number.
async fn with_organisations(
    connection: &mut PgConnection,
    record: &Record,
    organisations: &HashMap<String, i64>,
    source: i32,
) -> Result<(Record, Vec<(String, i64)>)> {
    let mut record = record.clone();
    let mut made: Vec<(String, i64)> = vec![];
    for (column, name) in &record.organisations {
        let id = match name {
            None => None,
            Some(name) => {
                let key = folded(name);
                let known = organisations.get(&key).copied().or_else(|| made.iter().find(|(name, _)| *name == key).map(|(_, id)| *id));
                match known {
                    Some(id) => Some(id),
                    None => {
                        let id = store::insert_organisation(connection, name, source).await?;
                        made.push((key, id));
                        Some(id)
                    }
                }
            }
        };
        record.fields.insert((*column).to_owned(), serde_json::json!(id));
    }
    Ok((record, made))
}

/// Ties a centre to its hub, once all are there.
async fn hub(
    connection: &mut PgConnection,
    record: &Record,
    ids: &HashMap<&str, i64>,
    centres: &[StoredCentre],
    report: &mut Report,
) -> Result<()> {
    let (Some(hub), Some(centre)) = (&record.hub, ids.get(record.external_id.as_str())) else { return Ok(()) };
    let wanted = folded(hub);
    let named = || {
        let same = |centre: &&StoredCentre| {
            centre.slug == *hub || centre.fields.get("name").and_then(serde_json::Value::as_str).is_some_and(|name| folded(name) == wanted)
        };
        let found: Vec<i64> = centres.iter().filter(same).map(|centre| centre.id).collect();
        if let [only] = found[..] { Some(only) } else { None }
    };
    match ids.get(hub.as_str()).copied().or_else(named) {
        Some(hub) => {
            if store::set_hub(connection, *centre, hub).await? {
                report.changed("centre.hub_id");
            }
        }
        None => report.warned.push(
            Refusal::of_cell(record.row, "hub", "il centro principale non è stato trovato: lasciato vuoto")
                .with_hint("scrivere il suo codice nell'elenco, o il nome esatto"),
        ),
    }
    Ok(())
}

fn at(record: &Record, sheets: &Sheets) -> String {
    format!("{}: non si è potuta conservare; del file non è stato conservato nulla", sheets.row(record.row))
}
