//! Writes a layer of points as Mapbox Vector Tile 2.1 bytes, without a model in between.
//! It knows points only; attributes without a value are left out, as the format asks.
//! Values are put into bytes once, long before a tile is written: a tile numbers and copies them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::TILE_EXTENT;

// Field numbers and wire types of the specification's protobuf.
const TILE_LAYERS: u8 = 3 << 3 | 2;
const LAYER_NAME: u8 = 1 << 3 | 2;
const LAYER_FEATURES: u8 = 2 << 3 | 2;
const LAYER_KEYS: u8 = 3 << 3 | 2;
const LAYER_VALUES: u8 = 4 << 3 | 2;
const LAYER_EXTENT: u8 = 5 << 3;
const LAYER_VERSION: u8 = 15 << 3;
const FEATURE_ID: u8 = 1 << 3;
const FEATURE_TAGS: u8 = 2 << 3 | 2;
const FEATURE_TYPE: u8 = 3 << 3;
const FEATURE_GEOMETRY: u8 = 4 << 3 | 2;
const VALUE_TEXT: u8 = 1 << 3 | 2;
const VALUE_UNSIGNED: u8 = 5 << 3;
const VALUE_BOOLEAN: u8 = 7 << 3;
const POINT: u8 = 1;
const MOVE_TO_ONCE: u64 = 1 << 3 | 1;

/// The value of an attribute in the bytes it has in a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TileValue {
    bytes: Box<[u8]>,
    hash: u64,
}

impl TileValue {
    /// A text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let length = text.len() as u64;
        let mut bytes = begun(1 + varint_length(length) + length);
        bytes.push(VALUE_TEXT);
        varint(&mut bytes, length);
        bytes.extend_from_slice(text.as_bytes());
        Self::of(bytes)
    }

    /// A whole number.
    #[must_use]
    pub fn number(number: u64) -> Self {
        let mut bytes = begun(1 + varint_length(number));
        bytes.push(VALUE_UNSIGNED);
        varint(&mut bytes, number);
        Self::of(bytes)
    }

    /// Yes or no.
    #[must_use]
    pub fn boolean(yes: bool) -> Self {
        let mut bytes = begun(2);
        bytes.extend_from_slice(&[VALUE_BOOLEAN, u8::from(yes)]);
        Self::of(bytes)
    }

    fn of(bytes: Vec<u8>) -> Self {
        Self { hash: xxh3_64(&bytes), bytes: bytes.into() }
    }
}

impl Hash for TileValue {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

fn begun(length: u64) -> Vec<u8> {
    let mut bytes = vec![LAYER_VALUES];
    varint(&mut bytes, length);
    bytes
}

/// Attributes that belong to one feature alone, such as its name: copied into the tile, never looked for in it.
#[derive(Clone, Debug, Default)]
pub struct OwnAttributes {
    /// Name and the value's place among `values`.
    tags: Vec<(u8, u8)>,
    values: Vec<u8>,
    count: u8,
}

impl OwnAttributes {
    /// Adds an attribute.
    pub fn add(&mut self, name: u8, value: &TileValue) {
        self.tags.push((name, self.count));
        self.values.extend_from_slice(&value.bytes);
        self.count += 1;
    }

