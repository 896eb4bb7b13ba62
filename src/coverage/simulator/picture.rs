//! A drawing of a scenario for paper and for browsers without script: outlines of Regions, the sites of today, the pins with
//! how far each reaches, the comuni that gain or lose. Coordinates are Web Mercator (EPSG:3857) in kilometres, turned over so
//! that north is up, then scaled to the units of the drawing.

use super::super::weigh::Weighed;
use super::scenario::{Scenario, may_change};
use crate::geo::{Coordinates, to_web_mercator};
use crate::published::Snapshot;

/// The longer side of the drawing, in its own units.
const SIDE: f64 = 640.0;
/// The least that is shown around the changes, kilometres.
const AROUND_KM: f64 = 40.0;
/// Shown beside a Region's comuni, kilometres: their points lie inside their borders.
const MARGIN_KM: f64 = 15.0;
/// Wider than this, kilometres, outlines of the coarsest generalisation are fine enough; narrower than the second, finer ones.
const COARSE_KM: f64 = 900.0;
const FINE_KM: f64 = 250.0;
/// Side of a pin, in units of the drawing.
const PIN: f64 = 22.0;
/// Radius of the largest circle of people, in units of the drawing.
const LARGEST: f64 = 12.0;

/// A circle.
pub struct Circle {
    /// Centre.
    pub x: String,
    /// Centre.
    pub y: String,
    /// Radius.
    pub r: String,
    /// Class of the style sheet.
    pub class: &'static str,
}

/// A pin.
pub struct Mark {
    /// Its left upper corner.
    pub x: String,
    /// Its left upper corner.
    pub y: String,
    /// Where its text stands.
    pub text_x: String,
    /// Where its text stands.
    pub text_y: String,
    /// Its number, or what becomes of a site.
    pub text: String,
}

/// The drawing.
pub struct Picture {
    /// Width in its own units.
    pub width: String,
    /// Height.
    pub height: String,
    /// How outlines, in kilometres, come into the drawing.
    pub transform: String,
    /// Outlines, and whether each is of the Region looked at.
    pub outlines: Vec<(String, bool)>,
    /// Circles, in the order they are drawn: comuni, sites, reach.
    pub circles: Vec<Circle>,
    /// Pins.
    pub marks: Vec<Mark>,
}

/// What is shown: west, south, east, north, kilometres of Web Mercator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window([f64; 4]);

fn kilometres(at: Coordinates) -> (f64, f64) {
    let point = to_web_mercator(at);
    (point.x / 1_000.0, point.y / 1_000.0)
}

/// How much longer a distance is drawn at a latitude than on the ground.
fn stretched(at: Coordinates) -> f64 {
    1.0 / at.lat().to_radians().cos()
}

impl Window {
    /// Around the Region looked at and everything the scenario changes.
    #[must_use]
    pub fn of(scenario: &Scenario, weighed: &Weighed) -> Self {
        let places = &weighed.areas().municipalities;
        let region = places.iter().filter(|one| one.region_code == scenario.region).map(|one| (one.at, MARGIN_KM));
        let reach = if scenario.indicator.threshold_m().is_some() { scenario.threshold_km } else { 0.0 };
        let around = if scenario.region.is_empty() { (2.0 * reach).max(AROUND_KM) } else { reach };
        let opened = scenario.pins.iter().chain(scenario.moved.iter().map(|(_, at)| at)).map(|at| (*at, around));
        let changed = weighed.comuni.iter().map(|one| (places[one.at].at, MARGIN_KM));
        // Where nothing changes and nothing is looked at: all of Italy.
        let found = Self::around(region.chain(opened).chain(changed));
        found.or_else(|| Self::around(places.iter().map(|one| (one.at, MARGIN_KM)))).unwrap_or(Self([0.0, 0.0, 1.0, 1.0]))
    }

