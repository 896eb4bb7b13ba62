//! Takes points to WGS 84 as the imports do: lines `system area x y` in, `lon lat operation` out, separated by tabs, so
//! that another program can compare. `area` is an ISTAT Region code. Refuses nothing: a wrong line answers `error: …`.
//! Run it with `cargo run -p data-import --example transform`.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::{self, BufRead, Write};

use data_import::crs::{Area, Crs, Transformer};

fn main() -> io::Result<()> {
    let mut ready = HashMap::new();
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        match answer(&line?, &mut ready) {
            Ok(text) => writeln!(out, "{text}")?,
            Err(error) => writeln!(out, "error: {error}")?,
        }
    }
    out.flush()
}

fn answer(line: &str, ready: &mut HashMap<(String, Area), Transformer>) -> Result<String, Box<dyn std::error::Error>> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [system, region, x, y] = words.as_slice() else {
        return Err("a line is: system area x y".into());
    };
    let area = Area::of_region(region);
    let transformer = match ready.entry(((*system).to_owned(), area)) {
        Entry::Occupied(entry) => entry.into_mut(),
        Entry::Vacant(entry) => entry.insert(Transformer::new(&Crs::parse(system)?, area)?),
    };
    let (lon, lat) = transformer.to_wgs84(x.parse()?, y.parse()?)?;
    Ok(format!("{lon:.12}\t{lat:.12}\t{}", transformer.operation().name))
}
