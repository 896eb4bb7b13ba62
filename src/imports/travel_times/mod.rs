//! Travel times by a road network of somebody's: one row for each pair of origin and destination, in minutes. A matrix is
//! replaced as a whole by its next edition; the way there and the way back are two pairs and kept as given. Pairs go
//! through the database chunk by chunk: memory grows with the places, never with the pairs. Refuses places it does not
//! know, and sites whose position is not public, because times to them would tell it.

mod store;

use std::collections::{HashMap, HashSet};

use anyhow::{Result, bail};
use data_import::{Field, Row};
use sqlx::PgConnection;

use super::addition_store::Held;
use super::provenance::InputFile;
use super::report::{Refusal, Report};
use super::store::{MunicipalityCodes, begin, municipality_codes, source};
use super::{Run, addition, run_store, table};
use store::Pair;

/// Pairs written at a time.
const AT_ONCE: usize = 20_000;
/// So many refused rows are no mistakes of a file but another file.
const MOST_REFUSED: usize = 20_000;
/// A longer journey is a mistake of units, minutes.
const LONGEST_MIN: f64 = 10_000.0;

/// Columns of a matrix.
pub const FIELDS: [Field; 3] = [
    Field {
        name: "origine",
        headers: &["origin", "from", "from_id", "fromid", "da", "partenza", "o", "orig", "origin_id", "id_origine", "origine_id"],
        required: true,
        about: "Da dove si parte: codice ISTAT del comune, o nome della cella di popolazione",
        example: "037032",
    },
    Field {
        name: "destinazione",
        headers: &[
            "destination",
            "to",
            "to_id",
            "toid",
            "a",
            "arrivo",
            "d",
            "dest",
            "destination_id",
            "id_destinazione",
            "destinazione_id",
        ],
        required: true,
        about: "Dove si arriva: numero della sede (id in /api/v1/sites), o codice ISTAT del comune in cui sono le sedi",
        example: "037006",
    },
    Field {
        name: "minuti",
        headers: &[
            "minutes",
            "min",
            "tempo",
            "tempo minuti",
            "travel_time",
            "traveltime",
            "travel_time_p50",
            "durata",
            "duration_min",
            "total_time",
        ],
        required: true,
        about: "Minuti di viaggio; vuoto dove non c'è una strada",
        example: "27,5",
    },
];

/// Imports one matrix in one transaction.
pub(super) async fn import(run: &Run<'_>, files: &[InputFile]) -> Result<Report> {
    let [file] = files else { bail!("i tempi di viaggio si importano da un file alla volta") };
    let mut report = Report::of("coppie");
    let table = table::open(run, file, &FIELDS, &mut report)?;
    let mut transaction = begin(run.pool, run.actor, &file.name, &run.progress).await?;
    let connection = &mut *transaction;
    let comuni = municipality_codes(connection).await?;
    if comuni.is_empty() {
        bail!("prima si importano i confini: le origini sono comuni o celle dentro ai comuni");
    }
    let id = run_store::open(connection, run, files).await?;
    let source = source(connection, run, file).await?;
    let first = addition::is_first(connection, &file.source.key, Held::TravelTimes).await?;
    let matrix = store::matrix(connection, &file.source, source, run.now).await?;
    store::nothing_arrives(connection).await?;
    let mut known =
        Known { zeros_lost: false, comuni, sites: store::sites(connection).await?, origins: HashMap::new(), destinations: HashMap::new() };
    let (mut chunk, mut given) = (Vec::with_capacity(AT_ONCE), 0);
    for row in table.rows {
        match row {
            Ok(row) => match asked(&row) {
                Ok(asked) => chunk.push(asked),
                Err(refusal) => report.refused.push(refusal),
            },
            Err(error) if error.ends_file => return Err(table::unreadable(error)),
            Err(error) => report.refused.push(error.into()),
        }
        if chunk.len() == AT_ONCE {
            given += known.take(connection, matrix, &mut chunk, &mut report).await?;
            run.progress.at("lettura", given, given);
        }
        if report.refused.len() > MOST_REFUSED {
            bail!(
                "più di {MOST_REFUSED} righe sono rifiutate: origini e destinazioni non sono quelle di questa base dati. {}",
                NOTHING_KEPT
            );
        }
    }
    given += known.take(connection, matrix, &mut chunk, &mut report).await?;
    run.progress.at("registrazione", 0, given);
    let (stored, gone) = store::replace(connection, matrix).await?;
    report.count(given, stored);
    report.vanished = gone;
    report.reading.push(format!("Origini: {}. Destinazioni: {}", known.origins.len(), known.destinations.len()));
    if known.zeros_lost {
        report.reading.push("Ai codici dei comuni di cinque cifre si è rimesso lo zero iniziale".to_owned());
    }
    if report.inserted + report.updated + report.vanished > 0 {
        store::touch(connection, matrix, run.now).await?;
    }
    addition::note(connection, &file.source.key, Held::TravelTimes, first, &mut report).await?;
    report.order();
    run_store::close(connection, run, id, Some(source), &mut report).await?;
    run.end(transaction).await?;
    Ok(report)
}

const NOTHING_KEPT: &str = "Non è stato conservato nulla";

/// A row as it says.
struct Asked {
    row: u64,
    origin: String,
    destination: String,
    minutes: Option<f64>,
}

