//! P6 for `make bench`: the mirror read whole from a database and asked for what is near, inside one process, without HTTP.
//! Prints one line of JSON. It starts no server, writes nothing and knows no aim.
//!
//! Usage: `nearest_in_process 'postgres://centri@localhost/growth?host=/the/socket/folder' points.txt`, where each line of the
//! file is a longitude and a latitude asked from.

use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, ensure};
use centri::database::{PoolSettings, Pools};
use centri::geo::Coordinates;
use centri::nearest::Nearest;
use centri::published::{Filter, Mirror};

/// Sites wanted with each answer.
const LIMIT: usize = 5;
/// Asked before anything is timed: pages are touched, items are written.
const WARM: usize = 500;

#[tokio::main]
#[expect(clippy::print_stdout, reason = "its one line of figures is what it is for")]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().context("the first argument is the address of the database")?;
    let file = arguments.next().context("the second argument is the file of points")?;
    let points = points(&std::fs::read_to_string(&file).with_context(|| format!("{file} cannot be read"))?)?;
    let pools = Pools::open(&address.parse()?, &PoolSettings::default());
    let empty = resident_kib()?;
    let mirror = Arc::new(Mirror::of_one_moment(&pools.public).await?);
    pools.close().await;
    let read = mirror.whole_reading().context("nothing was read")?;
    let held = resident_kib()?;
    let begun = Instant::now();
    let indexed = Nearest::new(Arc::clone(&mirror)).indexed();
    let built = begun.elapsed();
    let mut took = Vec::with_capacity(points.len());
    for (number, from) in points.iter().enumerate() {
        let begun = Instant::now();
        let found = indexed.nearest(*from, LIMIT, None, &Filter::default()).found.len();
        let elapsed = begun.elapsed();
        ensure!(found == LIMIT, "{found} sites near {from:?} instead of {LIMIT}");
        if number >= WARM {
            took.push(elapsed);
        }
    }
    took.sort_unstable();
    let quantile = |of: usize| took[(took.len() * of / 1_000).min(took.len() - 1)].as_secs_f64() * 1e6;
    println!(
        "{}",
        serde_json::json!({
            "sites": mirror.snapshot().sites.len(),
            "read_ms": read.as_secs_f64() * 1e3,
            "index_ms": built.as_secs_f64() * 1e3,
            "questions": took.len(),
            "p50_us": quantile(500),
            "p99_us": quantile(990),
            "longest_us": quantile(1_000),
            "snapshot_kib": held.saturating_sub(empty),
        })
    );
    Ok(())
}

fn points(text: &str) -> anyhow::Result<Vec<Coordinates>> {
    let read = |line: &str| {
        let (lon, lat) = line.split_once(' ')?;
        Coordinates::parse(lon.parse().ok()?, lat.parse().ok()?).ok()
    };
    let points: Vec<_> = text.lines().map(|line| read(line).with_context(|| format!("{line} is not a point"))).collect::<Result<_, _>>()?;
    ensure!(points.len() > 2 * WARM, "too few points to ask from");
    Ok(points)
}

/// What the process holds in memory, from the system.
fn resident_kib() -> anyhow::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("the system does not say VmRSS")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse()?)
}
