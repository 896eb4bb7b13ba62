//! Writes a layer of points as Mapbox Vector Tile 2.1 bytes, without a model in between.
//! It knows points only; attributes without a value are left out, as the format asks.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::geo::TILE_EXTENT;

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

/// Values of an attribute: the tile holds each distinct one once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value<'a> {
    /// Text that many features share, such as a code.
    Shared(&'a str),
    /// Text of one feature, such as its name: not worth looking for a second one.
    Own(&'a str),
    /// A whole number.
    Number(u64),
    /// Yes or no.
    Boolean(bool),
}

/// A layer being written. `N` attributes, whose names are given once and counted from 0.
#[derive(Debug)]
pub struct PointLayer<'a> {
    features: Vec<u8>,
    values: Vec<u8>,
    value_count: u64,
    known: HashMap<Value<'a>, u64, BuildHasherDefault<Mixer>>,
    /// The feature begun: its tags.
    tags: Vec<u8>,
}

impl Default for PointLayer<'_> {
    fn default() -> Self {
        Self {
            features: Vec::with_capacity(16 << 10),
            values: Vec::with_capacity(16 << 10),
            value_count: 0,
            known: HashMap::with_capacity_and_hasher(256, BuildHasherDefault::default()),
            tags: Vec::with_capacity(128),
        }
    }
}

impl<'a> PointLayer<'a> {
    /// Gives the feature begun an attribute: the place of its name among the layer's, and its value.
    pub fn tag(&mut self, name: u8, value: Value<'a>) {
        let at = if let Value::Own(_) = value {
            self.write_value(value)
        } else if let Some(at) = self.known.get(&value) {
            *at
        } else {
            let at = self.write_value(value);
            self.known.insert(value, at);
            at
        };
        varint(&mut self.tags, u64::from(name));
        varint(&mut self.tags, at);
    }

    fn write_value(&mut self, value: Value<'a>) -> u64 {
        let out = &mut self.values;
        out.push(LAYER_VALUES);
        match value {
            Value::Shared(text) | Value::Own(text) => {
                let length = text.len() as u64;
                varint(out, 1 + varint_length(length) + length);
                out.push(VALUE_TEXT);
                varint(out, length);
                out.extend_from_slice(text.as_bytes());
            }
            Value::Number(number) => {
                varint(out, 1 + varint_length(number));
                out.push(VALUE_UNSIGNED);
                varint(out, number);
            }
            Value::Boolean(yes) => out.extend_from_slice(&[2, VALUE_BOOLEAN, u8::from(yes)]),
        }
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

/// A hasher for short texts that nobody outside can choose freely: quick rather than guarded. Eight bytes at a time, mixed by
/// a multiplication with the golden ratio; tables of one tile are thrown away with it.
#[derive(Debug, Default)]
pub struct Mixer(u64);

impl Mixer {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(26) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.add(u64::from_le_bytes(*word)));
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.add(u64::from_le_bytes(last));
    }

    fn write_u8(&mut self, byte: u8) {
        self.add(byte.into());
    }

    fn write_u64(&mut self, word: u64) {
        self.add(word);
    }

    fn write_isize(&mut self, word: isize) {
        self.add(word.cast_unsigned() as u64);
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
        let mut layer = PointLayer::default();
        layer.tag(0, Value::Own("Imola"));
        layer.tag(1, Value::Shared("hub"));
        layer.tag(2, Value::Boolean(true));
        layer.point(Some(9_007_199_254_740_991), (-12, 4_300));
        layer.tag(1, Value::Shared("hub"));
        layer.tag(3, Value::Number(300));
        layer.point(None, (0, 0));
        let tile = layer.finish("centres", &["name", "role", "demo", "count"]);
        let reader = mvt_reader::Reader::new(tile.clone()).expect("a tile");
        assert_eq!(reader.get_layer_names().expect("names"), ["centres"]);
        let features = reader.get_features(0).expect("features");
        let properties = |at: usize| features[at].properties.clone().expect("attributes");
        assert_eq!(features[0].id, Some(9_007_199_254_740_991));
        assert_eq!(format!("{:?}", properties(0)["name"]), "String(\"Imola\")");
        assert_eq!(format!("{:?}", properties(0)["demo"]), "Bool(true)");
        assert_eq!(format!("{:?}", properties(1)["role"]), "String(\"hub\")");
        assert_eq!(format!("{:?}", properties(1)["count"]), "UInt(300)");
        assert_eq!(format!("{:?}", features[0].geometry), "MULTIPOINT(-12.0 4300.0)");
        // The shared value stands once.
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