fn asked(row: &Row) -> Result<Asked, Refusal> {
    let text = |name: &str| row.optional_text(name).ok_or_else(|| Refusal::of_cell(row.number, name, "la cella è vuota"));
    let minutes = match row.optional("minuti") {
        // Programs write a journey that does not exist in many ways.
        None | Some("NA" | "NaN" | "nan" | "null" | "None" | "inf" | "Inf" | "-1") => None,
        Some(cell) => match cell.replacen(',', ".", 1).parse::<f64>() {
            Ok(minutes) if (0.0..=LONGEST_MIN).contains(&minutes) => Some(minutes),
            _ => {
                let hint = "scrivere minuti, come 27,5; lasciare vuoto dove non c'è una strada";
                return Err(Refusal::of_cell(row.number, "minuti", "non è un numero di minuti").with_hint(hint));
            }
        },
    };
    Ok(Asked { row: row.number, origin: text("origine")?, destination: text("destinazione")?, minutes })
}

/// What origins and destinations mean, as far as they have been met.
struct Known {
    comuni: MunicipalityCodes,
    /// Some code had lost its leading zero.
    zeros_lost: bool,
    /// Sites with a public position, by public number.
    sites: HashMap<i64, i64>,
    origins: HashMap<String, Option<i32>>,
    destinations: HashMap<String, Option<i32>>,
}

impl Known {
    /// The comune of a code, also where a spreadsheet took its leading zero away.
    fn comune(&mut self, word: &str) -> Option<i32> {
        if let Some(comune) = self.comuni.resolve(word) {
            return Some(comune);
        }
        let is_short = word.len() == 5 && word.bytes().all(|byte| byte.is_ascii_digit());
        let comune = is_short.then(|| self.comuni.resolve(&format!("0{word}"))).flatten();
        self.zeros_lost |= comune.is_some();
        comune
    }

    /// Writes the pairs of a chunk among those that arrive; how many. What it does not know or has twice is refused.
    async fn take(&mut self, connection: &mut PgConnection, matrix: i32, chunk: &mut Vec<Asked>, report: &mut Report) -> Result<usize> {
        self.meet_origins(connection, matrix, chunk).await?;
        self.meet_destinations(connection, matrix, chunk).await?;
        let (mut pairs, mut rows) = (Vec::with_capacity(chunk.len()), HashMap::with_capacity(chunk.len()));
        for asked in chunk.drain(..) {
            let (Some(origin), Some(destination)) = (self.origins[&asked.origin], self.destinations[&asked.destination]) else {
                report.refused.push(unknown(&asked, self.origins[&asked.origin].is_none()));
                continue;
            };
            if rows.insert((destination, origin), asked.row).is_some() {
                report.refused.push(Refusal::of_row(asked.row, TWICE));
                continue;
            }
            pairs.push(Pair { destination, origin, minutes: asked.minutes });
        }
        let twice = store::arrive(connection, &pairs).await?;
        report.refused.extend(twice.iter().map(|pair| Refusal::of_row(rows[pair], TWICE)));
        Ok(pairs.len() - twice.len())
    }

    async fn meet_origins(&mut self, connection: &mut PgConnection, matrix: i32, chunk: &[Asked]) -> Result<()> {
        let new: HashSet<&str> = chunk.iter().map(|asked| asked.origin.as_str()).filter(|word| !self.origins.contains_key(*word)).collect();
        let of_comune: HashMap<&str, i32> = new.iter().filter_map(|word| Some((*word, self.comune(word)?))).collect();
        let comuni: Vec<i32> = of_comune.values().copied().collect();
        let cells: Vec<String> = new.iter().filter(|word| !of_comune.contains_key(*word)).map(|word| (*word).to_owned()).collect();
        let comuni = store::origin_comuni(connection, matrix, &comuni).await?;
        let cells = store::origin_cells(connection, matrix, &cells).await?;
        for word in new {
            let id = of_comune.get(word).map_or_else(|| cells.get(word), |comune| comuni.get(comune));
            self.origins.insert(word.to_owned(), id.copied());
        }
        Ok(())
    }

    async fn meet_destinations(&mut self, connection: &mut PgConnection, matrix: i32, chunk: &[Asked]) -> Result<()> {
        let new: HashSet<&str> =
            chunk.iter().map(|asked| asked.destination.as_str()).filter(|word| !self.destinations.contains_key(*word)).collect();
        let of_comune: HashMap<&str, i32> = new.iter().filter_map(|word| Some((*word, self.comune(word)?))).collect();
        let sites = new.iter().filter(|word| !of_comune.contains_key(*word));
        let of_site: HashMap<&str, i64> = sites.filter_map(|word| Some((*word, *self.sites.get(&word.parse().ok()?)?))).collect();
        let (comuni, sites): (Vec<i32>, Vec<i64>) = (of_comune.values().copied().collect(), of_site.values().copied().collect());
        let places = store::destinations(connection, matrix, &comuni, &sites).await?;
        for word in new {
            let id = match of_comune.get(word) {
                Some(comune) => places.comuni.get(comune),
                None => of_site.get(word).and_then(|site| places.sites.get(site)),
            };
            self.destinations.insert(word.to_owned(), id.copied());
        }
        Ok(())
    }
}

const TWICE: &str = "la coppia compare due volte";

fn unknown(asked: &Asked, is_origin: bool) -> Refusal {
    if is_origin {
        Refusal::of_cell(asked.row, "origine", "nessun comune ha questo codice e nessuna cella questo nome")
            .with_hint("scrivere il codice ISTAT di sei cifre, o importare prima le celle")
    } else {
        Refusal::of_cell(asked.row, "destinazione", "nessun comune ha questo codice e nessuna sede con posizione pubblica questo numero")
            .with_hint("scrivere il numero della sede, che è in /api/v1/sites, o il codice ISTAT del comune")
    }
}
