//! The pages: `/`, `/aiuto-subito`, `/accessibilita`, `/privacy`, `/note-legali`.

use std::collections::HashSet;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::published::{Mirror, Snapshot};
use crate::web::languages::Argument;
use crate::web::{AppError, CachePolicy, Frame, Words, page};

/// A heading of the services, as the start page offers it.
struct Need {
    path: String,
    label: String,
    explained: String,
}

/// A Region and how many sites it has on the map.
struct RegionLink {
    path: String,
    name: String,
    sites: String,
}

#[derive(Template)]
#[template(path = "information/start.html")]
struct StartPage {
    frame: Frame,
    count: Option<String>,
    needs: Vec<Need>,
    regions: Vec<RegionLink>,
}

/// The start page.
///
/// # Errors
/// Only when the page cannot be rendered.
pub async fn start(frame: Frame, State(mirror): State<Arc<Mirror>>) -> Result<Response, AppError> {
    let snapshot = mirror.snapshot();
    let words = frame.words;
    let template = StartPage {
        count: count(&snapshot, words),
        needs: needs(&snapshot, words),
        regions: regions(&snapshot, words),
        frame: frame.clone(),
    };
    page(&frame, CachePolicy::Minute, &template)
}

/// How much is on the map, as a sentence; none before anything has been read.
fn count(snapshot: &Snapshot, words: Words) -> Option<String> {
    if snapshot.version.is_empty() {
        return None;
    }
    let distinct = |keys: &mut dyn Iterator<Item = String>| keys.collect::<HashSet<_>>().len();
    let centres = distinct(&mut snapshot.sites.iter().map(|site| site.slug.clone()));
    let regions = distinct(&mut snapshot.sites.iter().map(|site| site.region.code.clone()));
    Some(words.say_all(
        "information-count",
        [
            ("sites", Argument::from(snapshot.sites.len())),
            ("sites_shown", shown(words, snapshot.sites.len())),
            ("centres", centres.into()),
            ("centres_shown", shown(words, centres)),
            ("regions", regions.into()),
            ("all_regions", shown(words, snapshot.units.regions().count())),
        ],
    ))
}

fn shown(words: Words, number: usize) -> Argument<'static> {
    words.number(number as u64).into()
}

fn needs(snapshot: &Snapshot, words: Words) -> Vec<Need> {
    let known = [
        ("informarsi", "information-need-informarsi"),
        ("crescere_insieme", "information-need-crescere"),
        ("quando_e_difficile", "information-need-difficile"),
        ("aprire_la_famiglia", "information-need-aprire"),
    ];
    known
        .into_iter()
        .filter_map(|(code, phrase)| {
            let label = snapshot.codes.get("service_heading", code)?.label(words.0).to_owned();
            Some(Need { path: format!("/centri?bisogno={code}"), label, explained: words.say(phrase) })
        })
        .collect()
}

fn regions(snapshot: &Snapshot, words: Words) -> Vec<RegionLink> {
    let mut regions: Vec<_> = snapshot.units.regions().collect();
    regions.sort_by_key(|unit| crate::published::fold(&unit.name));
    regions
        .into_iter()
        .map(|unit| {
            let sites = snapshot.sites.iter().filter(|site| site.region.code == unit.code).count();
            RegionLink {
                path: format!("/centri?regione={}", unit.code),
                name: unit.name.clone(),
                sites: words.say_all("information-region-sites", [("count", Argument::from(sites)), ("shown", shown(words, sites))]),
            }
        })
        .collect()
}

macro_rules! plain_page {
    ($(#[$doc:meta])* $handler:ident, $name:ident, $file:literal) => {
        #[derive(Template)]
        #[template(path = $file)]
        struct $name {
            frame: Frame,
        }

        $(#[$doc])*
        ///
        /// # Errors
        /// Only when the page cannot be rendered.
        pub async fn $handler(frame: Frame) -> Result<Response, AppError> {
            page(&frame, CachePolicy::Minute, &$name { frame: frame.clone() })
        }
    };
}

plain_page!(
    /// Help at once: the numbers first, no list of centres.
    help, HelpPage, "information/help.html"
);
plain_page!(
    /// How accessible the site is and whom to write to.
    accessibility, AccessibilityPage, "information/accessibility.html"
);
plain_page!(
    /// What happens to what visitors tell us.
    privacy, PrivacyPage, "information/privacy.html"
);
plain_page!(
    /// Licences, attributions and what we do not promise.
    legal, LegalPage, "information/legal.html"
);
