//! Prints how long the preparation of the bundled municipalities takes and how many vertices each band has.
//! Refuses to judge: the aims are in the design pages. Run it with
//! `cargo run -p data-import --example measure_preparation`.
#![allow(clippy::print_stdout, reason = "this program exists to print a table")]

use std::collections::HashMap;
use std::error::Error;
use std::path::Path;
use std::time::Instant;

use data_import::topology::{BAND_ZOOMS, Stage, prepare};
use data_import::{MunicipalityBoundary, read_municipality_boundaries};
use geo::{CoordsIter, MultiPolygon};

/// Half the side of the world in EPSG:3857, metres.
const HALF_WORLD: f64 = 20_037_508.342_789_244;

fn main() -> Result<(), Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("bundled/comuni-2025.fgb");
    let start = Instant::now();
    let units: Vec<MunicipalityBoundary> = read_municipality_boundaries(path).collect::<Result<_, _>>()?;
    let vertices: usize = units.iter().map(|unit| unit.geometry.coords_count()).sum();
    println!("read {} municipalities, {vertices} vertices: {:.2} s", units.len(), start.elapsed().as_secs_f64());

    let start = Instant::now();
    let mut last: Option<(Stage, Instant)> = None;
    let prepared = prepare(&units, |stage, done, total| {
        let now = Instant::now();
        match last {
            Some((before, since)) if before == stage => println!("  {stage:?} {done}/{total}: {:.2} s", (now - since).as_secs_f64()),
            _ => {}
        }
        last = Some((stage, now));
    })?;
    println!("prepared in {:.2} s, {} landmasses", start.elapsed().as_secs_f64(), prepared.landmasses.len());
    println!("band  level           vertices  parts  fullest tile (vertices, geometry bytes before gzip)");
    for shapes in &prepared.bands {
        let zoom = BAND_ZOOMS.get(shapes.band).map_or(11, |_| lowest_zoom(shapes.band));
        for (level, units) in [("municipalities", &shapes.municipalities), ("provinces", &shapes.provinces), ("regions", &shapes.regions)] {
            let vertices: usize = units.iter().map(|(_, shape)| shape.coords_count()).sum();
            let parts: usize = units.iter().map(|(_, shape)| shape.0.len()).sum();
            let (count, bytes) = fullest_tile(units, zoom);
            println!("{:>4}  {level:<14} {vertices:>9} {parts:>6}  z{zoom} {count} {bytes}", shapes.band);
        }
    }
    Ok(())
}

/// The lowest zoom of a band at which Italy still fills whole tiles; that is where tiles are fullest.
fn lowest_zoom(band: usize) -> u32 {
    [4, 5, 7, 9][band]
}

/// Vertices and bytes of delta-coded geometry of the fullest tile (extent 4096) of a zoom, by the tile of each vertex.
fn fullest_tile(units: &[(String, MultiPolygon<f64>)], zoom: u32) -> (usize, usize) {
    let tiles = f64::from(1_u32 << zoom);
    let mut found: HashMap<(i64, i64), (usize, usize)> = HashMap::new();
    for (_, shape) in units {
        let mut before = (0_i64, 0_i64);
        for vertex in shape.coords_iter() {
            let x = (vertex.x + HALF_WORLD) / (2.0 * HALF_WORLD) * tiles;
            let y = (HALF_WORLD - vertex.y) / (2.0 * HALF_WORLD) * tiles;
            let grid = ((x * 4096.0).round() as i64, (y * 4096.0).round() as i64);
            if grid != before {
                let tile = found.entry((x as i64, y as i64)).or_default();
                tile.0 += 1;
                tile.1 += varint_bytes(grid.0 - before.0) + varint_bytes(grid.1 - before.1);
            }
            before = grid;
        }
    }
    found.into_values().max_by_key(|&(_, bytes)| bytes).unwrap_or_default()
}

fn varint_bytes(delta: i64) -> usize {
    let zigzag = ((delta << 1) ^ (delta >> 63)) as u64 & 0xffff_ffff;
    (70 - (zigzag | 1).leading_zeros() as usize) / 7
}
