//! The catalogue of layers: one readable table. A layer is a name, the zooms it is drawn at, its fields
//! and the statement in `tiles/` that makes its tiles, unless it is drawn from memory.

/// A layer of the map.
#[derive(Debug)]
pub struct Layer {
    /// Name in addresses and inside the tile.
    pub id: &'static str,
    /// One English sentence.
    pub description: &'static str,
    /// The statement: ($1 zoom, $2 column, $3 row) to MVT bytes; none for the layer that is drawn from memory.
    pub sql: Option<&'static str>,
    /// First zoom that has anything.
    pub minzoom: u8,
    /// Last zoom made; beyond it clients enlarge.
    pub maxzoom: u8,
    /// Fields and their type in the words GDAL understands: String, Number, Boolean.
    pub fields: &'static [(&'static str, &'static str)],
    /// Takes the filter parameters.
    pub filtered: bool,
    /// Dataset keys whose attribution the layer carries.
    pub attribution: &'static str,
}

const ISTAT: &str = "© ISTAT, confini amministrativi (CC BY 3.0 IT)";
const TEXT: &str = "String";

/// All layers, in the order they are drawn.
pub const LAYERS: [Layer; 5] = [
    Layer {
        id: "regions",
        description: "The 20 Regions",
        sql: Some(include_str!("../../tiles/regions.sql")),
        minzoom: 0,
        maxzoom: 14,
        fields: &[("code", TEXT), ("name", TEXT)],
        filtered: false,
        attribution: ISTAT,
    },
    Layer {
        id: "provinces",
        description: "Provinces and units of that level",
        sql: Some(include_str!("../../tiles/provinces.sql")),
        minzoom: 4,
        maxzoom: 14,
        fields: &[("code", TEXT), ("name", TEXT), ("label", TEXT), ("region_code", TEXT)],
        filtered: false,
        attribution: ISTAT,
    },
    Layer {
        id: "municipalities",
        description: "Comuni",
        sql: Some(include_str!("../../tiles/municipalities.sql")),
        minzoom: 6,
        maxzoom: 14,
        fields: &[("code", TEXT), ("name", TEXT), ("province_code", TEXT), ("region_code", TEXT)],
        filtered: false,
        attribution: ISTAT,
    },
    Layer {
        id: "labels",
        description: "One name for each unit, in its interior",
        sql: Some(include_str!("../../tiles/labels.sql")),
        minzoom: 3,
        maxzoom: 14,
        fields: &[("level", TEXT), ("code", TEXT), ("name", TEXT), ("label", TEXT), ("rank", "Number")],
        filtered: false,
        attribution: ISTAT,
    },
    Layer {
        id: "centres",
        description: "Sites of the family-support centres whose position is public; those that would overlap are drawn as one, cluster=false gives each as it is",
        sql: None,
        minzoom: 0,
        maxzoom: 14,
        fields: &[
            ("id", "Number"),
            ("slug", TEXT),
            ("name", TEXT),
            ("centre_id", "Number"),
            ("centre_name", TEXT),
            ("region_code", TEXT),
            ("social_region_code", TEXT),
            ("province_code", TEXT),
            ("municipality_code", TEXT),
            ("district_code", TEXT),
            ("municipality", TEXT),
            ("province", TEXT),
            ("region", TEXT),
            ("network_role", TEXT),
            ("site_kind", TEXT),
            ("status", TEXT),
            ("recognition", TEXT),
            ("ownership", TEXT),
            ("precision", TEXT),
            ("services", TEXT),
            ("verified_on", TEXT),
            ("demo", "Boolean"),
            ("cluster", "Boolean"),
            ("cluster_id", TEXT),
            ("point_count", "Number"),
            ("point_count_abbreviated", TEXT),
            ("expansion_zoom", "Number"),
        ],
        filtered: true,
        attribution: "Centri per la famiglia: fonti nelle schede",
    },
];

/// The layer of that name.
#[must_use]
pub fn layer(id: &str) -> Option<&'static Layer> {
    LAYERS.iter().find(|layer| layer.id == id)
}

/// The names of all layers.
#[must_use]
pub fn names() -> Vec<&'static str> {
    LAYERS.iter().map(|layer| layer.id).collect()
}
