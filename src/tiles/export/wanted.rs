//! What an export should hold, and the question to the tile service that makes of it.

use std::sync::Arc;

use anyhow::Result;

use super::in_italian;
use crate::geo::BoundingBox;
use crate::published::{Filter, Snapshot, Tongue};
use crate::tiles::cache::Variant;
use crate::tiles::layers::{LAYERS, Layer};
use crate::tiles::service::ITALY;
use crate::web::Parameters;
use crate::web::parameters::query_string;

/// What an export should hold.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Layers, in the order of the catalogue or any other.
    pub layers: Vec<&'static Layer>,
    /// First and last zoom, both included.
    pub zooms: (u8, u8),
    /// Only tiles that meet this box (degrees, EPSG:4326); the whole country where there is none.
    pub bbox: Option<BoundingBox>,
    /// Filter parameters as in the addresses of tiles: name and value.
    pub filters: Vec<(String, String)>,
    /// Sites that would overlap are drawn as one.
    pub clustered: bool,
    /// Invented centres too.
    pub with_demo: bool,
}

/// What was made of it.
#[derive(Debug)]
pub(super) struct Chosen {
    pub(super) variant: Variant,
    /// The filter as it would stand in an address, canonical, without the question mark.
    pub(super) query: String,
}

impl Wanted {
    /// The box the file covers, in degrees: west, south, east, north.
    pub(super) fn bounds(&self) -> [f64; 4] {
        self.bbox.map_or(ITALY, |wanted| [wanted.min_lon(), wanted.min_lat(), wanted.max_lon(), wanted.max_lat()])
    }

    /// Understands the filter. Invented centres are left out by a condition like any other.
    pub(super) fn chosen(&self, snapshot: &Snapshot) -> Result<Chosen> {
        let asked = read(&self.filters, snapshot)?;
        let mut pairs = asked.pairs(Tongue::Interface);
        if !self.with_demo {
            match pairs.iter_mut().find(|(name, _)| *name == "filter") {
                // What was asked has been understood by itself: it cannot reach over the bracket.
                Some((_, text)) => *text = format!("({text}) AND demo = false"),
                None => pairs.push(("filter", "demo = false".to_owned())),
            }
        }
        let pairs: Vec<(String, String)> = pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let filter = read(&pairs, snapshot)?;
        let layers = LAYERS
            .iter()
            .enumerate()
            .filter(|(_, layer)| self.layers.iter().any(|wanted| wanted.id == layer.id))
            .fold(0, |mask, (number, _)| mask | 1 << number);
        let query = query_of(&filter.pairs(Tongue::Interface));
        let variant = Variant { layers, clustered: self.clustered, key: filter.canonical().into(), filter: Arc::new(filter), shaded: None };
        Ok(Chosen { variant, query })
    }
}

fn query_of<N: AsRef<str>>(pairs: &[(N, String)]) -> String {
    query_string(pairs.iter().map(|(name, value)| (name.as_ref(), value.as_str()))).trim_start_matches('?').to_owned()
}

fn read(pairs: &[(String, String)], snapshot: &Snapshot) -> Result<Filter> {
    let mut parameters = Parameters::read(Some(&query_of(pairs)));
    let filter = Filter::read(&mut parameters, Tongue::Interface, &snapshot.codes, &snapshot.units);
    parameters.finish().map_err(in_italian)?;
    Ok(filter)
}