    /// Adds an attribute that has the value of another one, which stands in the tile once.
    pub fn add_same(&mut self, name: u8, as_of: u8) {
        if let Some((_, place)) = self.tags.iter().find(|(one, _)| *one == as_of) {
            self.tags.push((name, *place));
        }
    }
}

/// Attributes that many features have together, such as a comune with its province and Region: numbers of names and values.
/// A layer looks them up as one, by where they stand in memory: equal ones should be one.
pub type SharedAttributes = Arc<[(u8, TileValue)]>;

/// A layer being written. Attributes have numbers; their names are given at the end.
#[derive(Debug)]
pub struct PointLayer {
    features: Vec<u8>,
    values: Vec<u8>,
    value_count: u64,
    /// Number, place and length of a value by its hash.
    known: HashMap<u64, (u64, usize, usize), Mixed>,
    /// Tags of shared attributes written before, by their place in memory: from, to in `tags_of`.
    together: HashMap<usize, (usize, usize), Mixed>,
    tags_of: Vec<u8>,
    /// The feature begun: its tags.
    tags: Vec<u8>,
}

impl Default for PointLayer {
    fn default() -> Self {
        Self {
            features: Vec::with_capacity(16 << 10),
            values: Vec::with_capacity(16 << 10),
            value_count: 0,
            known: HashMap::with_capacity_and_hasher(200, Mixed::default()),
            together: HashMap::with_capacity_and_hasher(200, Mixed::default()),
            tags_of: Vec::with_capacity(4 << 10),
            tags: Vec::with_capacity(128),
        }
    }
}

impl PointLayer {
    /// Gives the feature begun the attributes of its own.
    pub fn own(&mut self, attributes: &OwnAttributes) {
        for (name, place) in &attributes.tags {
            tag(&mut self.tags, *name, self.value_count + u64::from(*place));
        }
        self.values.extend_from_slice(&attributes.values);
        self.value_count += u64::from(attributes.count);
    }

    /// Gives the feature begun attributes that others have too.
    pub fn shared(&mut self, attributes: &SharedAttributes) {
        let place = Arc::as_ptr(attributes).addr();
        let (from, to) = if let Some(known) = self.together.get(&place) {
            *known
        } else {
            let from = self.tags_of.len();
            for (name, value) in attributes.iter() {
                let number = self.number_of(value);
                tag(&mut self.tags_of, *name, number);
            }
            let found = (from, self.tags_of.len());
            self.together.insert(place, found);
            found
        };
        self.tags.extend_from_slice(&self.tags_of[from..to]);
    }

    /// Gives the feature begun an attribute: the number of its name, and its value.
    pub fn tag(&mut self, name: u8, value: &TileValue) {
        let number = self.number_of(value);
        tag(&mut self.tags, name, number);
    }

    /// Each value stands in the tile once, but for two of one hash, of which the second is written whenever it comes.
    fn number_of(&mut self, value: &TileValue) -> u64 {
        let (place, length) = (self.values.len(), value.bytes.len());
        let known = *self.known.entry(value.hash).or_insert((self.value_count, place, length));
        if known.1 != place && self.values[known.1..known.1 + known.2] == *value.bytes {
            return known.0;
        }
        self.values.extend_from_slice(&value.bytes);
        self.value_count += 1;
        self.value_count - 1
    }

    /// Ends the feature begun: its number, if it has one, and its point in units of the tile.
    pub fn point(&mut self, id: Option<u64>, (x, y): (i64, i64)) {
        let (x, y) = (zigzag(x), zigzag(y));
        let geometry = 1 + varint_length(x) + varint_length(y);
        let tags = self.tags.len() as u64;
        let length = id.map_or(0, |id| 1 + varint_length(id)) + 1 + varint_length(tags) + tags + 2 + 1 + varint_length(geometry) + geometry;
        let out = &mut self.features;
        out.push(LAYER_FEATURES);
        varint(out, length);
        if let Some(id) = id {
            out.push(FEATURE_ID);
            varint(out, id);
        }
        out.push(FEATURE_TAGS);
        varint(out, tags);
        out.extend_from_slice(&self.tags);
        out.extend_from_slice(&[FEATURE_TYPE, POINT, FEATURE_GEOMETRY]);
        varint(out, geometry);
        varint(out, MOVE_TO_ONCE);
        varint(out, x);
        varint(out, y);
        self.tags.clear();
    }

