//! `centri export tiles`: the map as a file that needs no server.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use centri::config::DatabaseSettings;
use centri::geo::{BoundingBox, BoundingBoxError};
use centri::server::stoppable;
use centri::tiles::export::{Wanted, export};
use centri::tiles::{LAYERS, Layer, layer, names};
use chrono::Utc;
use clap::Args;

use super::{say, with_truth};

/// What to put into the file.
#[derive(Debug, Args)]
pub struct Tiles {
    /// Layers, separated by commas: regions, provinces, municipalities, labels, centres.
    #[arg(long, value_delimiter = ',', value_parser = named, default_value = "regions,provinces,municipalities,labels,centres")]
    layers: Vec<&'static Layer>,
    /// First and last zoom, 0 to 14; one alone is both. Each further zoom has about four times the tiles.
    #[arg(long, value_name = "FIRST-LAST", value_parser = zooms, default_value = "0-12")]
    zooms: (u8, u8),
    /// Only tiles that meet this box, in degrees: west,south,east,north, such as 11.2,44.3,11.8,44.7.
    #[arg(long, value_name = "BOX", allow_hyphen_values = true, value_parser = bbox)]
    bbox: Option<BoundingBox>,
    /// Only these centres, as a CQL2 text over the properties of docs/tiles-and-caches.md: "region_code = '08' AND network_role = 'hub'".
    #[arg(long, value_name = "CQL2")]
    filter: Option<String>,
    /// Only these centres, by a parameter as in the address of a tile; may be repeated: --only region=08 --only service=mediazione_familiare.
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    only: Vec<(String, String)>,
    /// Every site as it is, also where signs overlap, instead of one sign for those that do.
    #[arg(long)]
    every_site: bool,
    /// Invented centres too: without this no demonstration leaves in a file.
    #[arg(long)]
    with_demo: bool,
    /// The file to write, such as italia.pmtiles. It appears when it is whole; an older one stays until then.
    #[arg(short, long)]
    output: PathBuf,
}

fn named(id: &str) -> Result<&'static Layer, String> {
    layer(id.trim()).ok_or_else(|| format!("gli strati sono {}", names().join(", ")))
}

fn zooms(text: &str) -> Result<(u8, u8), String> {
    let deepest = LAYERS.iter().map(|layer| layer.maxzoom).max().unwrap_or_default();
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    match (first.trim().parse(), last.trim().parse()) {
        (Ok(first), Ok(last)) if first <= last && last <= deepest => Ok((first, last)),
        _ => Err(format!("si scrive 0-12, il primo e l'ultimo zoom, tra 0 e {deepest}")),
    }
}

fn bbox(text: &str) -> Result<BoundingBox, String> {
    text.parse().map_err(|error| match error {
        BoundingBoxError::InsideOut => "prima l'angolo a sud-ovest, poi quello a nord-est".to_owned(),
        BoundingBoxError::NotFourNumbers | BoundingBoxError::Corner(_) => {
            "servono quattro numeri in gradi, ovest,sud,est,nord, come 11.2,44.3,11.8,44.7".to_owned()
        }
    })
}

pub(super) fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("si scrive NOME=VALORE, come region=08")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

impl Tiles {
    /// Writes the file; broken off, it leaves none.
    pub(super) async fn run(self, database: &DatabaseSettings) -> anyhow::Result<ExitCode> {
        let Self { layers, zooms, bbox, filter, only, every_site, with_demo, output } = self;
        let mut filters = only;
        filters.extend(filter.map(|text| ("filter".to_owned(), text)));
        let wanted = Wanted { layers, zooms, bbox, filters, clustered: !every_site, with_demo };
        let work =
            async |truth: &centri::server::Truth| stoppable(export(&truth.pools.public, &wanted, &output, Utc::now())).await.transpose();
        match with_truth(database, work).await? {
            Some(written) => say(&format!("Scritto {}: riquadri {}, byte {}", output.display(), written.tiles, written.bytes)),
            None => bail!("interrotto: {} non è stato scritto", output.display()),
        }
        Ok(ExitCode::SUCCESS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zooms_boxes_and_filters_say_how_they_are_written() {
        assert_eq!((zooms("0-12"), zooms("5")), (Ok((0, 12)), Ok((5, 5))));
        for wrong in ["12-0", "0-15", "a-b", "-3", "0-12-14", ""] {
            assert!(zooms(wrong).is_err_and(|error| error.contains("0-12")), "{wrong}");
        }
        assert!(bbox("11.2,44.3,11.8,44.7").is_ok());
        assert!(bbox("11.8,44.3,11.2,44.7").is_err_and(|error| error.contains("sud-ovest")));
        assert!(bbox("11.2,44.3").is_err_and(|error| error.contains("quattro numeri")));
        assert!(named("strade").is_err_and(|error| error.contains("municipalities")));
        assert_eq!(pair("region=08"), Ok(("region".to_owned(), "08".to_owned())));
        assert!(pair("region").is_err());
    }
}
