//! The changes of a scenario as a page lists them, each with a link that takes it back; and the sites of a Region that may be
//! moved or closed.

use super::super::asked::Menu;
use super::super::store;
use super::scenario::{Scenario, may_change, written};
use crate::geo::Coordinates;
use crate::published::{Site, Snapshot};
use crate::state::AppState;
use crate::web::Frame;

/// One change.
pub struct Change {
    /// `new`, `moved` or `closed`.
    pub kind: &'static str,
    /// Number of the site; empty for a new one.
    pub id: String,
    /// Parameter that says it, and its value.
    pub parameter: (&'static str, String),
    /// Where it is, or what is changed.
    pub name: String,
    /// Degrees.
    pub lon: String,
    /// Degrees.
    pub lat: String,
    /// Address of the scenario without it.
    pub without: String,
}

/// "Imola, Centro per le famiglie".
fn called(site: &Site) -> String {
    format!("{}, {}", site.area(), site.name)
}

fn degrees(at: Coordinates) -> (String, String) {
    (format!("{:.5}", at.lon()), format!("{:.5}", at.lat()))
}

/// Those of a scenario: opened, moved, closed.
pub async fn changes(scenario: &Scenario, state: &AppState, snapshot: &Snapshot, frame: &Frame) -> Vec<Change> {
    let mut changes = vec![];
    for (at, place) in scenario.pins.iter().enumerate() {
        // Only a name: without it the degrees say where it is.
        let comune = store::covering(&state.pools.public, *place).await.unwrap_or_default().map(|(_, name)| name);
        let (lon, lat) = degrees(*place);
        let others: Vec<Coordinates> = scenario.pins.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, pin)| *pin).collect();
        changes.push(Change {
            kind: "new",
            id: String::new(),
            parameter: ("punto", written(*place)),
            name: comune.unwrap_or_else(|| frame.say("coverage-pin-nowhere")),
            without: frame.link(&Scenario { pins: others, ..scenario.clone() }.address(&[])),
            lon,
            lat,
        });
    }
    let without = |id: i64| {
        let mut other = scenario.clone();
        other.leave(id);
        frame.link(&other.address(&[]))
    };
    let sites = scenario.moved.iter().map(|(id, at)| ("moved", *id, Some(*at)));
    for (kind, id, to) in sites.chain(scenario.closed.iter().map(|id| ("closed", *id, None))) {
        let Some(site) = snapshot.site(id) else { continue };
        let Some(at) = to.or_else(|| site.position.as_ref().map(|position| position.at)) else { continue };
        let (lon, lat) = degrees(at);
        let parameter = to.map_or(("chiudi", id.to_string()), |to| ("sposta", format!("{id}:{}", written(to))));
        changes.push(Change { kind, id: id.to_string(), parameter, name: called(site), lon, lat, without: without(id) });
    }
    changes
}

/// The sites of the Region looked at, by comune; none where no Region is.
#[must_use]
pub fn sites_menu(scenario: &Scenario, snapshot: &Snapshot, frame: &Frame) -> Option<Menu> {
    if scenario.region.is_empty() {
        return None;
    }
    let here = snapshot.sites.iter().filter(|site| site.region.code == scenario.region && may_change(site));
    let mut options: Vec<(String, String)> = here.map(|site| (site.id.to_string(), called(site))).collect();
    options.insert(0, (String::new(), frame.say("coverage-choose-site")));
    (options.len() > 1).then(|| Menu::new(frame.words, "sede", options, ""))
}
