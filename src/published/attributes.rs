//! What tiles say of a site, in the bytes of the format, made the first time it is drawn and kept with it. What many sites
//! say alike is one thing in memory: the comune with its province and Region, the kind of place, what it offers.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use super::site::Site;
use crate::geo::{OwnAttributes, SharedValue, TileValue};

/// Names of the attributes of a site in tiles; elsewhere they are numbers into this list.
pub const SITE_ATTRIBUTES: [&str; 22] = [
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
pub const DEMO: u8 = 21;

/// Attributes that several sites have alike: the number of a name, and its value.
pub type SharedAttributes = Arc<[(u8, SharedValue)]>;

/// The attributes of a site.
#[derive(Clone, Debug)]
pub struct Attributes {
    /// Its own.
    pub own: OwnAttributes,
    /// Those it shares with others.
    pub shared: [SharedAttributes; 3],
}

impl Attributes {
    pub(super) fn of(site: &Site) -> Self {
        let mut own = OwnAttributes::default();
        own.add(0, &TileValue::number(site.id.unsigned_abs()));
        own.add(1, &TileValue::text(&site.slug));
        own.add(2, &TileValue::text(&site.name));
        own.add(3, &TileValue::number(site.centre_id.unsigned_abs()));
        if site.centre_name == site.name {
            own.add_same(4, 2);
        } else {
            own.add(4, &TileValue::text(&site.centre_name));
        }
        let text = |name: u8, value: &str| Some((name, TileValue::text(value).shared()));
        let known = |name: u8, value: Option<&String>| value.and_then(|value| text(name, value));
        let municipality = site.municipality.as_ref();
        let place = [
            text(5, &site.region.code),
            text(6, &site.social_region_code),
            text(7, &site.province.code),
            known(8, municipality.map(|unit| &unit.code)),
            known(9, site.district_code.as_ref()),
            known(10, municipality.map(|unit| &unit.name)),
            text(11, &site.province.name),
            text(12, &site.region.name),
        ];
        let kind = [
            text(13, &site.network_role),
            text(14, &site.site_kind),
            text(15, &site.status),
            text(16, &site.recognition),
            known(17, site.ownership.as_ref()),
            known(18, site.position.as_ref().map(|position| &position.precision)),
            Some((DEMO, TileValue::boolean(site.demo).shared())),
        ];
        let services = (!site.services.is_empty()).then(|| site.services.join(","));
        let offer = [known(19, services.as_ref()), known(20, site.verified_on.map(|day| day.to_string()).as_ref())];
        Self { own, shared: [together(place), together(kind), together(offer)] }
    }
}

/// What is shared by any site now, so that equal attributes are one.
static TOGETHER: LazyLock<Mutex<Shelf>> = LazyLock::new(Mutex::default);

#[derive(Debug, Default)]
struct Shelf {
    held: HashSet<SharedAttributes>,
    /// Size from which on what nobody uses any more is looked for.
    sweep_at: usize,
}

fn together(values: impl IntoIterator<Item = Option<(u8, SharedValue)>>) -> SharedAttributes {
    let values: SharedAttributes = values.into_iter().flatten().collect();
    // A shelf whose user panicked is still a shelf.
    let mut shelf = TOGETHER.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(held) = shelf.held.get(&values) {
        return Arc::clone(held);
    }
    if shelf.held.len() >= shelf.sweep_at {
        shelf.held.retain(|held| Arc::strong_count(held) > 1);
        shelf.sweep_at = 1_000 + 2 * shelf.held.len();
    }
    shelf.held.insert(Arc::clone(&values));
    values
}
