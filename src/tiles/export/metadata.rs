//! What the file says of itself: layers with their fields, sources with their licences, the moment it shows. Box, centre and
//! zooms stand in the header of PMTiles and are not repeated here.

use std::path::Path;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use super::store::Source;
use super::wanted::{Chosen, Wanted};

/// As JSON.
pub(super) fn of(wanted: &Wanted, chosen: &Chosen, output: &Path, sources: &[Source], now: DateTime<Utc>) -> Value {
    let (first, last) = wanted.zooms;
    let layers: Vec<Value> = wanted
        .layers
        .iter()
        .filter(|layer| layer.minzoom <= last)
        .map(|layer| {
            let fields: Map<String, Value> = layer.fields.iter().map(|(name, kind)| ((*name).to_owned(), Value::from(*kind))).collect();
            json!({ "id": layer.id, "description": layer.description, "minzoom": layer.minzoom.max(first),
                    "maxzoom": layer.maxzoom.min(last), "fields": fields })
        })
        .collect();
    let descriptions: Vec<&str> = wanted.layers.iter().map(|layer| layer.description).collect();
    json!({
        "name": output.file_stem().map(|name| name.to_string_lossy().into_owned()),
        "description": format!("Centri per la famiglia: {}", descriptions.join("; ")),
        "type": "overlay",
        "format": "pbf",
        "generator": concat!("Centri ", env!("CARGO_PKG_VERSION")),
        "date": now.to_rfc3339_opts(SecondsFormat::Secs, true),
        "attribution": attribution(sources),
        "sources": sources,
        "filter": chosen.query,
        "clusters": wanted.clustered,
        "demo": wanted.with_demo,
        "vector_layers": layers,
    })
}

/// The words each licence asks for, each once, with the licence.
fn attribution(sources: &[Source]) -> String {
    let mut texts: Vec<String> = vec![];
    for source in sources {
        let text = format!("{} ({})", source.attribution, source.licence);
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts.join(" · ")
}