    /// Around places, each with so many kilometres on the ground; none around none.
    fn around(places: impl Iterator<Item = (Coordinates, f64)>) -> Option<Self> {
        places.fold(None, |window: Option<Self>, (at, around)| {
            let ((x, y), around) = (kilometres(at), around * stretched(at));
            let here = [x - around, y - around, x + around, y + around];
            let [west, south, east, north] = window.map_or(here, |window| window.0);
            Some(Self([west.min(here[0]), south.min(here[1]), east.max(here[2]), north.max(here[3])]))
        })
    }

    /// Its edges.
    #[must_use]
    pub const fn edges(&self) -> [f64; 4] {
        self.0
    }

    /// The generalisation of outlines that is fine enough.
    #[must_use]
    pub fn band(&self) -> i16 {
        match self.0[2] - self.0[0] {
            wide if wide > COARSE_KM => 0,
            narrow if narrow < FINE_KM => 2,
            _ => 1,
        }
    }
}

impl Picture {
    /// Of a scenario in a window, over outlines in kilometres with their codes.
    #[must_use]
    pub fn of(scenario: &Scenario, weighed: &Weighed, snapshot: &Snapshot, window: Window, outlines: Vec<(String, String)>) -> Self {
        let [west, south, east, north] = window.0;
        let scale = SIDE / (east - west).max(north - south).max(1.0);
        let unit = |number: f64| format!("{number:.1}");
        let drawn = |at: Coordinates| {
            let (x, y) = kilometres(at);
            ((x - west) * scale, (north - y) * scale)
        };
        let inside = |at: Coordinates| {
            let (x, y) = kilometres(at);
            (west..=east).contains(&x) && (south..=north).contains(&y)
        };
        let circle = |at: Coordinates, r: f64, class| {
            let (x, y) = drawn(at);
            Circle { x: unit(x), y: unit(y), r: unit(r), class }
        };
        let places = &weighed.areas().municipalities;
        let most = weighed.comuni.first().map_or(1.0, |one| one.people.abs()).max(1.0);
        let mut circles: Vec<Circle> = weighed
            .comuni
            .iter()
            .map(|one| {
                let class = if one.gains() { "picture-reached" } else { "picture-lost" };
                // Areas tell how many people: the radius is the root.
                circle(places[one.at].at, (LARGEST * (one.people.abs() / most).sqrt()).max(3.0), class)
            })
            .collect();
        let sites = snapshot.sites.iter().filter(|site| may_change(site));
        circles.extend(sites.filter_map(|site| {
            let at = site.position.as_ref()?.at;
            inside(at).then(|| circle(at, 4.0, if scenario.closed.contains(&site.id) { "picture-closed" } else { "picture-site" }))
        }));
        let opened = scenario.pins.iter().chain(scenario.moved.iter().map(|(_, at)| at));
        if scenario.indicator.threshold_m().is_some() {
            circles.extend(opened.map(|at| circle(*at, scenario.threshold_km * stretched(*at) * scale, "picture-reach")));
        }
        let mark = |at: Coordinates, text: String| {
            let (x, y) = drawn(at);
            Mark { x: unit(x - PIN / 2.0), y: unit(y - PIN / 2.0), text_x: unit(x), text_y: unit(y + PIN / 4.0), text }
        };
        let mut marks: Vec<Mark> = (1..).zip(&scenario.pins).map(|(number, at)| mark(*at, number.to_string())).collect();
        marks.extend(scenario.moved.iter().map(|(_, at)| mark(*at, "↦".to_owned())));
        let closed = scenario.closed.iter().filter_map(|id| snapshot.site(*id)?.position.as_ref());
        marks.extend(closed.filter(|position| inside(position.at)).map(|position| mark(position.at, "×".to_owned())));
        Self {
            width: unit((east - west) * scale),
            height: unit((north - south) * scale),
            transform: format!("translate({} {}) scale({scale:.5})", unit(-west * scale), unit(north * scale)),
            outlines: outlines.into_iter().map(|(code, path)| (path, code == scenario.region)).collect(),
            circles,
            marks,
        }
    }
}
