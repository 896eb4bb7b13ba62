//! Where the bundled files are, temporary files, and questions about shapes. Refuses to hide a failed read.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use data_import::topology::{PreparedTerritory, prepare};
use data_import::{MunicipalityBoundary, read_municipality_boundaries};
use geo::{LineString, MultiPolygon};

pub fn bundled(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("bundled").join(name)
}

/// A file with these bytes that goes away with the test.
pub struct TemporaryFile(pub PathBuf);

impl TemporaryFile {
    pub fn new(name: &str, bytes: &[u8]) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("data-import-{}-{number}-{name}", std::process::id()));
        std::fs::write(&path, bytes).expect("the temporary folder can be written");
        Self(path)
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

pub fn municipalities(name: &str) -> Vec<MunicipalityBoundary> {
    read_municipality_boundaries(bundled(name)).collect::<Result<_, _>>().expect("every bundled municipality reads")
}

/// The full bundled Italy, prepared once for all tests.
pub fn full_italy() -> &'static (Vec<MunicipalityBoundary>, PreparedTerritory) {
    static ITALY: OnceLock<(Vec<MunicipalityBoundary>, PreparedTerritory)> = OnceLock::new();
    ITALY.get_or_init(|| {
        let units = municipalities("comuni-2025.fgb");
        let prepared = prepare(&units, |_, _, _| {}).expect("Italy prepares");
        (units, prepared)
    })
}

/// The simplified bundled Italy, prepared once for all tests.
pub fn simplified_italy() -> &'static (Vec<MunicipalityBoundary>, PreparedTerritory) {
    static ITALY: OnceLock<(Vec<MunicipalityBoundary>, PreparedTerritory)> = OnceLock::new();
    ITALY.get_or_init(|| {
        let units = municipalities("comuni-2025-semplificati.fgb");
        let prepared = prepare(&units, |_, _, _| {}).expect("simplified Italy prepares");
        (units, prepared)
    })
}

pub fn rings(shape: &MultiPolygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    shape.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
}

type Corner = (u64, u64);

/// How often each directed edge occurs, by the bits of its ends.
pub fn directed_edges<'a>(shapes: impl Iterator<Item = &'a MultiPolygon<f64>>) -> HashMap<(Corner, Corner), usize> {
    let corner = |vertex: geo::Coord<f64>| (vertex.x.to_bits(), vertex.y.to_bits());
    let mut edges = HashMap::new();
    for ring in shapes.flat_map(rings) {
        for side in ring.lines() {
            *edges.entry((corner(side.start), corner(side.end))).or_insert(0) += 1;
        }
    }
    edges
}
