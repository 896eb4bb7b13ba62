//! The layer `centres` from memory: the sites a filter lets through, as they are or in clusters, written straight
//! into the bytes of a tile. The same snapshot and filter give the same bytes in every process.

use std::sync::LazyLock;

use crate::geo::{Cell, OwnAttributes, PointLayer, SharedValue, TileValue};
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
            attributes.shared.iter().flat_map(|shared| &**shared).for_each(|(name, value)| layer.tag(*name, value));
            layer.point(Some(site.id.unsigned_abs()), place);
        }
        Mark::Cluster(cluster) => {
            clusters = true;
            let holds_demo = snapshot.holds_demo && cluster.members.iter().any(|site| snapshot.sites[*site as usize].demo);
            write_cluster(&mut layer, &cluster, holds_demo);
            layer.point(None, place);
        }
    });
    let names = SITE_ATTRIBUTES.iter().chain(if clusters { &CLUSTER[..] } else { &[] });
    layer.finish("centres", names.copied())
}

fn write_cluster(layer: &mut PointLayer, cluster: &Cluster<'_>, holds_demo: bool) {
    let name = |number: usize| (SITE_ATTRIBUTES.len() + number) as u8;
    let words = &*WORDS;
    let mut own = OwnAttributes::default();
    own.add(name(1), &TileValue::text(&cluster.id().to_string()));
    let count = cluster.members.len();
    if let Some((number, short)) = words.counts.get(count) {
        layer.tag(name(2), number);
        layer.tag(name(3), short);
    } else {
        own.add(name(2), &TileValue::number(count as u64));
        own.add(name(3), &TileValue::text(&abbreviated(count)));
    }
    layer.own(&own);
    layer.tag(name(0), &words.yes);
    // Zooms are small numbers too.
    layer.tag(name(4), &words.counts[usize::from(cluster.expansion_zoom)].0);
    layer.tag(DEMO, if holds_demo { &words.yes } else { &words.no });
}

/// What many clusters say alike.
struct Words {
    yes: SharedValue,
    no: SharedValue,
    /// Small numbers, and as they are shown.
    counts: Vec<(SharedValue, SharedValue)>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words {
    yes: TileValue::boolean(true).shared(),
    no: TileValue::boolean(false).shared(),
    counts: (0..1_000).map(|count| (TileValue::number(count as u64).shared(), TileValue::text(&abbreviated(count)).shared())).collect(),
});

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
