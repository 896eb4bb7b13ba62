//! The table of collections: what each is, which properties its features have and which tiles draw it.

use std::sync::LazyLock;

use crate::published::cql2::{Schema, Type};
use crate::published::{FIGURE_COLUMNS, centre_schema, site_schema};

/// Box in degrees in which everything lies: west, south, east, north. Fixed, so that it tells nothing of any feature.
pub const ITALY: [f64; 4] = [6.6, 35.4, 18.6, 47.1];

/// A collection of features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collection {
    /// Places where a centre works.
    Sites,
    /// The services.
    Centres,
    /// The 20 Regions.
    Regions,
    /// Provinces and units of that level.
    Provinces,
    /// Comuni.
    Municipalities,
    /// Social-planning areas.
    Districts,
    /// Figures of areas: who is reached and who is not.
    Coverage,
}

/// Parameters that say which figures the features of coverage are, with the meaning of each; the rest of an answer follows.
pub const FIGURE_PARAMETERS: [(&str, &str); 30] = [
    ("indicator", "Which figure: C3 unless another is named, or demanded by `filter` as the one value of `indicator`"),
    (
        "level",
        "Areas: nation, region (unless another is named, or demanded as the one value of `area_level`), social_region, province, municipality or district",
    ),
    ("threshold_m", "Distance in metres, inclusive: 10000 unless another is named"),
    ("group", "People: 0-17 unless another is named"),
    ("demand", "Where people are known to live: municipalities unless a set of cells is named"),
    ("landmass", "same (unless named): no distance across water; any"),
    ("steps", "Of C7 and C8: metres and weights such as 10000:1,20000:0.68"),
    ("weight", "Of C7 and C8: sites (unless named) or hours"),
    ("bounds", "typical (unless named): how far people live from their point; certain: wherever in their comune they live"),
    ("threshold_min", "Of C4 and C9: minutes of travel"),
    ("matrix", "Of C4 and C9: the travel times, needed where several matrices are loaded"),
    ("as_of", "Sites of this day: today unless named"),
    ("since", "Of C10: the day the figures are compared with"),
    ("region", "Areas and sites of this Region, by code or slug; may be repeated"),
    ("social_region", "Areas and sites of this Region or autonomous province, by code; may be repeated"),
    ("province", "Areas and sites of this province, by code or label; may be repeated"),
    ("municipality", "Areas and sites of this comune, by code; may be repeated"),
    ("district", "Areas and sites of this ambito, by code; may be repeated"),
    ("service", "Sites that offer this category; repeated: all of them"),
    ("need", "Sites that answer this need"),
    ("network_role", "Sites of centres with this role; may be repeated"),
    ("site_kind", "Sites of this kind; may be repeated"),
    ("status", "Sites with this status: those in service unless named; may be repeated"),
    ("recognition", "Sites of centres so recognised; may be repeated"),
    ("ownership", "Sites of centres of such a body; may be repeated"),
    ("language", "Sites where this language is spoken, ISO 639-1; may be repeated"),
    ("audience", "Sites for this audience; may be repeated"),
    ("access", "Sites with this way in; may be repeated"),
    ("age", "Sites for people of this age in years"),
    ("open_at", "Sites open to all at this instant, such as 2026-03-03T11:00:00Z, by the hours they declare"),
];

/// The geometry's property, last of each schema.
pub const GEOMETRY: &str = "geom";

impl Collection {
    /// All of them, in the order they are listed.
    pub const ALL: [Self; 7] =
        [Self::Sites, Self::Centres, Self::Regions, Self::Provinces, Self::Municipalities, Self::Districts, Self::Coverage];

