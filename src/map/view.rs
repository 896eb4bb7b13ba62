//! What part of the map a request is about: the box in view, the sites opened. It refuses a box that is
//! not on the globe and a list of sites longer than a person would read.

use crate::published::{Site, Tongue};
use crate::web::{Parameters, Phrase};

/// Sites whose summaries are given at once, when several stand at one point: the members of a cluster that never opens.
const OPENED_AT_ONCE: usize = 100;

/// The part of the map a request is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// The piece of the page asked for alone.
    pub part: Option<String>,
    /// Public numbers of the sites opened.
    pub sites: Vec<i64>,
    /// West, south, east, north in degrees, EPSG:4326.
    edges: Option<[f64; 4]>,
}

impl View {
    /// Reads it in the words of pages or of interfaces; what cannot be used is noted.
    pub fn read(parameters: &mut Parameters, tongue: Tongue) -> Self {
        let name = |english: &'static str, italian: &'static str| if tongue == Tongue::Interface { english } else { italian };
        let part = parameters.one(name("part", "parte"));
        let sites = parameters.many(name("site", "sede"));
        let sites = sites.iter().flat_map(|value| value.split(',')).filter_map(|id| id.trim().parse().ok()).take(OPENED_AT_ONCE).collect();
        let frame_name = name("bbox", "riquadro");
        let edges = parameters.one(frame_name).and_then(|text| {
            let edges = parse_edges(&text);
            if edges.is_none() {
                parameters.refuse(frame_name, &text, Phrase::new("map-box-wanted"));
            }
            edges
        });
        Self { part, sites, edges }
    }

    /// Is the list limited to a box?
    #[must_use]
    pub fn is_framed(&self) -> bool {
        self.edges.is_some()
    }

    /// Does the site stand in the box? Without a box every site does, without a public point only then.
    #[must_use]
    pub fn shows(&self, site: &Site) -> bool {
        let Some([west, south, east, north]) = self.edges else { return true };
        site.position
            .as_ref()
            .is_some_and(|position| (west..=east).contains(&position.at.lon()) && (south..=north).contains(&position.at.lat()))
    }
}

fn parse_edges(text: &str) -> Option<[f64; 4]> {
    let numbers: Vec<f64> = text.split(',').map(|number| number.trim().parse().ok()).collect::<Option<_>>()?;
    let edges: [f64; 4] = numbers.try_into().ok()?;
    let [west, south, east, north] = edges;
    let on_globe = edges.iter().all(|degrees| degrees.is_finite()) && west <= east && south <= north;
    (on_globe && west >= -180.0 && east <= 180.0 && south >= -90.0 && north <= 90.0).then_some(edges)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> (View, usize) {
        let mut parameters = Parameters::read(Some(query));
        let view = View::read(&mut parameters, Tongue::Page);
        (view, parameters.mistakes().len())
    }

    #[test]
    fn a_box_is_four_numbers_in_order_on_the_globe() {
        assert!(read("riquadro=11,44,12,45").0.is_framed());
        for bad in ["12,44,11,45", "11,44,12", "11,44,12,95", "a,b,c,d", "NaN,1,2,3", "11,44,12,45,46"] {
            let (view, mistakes) = read(&format!("riquadro={bad}"));
            assert!(!view.is_framed(), "{bad}");
            assert_eq!(mistakes, 1, "{bad}");
        }
    }

    #[test]
    fn sites_opened_together_are_read_from_one_list_and_limited() {
        assert_eq!(read("sede=5,7").0.sites, [5, 7]);
        assert_eq!(read("sede=x").0.sites, Vec::<i64>::new());
        let many = (0..300).map(|id: i64| id.to_string()).collect::<Vec<_>>().join(",");
        assert_eq!(read(&format!("sede={many}")).0.sites.len(), OPENED_AT_ONCE);
    }
}
