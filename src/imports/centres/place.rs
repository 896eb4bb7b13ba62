//! Where each site is: at its coordinates, where they lie in its comune; else at its address, as exactly as the address can
//! be found. Refuses a point outside the comune and a precision that is not known.

use anyhow::Result;
use data_import::values::address::shown;
use sqlx::PgConnection;

use super::super::Run;
use super::super::geocode::{Geocoder, Located, Wanted, house_number};
use super::super::report::{Refusal, Report};
use super::coordinates::rounded;
use super::gazetteer::Gazetteer;
use super::reading::Draft;
use super::record::{PRECISIONS, Position};
use super::store;
use crate::places::streets::OUTSIDE_AT_MOST_M;
use crate::published::typical_accuracy_m;

/// Steps between two looks at the progress bar.
const TELL_EVERY: usize = 50;

/// What rounded coordinates can be worth, the most exact first.
const PRECISIONS_OF_ROUNDED: [&str; 4] = ["luogo", "quartiere", "zona", "comune"];

/// Gives every draft its position; those whose coordinates contradict their comune are refused.
pub(super) async fn all(
    connection: &mut PgConnection,
    run: &Run<'_>,
    drafts: &mut Vec<Draft>,
    gazetteer: &Gazetteer,
    report: &mut Report,
) -> Result<()> {
    let places: Vec<(i32, f64, f64)> =
        drafts.iter().filter_map(|draft| draft.given.as_ref().map(|given| (draft.municipality, given.lon, given.lat))).collect();
    let mut distances = store::distances_outside_m(connection, &places).await?.into_iter();
    let mut geocoder = Geocoder::new();
    let mut kept = Vec::with_capacity(drafts.len());
    let total = drafts.len();
    for (at, mut draft) in drafts.drain(..).enumerate() {
        if at % TELL_EVERY == 0 {
            run.progress.at("posizioni", at, total);
        }
        let row = draft.record.row;
        let hidden = draft.record.sites[0].fields.get("position_visibility").and_then(serde_json::Value::as_str) == Some("non_conservata");
        let outside = if draft.given.is_some() { distances.next().unwrap_or(0.0) } else { 0.0 };
        if hidden {
            kept.push(draft);
            continue;
        }
        draft.record.sites[0].position = match &draft.given {
            Some(given) if outside > OUTSIDE_AT_MOST_M + given.rounding_m => {
                let comune = gazetteer.get(draft.municipality).map_or("", |known| known.name.as_str());
                report.refused.push(
                    Refusal::of_cell(row, "lat", format!("la posizione è {} fuori dal comune di {comune}", distance(outside)))
                        .with_hint("correggere le coordinate o il comune; senza coordinate si usa l'indirizzo"),
                );
                continue;
            }
            Some(given) => {
                let inside = outside <= OUTSIDE_AT_MOST_M;
                if inside && outside > 0.0 {
                    report.warned.push(Refusal::of_cell(
                        row,
                        "lat",
                        "la posizione è appena fuori dal confine generalizzato del comune: accettata",
                    ));
                }
                let position = Position {
                    lon: given.lon,
                    lat: given.lat,
                    precision: precision(&draft),
                    accuracy_m: None,
                    source_crs: Some(given.crs.clone()),
                    operation: given.operation.clone(),
                };
                if given.rounding_m > typical_accuracy_m(&position.precision) || !inside {
                    let position = inside.then_some(position);
                    rounded_off(connection, &mut geocoder, &draft, (position, given.rounding_m), report).await?
                } else {
                    Some(position)
                }
            }
            None => located(connection, &mut geocoder, &draft, report).await?,
        };
        kept.push(draft);
    }
    *drafts = kept;
    Ok(())
}

/// How many sites are known how exactly, in one line.
pub(super) fn summary(drafts: &[Draft]) -> Option<String> {
    let of = |precision: &str| {
        drafts
            .iter()
            .filter(|draft| draft.record.sites[0].position.as_ref().is_some_and(|position| position.precision == precision))
            .count()
    };
    let counts: Vec<String> = PRECISIONS
        .into_iter()
        .map(|precision| (precision, of(precision)))
        .filter(|(_, count)| *count > 0)
        .map(|(precision, count)| format!("{count} {}", if precision == "localita" { "località" } else { precision }))
        .collect();
    (!counts.is_empty()).then(|| format!("Posizioni: {}", counts.join(", ")))
}