    /// By its name in addresses.
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.id() == id)
    }

    /// Its name in addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Sites => "sites",
            Self::Centres => "centres",
            Self::Regions => "regions",
            Self::Provinces => "provinces",
            Self::Municipalities => "municipalities",
            Self::Districts => "districts",
            Self::Coverage => "coverage",
        }
    }

    /// English title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Sites => "Sites of family-support centres",
            Self::Centres => "Family-support centres",
            Self::Regions => "Regions",
            Self::Provinces => "Provinces",
            Self::Municipalities => "Municipalities (comuni)",
            Self::Districts => "Social-planning districts (ambiti)",
            Self::Coverage => "Coverage: figures of areas",
        }
    }

    /// English description: what a feature is, what its geometry means and what `datetime` asks of it.
    pub fn description(self) -> &'static str {
        match self {
            Self::Sites => {
                "The places where Italy's Centri per la famiglia work. A site whose position is not public has no geometry. \
                 `datetime` asks for the day a site was verified on; sites never verified, and with `bbox` those without a geometry, are part of every answer, as the standard says. \
                 Ask `verified_on` or S_INTERSECTS in `filter` for those only that have one."
            }
            Self::Centres => {
                "Italy's Centri per la famiglia as services, each with the points of its sites whose position is public, or without a geometry. \
                 `datetime` asks for the day the centre was verified on; centres never verified are part of every answer."
            }
            Self::Regions => "The 20 Italian Regions as they are today. They have no time: `datetime` leaves none out.",
            Self::Provinces => {
                "Italian provinces and units of that level as they are today. They have no time: `datetime` leaves none out."
            }
            Self::Municipalities => {
                "Italian municipalities as they are today, with their residents where ISTAT has a figure. They have no time: `datetime` leaves none out."
            }
            Self::Districts => {
                "Social-planning areas: sets of municipalities; the shape is their union. Only those that were imported. They have no time: `datetime` leaves none out."
            }
            Self::Coverage => {
                "Who has a centre near and who has not: one feature for each area and measure, with the columns of /api/v1/coverage and the same digits. \
                 Parameters choose the figures: `indicator` (C3), `level` (region), `threshold_m` (10000), `group` (0-17), `demand`, `landmass`, `steps`, `weight`, and which sites count: `region`, `service` and the other filters of sites; \
                 in brackets what is taken where none is named. `filter` and properties choose among them; where `level` (`indicator`) is not named, the one \
                 value they demand of `area_level` (`indicator`) names it: area_level=province, or `filter` with area_level='province', alone or joined by AND. \
                 This collection takes the same parameters and hands them on to its items, so that its address with them is a layer. A figure has the shape of its area; \
                 the nation has none. They have no time: `datetime` leaves none out."
            }
        }
    }

    /// What one feature's geometry is, in the words of JSON Schema's `format`.
    pub fn geometry_format(self) -> &'static str {
        match self {
            Self::Sites => "geometry-point",
            Self::Centres => "geometry-multipoint",
            _ => "geometry-multipolygon",
        }
    }

    /// Number of dimensions of its geometries.
    pub fn geometry_dimension(self) -> u8 {
        match self {
            Self::Sites | Self::Centres => 0,
            _ => 2,
        }
    }

    /// The property that names a feature.
    pub fn id_property(self) -> &'static str {
        match self {
            Self::Sites | Self::Centres => "id",
            Self::Coverage => "feature_id",
            _ => "code",
        }
    }

    /// The property `datetime` asks for, where there is one.
    pub fn time_property(self) -> Option<&'static str> {
        matches!(self, Self::Sites | Self::Centres).then_some("verified_on")
    }

    /// The properties filters may speak of; the geometry is the last.
    pub fn schema(self) -> &'static Schema {
        match self {
            Self::Sites => site_schema(),
            Self::Centres => centre_schema(),
            Self::Regions => &REGION,
            Self::Provinces => &PROVINCE,
            Self::Municipalities => &MUNICIPALITY,
            Self::Districts => &DISTRICT,
            Self::Coverage => &COVERAGE,
        }
    }

    /// The properties a list can be ordered by: those with one value.
    pub fn sortables(self) -> impl Iterator<Item = (usize, &'static str, Type)> {
        let properties = self.schema().properties().iter().enumerate();
        properties
            .filter(|(_, (_, kind))| !matches!(kind, Type::TextList | Type::Geometry))
            .map(|(at, (name, kind))| (at, name.as_str(), *kind))
    }

    /// The layer of vector tiles that draws it, with its first and last zoom.
    pub fn tile_layer(self) -> Option<(&'static str, u8, u8)> {
        match self {
            Self::Sites => Some(("centres", 0, 14)),
            Self::Regions => Some(("regions", 0, 14)),
            Self::Provinces => Some(("provinces", 4, 14)),
            Self::Municipalities => Some(("municipalities", 6, 14)),
            Self::Coverage => Some(("coverage", 0, 14)),
            Self::Centres | Self::Districts => None,
        }
    }

    /// Parameters beside the properties, with the meaning of each.
    pub fn parameters(self) -> &'static [(&'static str, &'static str)] {
        if self == Self::Coverage { &FIGURE_PARAMETERS } else { &[] }
    }

    /// The properties that can be asked for by name: those that no parameter of that name means something else by.
    pub fn asked_by_name(self) -> impl Iterator<Item = (&'static str, Type)> {
        let properties = self.schema().properties().iter().map(|(name, kind)| (name.as_str(), *kind));
        properties.filter(move |(name, kind)| *kind != Type::Geometry && self.parameters().iter().all(|(taken, _)| taken != name))
    }

    /// Does a property stand in the table of a page of features? What is long and the same for all is on each one's own page.
    pub fn is_listed(self, property: &str) -> bool {
        property != self.id_property() && !(self == Self::Coverage && matches!(property, "method" | "recipe" | "centres_snapshot"))
    }

    /// The code list whose codes are the values of a property.
    pub fn code_list(self, property: &str) -> Option<&'static str> {
        if !matches!(self, Self::Sites | Self::Centres) {
            return None;
        }
        Some(match property {
            "network_role" => "network_role",
            "site_kind" => "site_kind",
            "status" => "site_status",
            "recognition" => "recognition",
            "ownership" => "ownership",
            "precision" => "precision",
            "services" => "service_category",
            "audiences" => "audience",
            "access_modes" => "access_mode",
            _ => return None,
        })
    }
}

