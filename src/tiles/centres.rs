//! The layer `centres` from memory: the sites a filter lets through, as they are or in clusters, written straight
//! into the bytes of a tile. The same snapshot and filter give the same bytes in every process.

use super::mvt::{PointLayer, Value};
use crate::geo::Cell;
use crate::published::{Cluster, Mark, Selected, Site, Snapshot, marks};

/// Attributes of a site, in the order of the catalogue.
const SITE: [&str; 22] = [
    "id",
    "slug",
    "name",
    "centre_id",
    "centre_name",
    "region_code",
    "social_region_code",
    "province_code",
    "municipality_code",
    "district_code",
    "municipality",
    "province",
    "region",
    "network_role",
    "site_kind",
    "status",
    "recognition",
    "ownership",
    "precision",
    "services",
    "verified_on",
    "demo",
];
/// Place of `demo`, which clusters carry too: invented centres never pass for real ones, not even in a number.
const DEMO: u8 = 21;
/// Attributes of a cluster; they are numbered after those of a site.
const CLUSTER: [&str; 5] = ["cluster", "cluster_id", "point_count", "point_count_abbreviated", "expansion_zoom"];

/// The tile's bytes, empty where nothing is drawn.
#[must_use]
pub fn tile(snapshot: &Snapshot, selected: &Selected, at: Cell, clustered: bool) -> Vec<u8> {
    let mut drawn = vec![];
    marks(&selected.positioned, at, clustered, |mark, place| drawn.push((mark, place)));
    if drawn.is_empty() {
        return vec![];
    }
    // Texts made for this tile only, kept until it is written.
    let texts: Vec<Texts> = drawn.iter().map(|(mark, _)| Texts::of(mark, snapshot)).collect();
    let mut layer = PointLayer::default();
    let mut clusters = false;
    for ((mark, place), texts) in drawn.iter().zip(&texts) {
        match mark {
            Mark::Site(site) => {
                let site = &*snapshot.sites[*site as usize];
                write_site(&mut layer, site, texts);
                layer.point(Some(site.id.unsigned_abs()), *place);
            }
            Mark::Cluster(cluster) => {
                clusters = true;
                write_cluster(&mut layer, cluster, texts, cluster.members.iter().any(|site| snapshot.sites[*site as usize].demo));
                layer.point(None, *place);
            }
        }
    }
    let names: Vec<&str> = SITE.iter().chain(if clusters { &CLUSTER[..] } else { &[] }).copied().collect();
    layer.finish("centres", &names)
}

#[derive(Debug, Default)]
struct Texts {
    first: String,
    second: String,
}

impl Texts {
    fn of(mark: &Mark<'_>, snapshot: &Snapshot) -> Self {
        match mark {
            Mark::Site(site) => {
                let site = &snapshot.sites[*site as usize];
                let verified_on = site.verified_on.map(|day| day.to_string()).unwrap_or_default();
                Self { first: site.services.join(","), second: verified_on }
            }
            Mark::Cluster(cluster) => Self { first: cluster.id().to_string(), second: abbreviated(cluster.members.len()) },
        }
    }
}

fn write_site<'a>(layer: &mut PointLayer<'a>, site: &'a Site, texts: &'a Texts) {
    let mut put = |name: u8, value: Value<'a>| layer.tag(name, value);
    put(0, Value::Number(site.id.unsigned_abs()));
    put(1, Value::Own(&site.slug));
    put(2, Value::Own(&site.name));
    put(3, Value::Number(site.centre_id.unsigned_abs()));
    put(4, Value::Shared(&site.centre_name));
    put(5, Value::Shared(&site.region.code));
    put(6, Value::Shared(&site.social_region_code));
    put(7, Value::Shared(&site.province.code));
    if let Some(municipality) = &site.municipality {
        put(8, Value::Shared(&municipality.code));
        put(10, Value::Shared(&municipality.name));
    }
    if let Some(district) = &site.district_code {
        put(9, Value::Shared(district));
    }
    put(11, Value::Shared(&site.province.name));
    put(12, Value::Shared(&site.region.name));
    put(13, Value::Shared(&site.network_role));
    put(14, Value::Shared(&site.site_kind));
    put(15, Value::Shared(&site.status));
    put(16, Value::Shared(&site.recognition));
    if let Some(ownership) = &site.ownership {
        put(17, Value::Shared(ownership));
    }
    if let Some(position) = &site.position {
        put(18, Value::Shared(&position.precision));
    }
    if !texts.first.is_empty() {
        put(19, Value::Shared(&texts.first));
    }
    if !texts.second.is_empty() {
        put(20, Value::Shared(&texts.second));
    }
    put(DEMO, Value::Boolean(site.demo));
}

fn write_cluster<'a>(layer: &mut PointLayer<'a>, cluster: &Cluster<'_>, texts: &'a Texts, holds_demo: bool) {
    let mut put = |name: usize, value: Value<'a>| layer.tag((SITE.len() + name) as u8, value);
    put(0, Value::Boolean(true));
    put(1, Value::Own(&texts.first));
    put(2, Value::Number(cluster.members.len() as u64));
    put(3, Value::Shared(&texts.second));
    put(4, Value::Number(cluster.expansion_zoom.into()));
    layer.tag(DEMO, Value::Boolean(holds_demo));
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