/// What coordinates are worth: what the row claims, else what its address lets one believe.
fn precision(draft: &Draft) -> String {
    let address = draft.address.as_ref();
    draft.precision.clone().unwrap_or_else(|| {
        let word = match (address.and_then(|address| address.number), address.and_then(|address| address.toponym.as_ref())) {
            (Some(_), _) => "civico",
            (None, Some(_)) => "via",
            (None, None) => "luogo",
        };
        word.to_owned()
    })
}

/// Where a site is whose coordinates have too few decimals for what its row claims: at its address, where that is found
/// more exactly or rounding has moved the point out of its comune; else where the coordinates say, known no better than
/// they can say.
async fn rounded_off(
    connection: &mut PgConnection,
    geocoder: &mut Geocoder,
    draft: &Draft,
    (position, radius): (Option<Position>, f64),
    report: &mut Report,
) -> Result<Option<Position>> {
    let say = |report: &mut Report, what: String| {
        let hint = "scriverle con almeno quattro decimali, come le dà una mappa";
        report.warned.push(Refusal::of_cell(draft.record.row, "lat", what).with_hint(hint.to_owned()));
    };
    let shown = distance(radius);
    match located(connection, geocoder, draft, report).await? {
        Some(found) if position.is_none() || found.accuracy_m.is_some_and(|accuracy| f64::from(accuracy) < radius) => {
            say(report, format!("coordinate arrotondate, esatte a circa {shown}: si usa l'indirizzo"));
            Ok(Some(found))
        }
        found => {
            say(report, format!("coordinate arrotondate, esatte a circa {shown}: la posizione è indicativa"));
            let precision = PRECISIONS_OF_ROUNDED.into_iter().find(|word| typical_accuracy_m(word) >= radius);
            Ok(precision.zip(position).map(|(word, position)| Position { precision: word.to_owned(), ..position }).or(found))
        }
    }
}

async fn located(connection: &mut PgConnection, geocoder: &mut Geocoder, draft: &Draft, report: &mut Report) -> Result<Option<Position>> {
    let site = &draft.record.sites[0];
    let text = |column: &str| site.fields.get(column).and_then(serde_json::Value::as_str);
    let number = draft.address.as_ref().and_then(house_number);
    let wanted = Wanted {
        toponym: draft.address.as_ref().and_then(|address| address.toponym.as_deref()),
        number: number.as_ref(),
        locality: text("locality"),
        postcode: text("postcode"),
    };
    let found = geocoder.locate(connection, draft.municipality, &wanted).await?;
    if let Some(Located { candidates, .. }) = &found
        && !candidates.is_empty()
    {
        let names: Vec<&str> = candidates.iter().take(5).map(|candidate| candidate.name.as_str()).collect();
        report.warned.push(
            Refusal::of_cell(site.row, "indirizzo", format!("la via può essere più d'una: {}", names.join(", ")))
                .with_hint("aggiungere la località o il CAP, oppure le coordinate"),
        );
    }
    if let Some(Located { unknown_street: Some(namesakes), .. }) = &found {
        let hint = match namesakes.as_slice() {
            [] => "correggere la via, oppure aggiungere le coordinate".to_owned(),
            names => {
                let names: Vec<String> = names.iter().map(|name| shown(name)).collect();
                format!("forse {}; correggere la via, oppure aggiungere le coordinate", names.join(" o "))
            }
        };
        report.warned.push(
            Refusal::of_cell(site.row, "indirizzo", "la via non è tra quelle conosciute del comune: la posizione è indicativa")
                .with_hint(hint),
        );
    }
    Ok(found.map(|found| Position {
        lon: rounded(found.at.lon()),
        lat: rounded(found.at.lat()),
        precision: found.precision.code().to_owned(),
        accuracy_m: Some(found.accuracy_m as f32),
        source_crs: None,
        operation: None,
    }))
}

fn distance(metres: f64) -> String {
    if metres < 1_000.0 { format!("{metres:.0} m") } else { format!("{:.1} km", metres / 1_000.0).replace('.', ",") }
}