static REGION: LazyLock<Schema> =
    LazyLock::new(|| Schema::new([("code", Type::Text), ("name", Type::Text), ("slug", Type::Text), (GEOMETRY, Type::Geometry)]));

static PROVINCE: LazyLock<Schema> = LazyLock::new(|| {
    Schema::new([
        ("code", Type::Text),
        ("name", Type::Text),
        ("label", Type::Text),
        ("kind", Type::Text),
        ("region_code", Type::Text),
        ("social_region_code", Type::Text),
        (GEOMETRY, Type::Geometry),
    ])
});

static MUNICIPALITY: LazyLock<Schema> = LazyLock::new(|| {
    Schema::new([
        ("code", Type::Text),
        ("name", Type::Text),
        ("cadastral_code", Type::Text),
        ("province_code", Type::Text),
        ("province", Type::Text),
        ("region_code", Type::Text),
        ("region", Type::Text),
        ("social_region_code", Type::Text),
        ("residents", Type::Integer),
        (GEOMETRY, Type::Geometry),
    ])
});

static COVERAGE: LazyLock<Schema> =
    LazyLock::new(|| Schema::new([("feature_id", Type::Text)].into_iter().chain(FIGURE_COLUMNS).chain([(GEOMETRY, Type::Geometry)])));

static DISTRICT: LazyLock<Schema> = LazyLock::new(|| {
    Schema::new([
        ("code", Type::Text),
        ("district_code", Type::Text),
        ("name", Type::Text),
        ("kind", Type::Text),
        ("social_region_code", Type::Text),
        ("region_code", Type::Text),
        ("municipality_codes", Type::TextList),
        (GEOMETRY, Type::Geometry),
    ])
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schema_ends_in_its_geometry_and_holds_what_the_collection_is_asked_by() {
        for collection in Collection::ALL {
            let schema = collection.schema();
            let (last, kind) = schema.properties().last().expect("properties");
            assert_eq!((last.as_str(), *kind), (GEOMETRY, Type::Geometry), "{}", collection.id());
            for named in [Some(collection.id_property()), collection.time_property()].into_iter().flatten() {
                assert!(schema.index(named).is_some(), "{} has no {named}", collection.id());
            }
            assert_eq!(Collection::of_id(collection.id()), Some(collection));
        }
    }
}
