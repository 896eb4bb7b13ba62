//! The layer `centres` from memory: the sites a filter lets through, as they are or in clusters, written straight
//! into the bytes of a tile. The same snapshot and filter give the same bytes in every process.

use crate::geo::{Cell, OwnAttributes, PointLayer, TileValue};
use crate::published::{Cluster, DEMO, Mark, SITE_ATTRIBUTES, Selected, Snapshot, marks};

/// Attributes of a cluster; they are numbered after those of a site.
const CLUSTER: [&str; 5] = ["cluster", "cluster_id", "point_count", "point_count_abbreviated", "expansion_zoom"];

/// The tile's bytes, empty where nothing is drawn.
#[must_use]
pub fn tile(snapshot: &Snapshot, selected: &Selected, at: Cell, clustered: bool) -> Vec<u8> {
    let mut layer = PointLayer::default();
    let mut clusters = false;
    marks(&selected.positioned, at, clustered, |mark, place| match mark {
        Mark::Site(site) => {
            let site = &*snapshot.sites[site as usize];
            let attributes = site.attributes();
            layer.own(&attributes.own);
            attributes.shared.iter().for_each(|shared| layer.shared(shared));
            layer.point(Some(site.id.unsigned_abs()), place);
        }
        Mark::Cluster(cluster) => {
            clusters = true;
            let holds_demo = snapshot.holds_demo && cluster.members.iter().any(|site| snapshot.sites[*site as usize].demo);
            write_cluster(&mut layer, &cluster, holds_demo);
            layer.point(None, place);
        }
    });
    let names: Vec<&str> = SITE_ATTRIBUTES.iter().chain(if clusters { &CLUSTER[..] } else { &[] }).copied().collect();
    layer.finish("centres", &names)
}

fn write_cluster(layer: &mut PointLayer, cluster: &Cluster<'_>, holds_demo: bool) {
    let name = |number: usize| (SITE_ATTRIBUTES.len() + number) as u8;
    let mut own = OwnAttributes::default();
    own.add(name(1), &TileValue::text(&cluster.id().to_string()));
    layer.own(&own);
    layer.tag(name(0), &TileValue::boolean(true));
    layer.tag(name(2), &TileValue::number(cluster.members.len() as u64));
    layer.tag(name(3), &TileValue::text(&abbreviated(cluster.members.len())));
    layer.tag(name(4), &TileValue::number(cluster.expansion_zoom.into()));
    layer.tag(DEMO, &TileValue::boolean(holds_demo));
}

/// A count in at most four characters: 950, 1.2k, 12k, 1.2M.
fn abbreviated(count: usize) -> String {
    let short = |unit: usize, letter: char| {
        let tenths = count / (unit / 10);
        if tenths < 100 && !tenths.is_multiple_of(10) {
            format!("{}.{}{letter}", tenths / 10, tenths % 10)
        } else {
            format!("{}{letter}", tenths / 10)
        }
    };
    match count {
        0..1_000 => count.to_string(),
        1_000..1_000_000 => short(1_000, 'k'),
        _ => short(1_000_000, 'M'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_short() {
        let shown = [0, 7, 999, 1_000, 1_250, 9_999, 12_345, 999_999, 1_000_000, 2_350_000].map(abbreviated);
        assert_eq!(shown, ["0", "7", "999", "1k", "1.2k", "9.9k", "12k", "999k", "1M", "2.3M"]);
    }
}
