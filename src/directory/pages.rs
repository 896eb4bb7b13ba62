//! `/centri`, the list with its filters, and `/centri/{slug}`, the card.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;

use super::card::{Card, Material};
use super::choices::{Chip, Choices};
use super::listed::Listed;
use super::paging::{Page, read_cursor};
use super::structured_data::json_ld;
use crate::centres::{self, Centre, Moment, Tab, open_now};
use crate::database::Pools;
use crate::published::{Filter, Mirror, Site, Snapshot, Tongue, open_among};
use crate::state::AppState;
use crate::web::languages::Argument;
use crate::web::{AppError, CachePolicy, Clock, Frame, Parameters, Phrase, Words, page};

const PATH: &str = "/centri";
/// Sites on one page of the list.
const PAGE: usize = 30;

#[derive(Template)]
#[template(path = "directory/list.html")]
struct ListPage {
    frame: Frame,
    mistakes: Vec<String>,
    choices: Choices,
    count: String,
    items: Vec<Listed>,
    /// Filters whose removal would bring sites back, the most helpful first.
    drop: Vec<Chip>,
    continued: bool,
    first: String,
    next: Option<String>,
    map: String,
}

/// The list.
///
/// # Errors
/// Only when the page cannot be rendered; mistakes in the parameters are said on the page.
pub async fn list(
    frame: Frame,
    State(mirror): State<Arc<Mirror>>,
    State(clock): State<Clock>,
    RawQuery(query): RawQuery,
) -> Result<Response, AppError> {
    let snapshot = mirror.snapshot();
    let asked_at = clock.now();
    let now = Moment::of(asked_at);
    let words = frame.words;
    let mut parameters = Parameters::read(query.as_deref()).asked_at(Some(asked_at));
    let after = read_cursor(&mut parameters, "pagina");
    let filter = Filter::read(&mut parameters, Tongue::Page, &snapshot.codes, &snapshot.units);
    let mistakes = parameters
        .mistakes()
        .iter()
        .map(|error| words.say_two("directory-mistake", "value", &error.value, "parameter", &error.parameter))
        .collect();

    let matching: Vec<&Site> = filter.of(&snapshot).collect();
    let found = Page::after(&matching, after.as_deref(), PAGE, |site| &site.sort_key);
    let mut choices = Choices::of(&filter, &snapshot, words, PATH);
    let mut drop = vec![];
    if matching.is_empty() {
        drop = std::mem::take(&mut choices.chips);
        drop.retain(|chip| chip.without > 0);
        drop.sort_by_key(|chip| std::cmp::Reverse(chip.without));
        choices.chips = Choices::of(&filter, &snapshot, words, PATH).chips;
    }
    let mut counted = count(&filter, matching.len(), &snapshot, words);
    if filter.open_at().is_none()
        && let Some(open) = open_among(matching.iter().copied(), now)
    {
        counted = format!("{counted}, {}", open_now(open, words));
    }
    let template = ListPage {
        mistakes,
        count: counted,
        items: found.items.iter().map(|site| Listed::of(site, &snapshot, now, words)).collect(),
        drop,
        continued: after.is_some(),
        first: format!("{PATH}{}", choices.query),
        next: found
            .next
            .map(|cursor| format!("{PATH}{}{}pagina={cursor}", choices.query, if choices.query.is_empty() { "?" } else { "&" })),
        map: format!("/mappa{}", choices.query),
        choices,
        frame: frame.clone(),
    };
    page(&frame, CachePolicy::Seconds(now.lasts(asked_at)), &template)
}

/// "37 sedi in Emilia-Romagna".
fn count(filter: &Filter, sites: usize, snapshot: &Snapshot, words: Words) -> String {
    let shown = words.number(sites as u64);
    let region = filter.region().and_then(|code| snapshot.units.region(code));
    let arguments = [("count", Argument::from(sites)), ("shown", shown.into())];
    match region {
        Some(region) => words.say_all("directory-count-in", arguments.into_iter().chain([("region", Argument::from(&region.name))])),
        None => words.say_all("directory-count", arguments),
    }
}

#[derive(Template)]
#[template(path = "directory/card.html")]
struct CardPage {
    frame: Frame,
    card: Card,
    tabs: Vec<(String, String, bool)>,
    data: Option<String>,
}

/// The card of a centre. While the database is away it is made of what the mirror holds, and says so.
///
/// # Errors
/// 404 when no public centre has that page; 503 when nothing at all has been read yet.
pub async fn card(frame: Frame, State(state): State<AppState>, Path(slug): Path<String>) -> Result<Response, AppError> {
    let snapshot = state.mirror.snapshot();
    let sites: Vec<&Site> = snapshot.sites_of(&slug).collect();
    let centre = rest_of_centre(&frame, &state.pools, &slug, !sites.is_empty()).await?;
    let words = frame.words;
    let asked_at = state.clock.now();
    let now = Moment::of(asked_at);
    let material = Material { centre: centre.as_ref(), sites: &sites, snapshot: &snapshot, now, words };
    let address = frame.absolute(&centres::url(&slug));
    let card = Card::of(&material, &frame.settings().contact_email, &address).ok_or_else(no_centre)?;
    let tabs = Tab::ALL.map(|tab| (tab.url(&slug), words.say(tab.phrase()), tab == Tab::Card)).to_vec();
    let data = json_ld(centre.as_ref(), &sites, &address);
    page(&frame, CachePolicy::Seconds(now.lasts(asked_at)), &CardPage { card, tabs, data, frame: frame.clone() })
}

fn no_centre() -> AppError {
    AppError::NotFound(Phrase::new("error-no-centre"))
}

/// What only the database knows of a centre; none when it is away and the mirror knows the centre.
async fn rest_of_centre(frame: &Frame, pools: &Pools, slug: &str, in_mirror: bool) -> Result<Option<Centre>, AppError> {
    if frame.database_away() {
        return if in_mirror { Ok(None) } else { Err(AppError::Unavailable("known to be away".into())) };
    }
    match centres::by_slug(&pools.public, slug).await.map_err(AppError::from) {
        // The database is the judge: what it no longer shows is gone, whatever the mirror still holds.
        Ok(found) => found.map(Some).ok_or_else(no_centre),
        Err(AppError::Unavailable(_)) if in_mirror => Ok(None),
        Err(error) => Err(error),
    }
}