    /// The tile with this one layer; nothing at all where no feature was written.
    #[must_use]
    pub fn finish(self, name: &str, attributes: &[&str]) -> Vec<u8> {
        if self.features.is_empty() {
            return vec![];
        }
        let mut head = Vec::with_capacity(512);
        text(&mut head, LAYER_NAME, name);
        attributes.iter().for_each(|attribute| text(&mut head, LAYER_KEYS, attribute));
        head.push(LAYER_EXTENT);
        varint(&mut head, TILE_EXTENT.unsigned_abs());
        head.extend_from_slice(&[LAYER_VERSION, 2]);
        let length = head.len() + self.features.len() + self.values.len();
        let mut tile = Vec::with_capacity(length + 8);
        tile.push(TILE_LAYERS);
        varint(&mut tile, length as u64);
        tile.extend_from_slice(&head);
        tile.extend_from_slice(&self.features);
        tile.extend_from_slice(&self.values);
        tile
    }
}

fn tag(out: &mut Vec<u8>, name: u8, value: u64) {
    varint(out, name.into());
    varint(out, value);
}

fn text(out: &mut Vec<u8>, field: u8, text: &str) {
    out.push(field);
    varint(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

fn varint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn varint_length(number: u64) -> u64 {
    (u64::from(64 - (number | 1).leading_zeros())).div_ceil(7)
}

fn zigzag(number: i64) -> u64 {
    (number << 1 ^ number >> 63).cast_unsigned()
}

type Mixed = BuildHasherDefault<Mixer>;

/// A hasher for what is a hash already, or a place in memory: mixed by a multiplication with the golden ratio. Nobody
/// outside chooses such keys, and tables of one tile are thrown away with it.
#[derive(Debug, Default)]
pub struct Mixer(u64);

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        self.write_u64(xxh3_64(bytes));
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0 ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_independent_reader_reads_what_was_written() {
        let role: SharedAttributes = Arc::new([(1, TileValue::text("hub")), (2, TileValue::boolean(true))]);
        let mut own = OwnAttributes::default();
        own.add(0, &TileValue::text("Imola"));
        own.add_same(4, 0);
        let mut layer = PointLayer::default();
        layer.own(&own);
        layer.shared(&role);
        layer.point(Some(9_007_199_254_740_991), (-12, 4_300));
        layer.shared(&role);
        layer.tag(3, &TileValue::number(300));
        layer.point(None, (0, 0));
        layer.tag(1, &TileValue::text("hub"));
        layer.tag(3, &TileValue::text("300"));
        layer.point(None, (1, 1));
        let tile = layer.finish("centres", &["name", "role", "demo", "count", "centre"]);
        let reader = mvt_reader::Reader::new(tile.clone()).expect("a tile");
        assert_eq!(reader.get_layer_names().expect("names"), ["centres"]);
        let features = reader.get_features(0).expect("features");
        let says = |at: usize, name: &str| format!("{:?}", features[at].properties.as_ref().expect("attributes")[name]);
        assert_eq!(features[0].id, Some(9_007_199_254_740_991));
        assert_eq!(says(0, "name"), "String(\"Imola\")");
        assert_eq!(says(0, "centre"), "String(\"Imola\")");
        assert_eq!(says(0, "demo"), "Bool(true)");
        assert_eq!(says(1, "role"), "String(\"hub\")");
        assert_eq!(says(1, "count"), "UInt(300)");
        assert_eq!((says(2, "role"), says(2, "count")), ("String(\"hub\")".into(), "String(\"300\")".into()));
        assert_eq!(format!("{:?}", features[0].geometry), "MULTIPOINT(-12.0 4300.0)");
        // A shared value stands once.
        assert_eq!(tile.windows(3).filter(|three| three == b"hub").count(), 1);
    }

    #[test]
    fn an_empty_layer_is_no_bytes() {
        assert!(PointLayer::default().finish("centres", &["name"]).is_empty());
    }

    #[test]
    fn lengths_of_varints() {
        for number in [0, 1, 127, 128, 16_383, 16_384, u64::from(u32::MAX), u64::MAX] {
            let mut out = vec![];
            varint(&mut out, number);
            assert_eq!(out.len() as u64, varint_length(number), "{number}");
        }
    }
}
