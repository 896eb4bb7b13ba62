//! Writes a layer of points as Mapbox Vector Tile 2.1 bytes, without a model in between.
//! It knows points only; attributes without a value are left out, as the format asks.
//! Values are put into bytes once, long before a tile is written: a tile numbers and copies them.

use std::cell::Cell;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

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

/// Largest buffers a thread keeps from one tile to the next, in bytes.
const KEPT: usize = 1 << 20;

/// The value of an attribute in the bytes it has in a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TileValue(Vec<u8>);

impl TileValue {
    /// A text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let length = text.len() as u64;
        let mut bytes = begun(1 + varint_length(length) + length);
        bytes.push(VALUE_TEXT);
        varint(&mut bytes, length);
        bytes.extend_from_slice(text.as_bytes());
        Self(bytes)
    }

    /// A whole number.
    #[must_use]
    pub fn number(number: u64) -> Self {
        let mut bytes = begun(1 + varint_length(number));
        bytes.push(VALUE_UNSIGNED);
        varint(&mut bytes, number);
        Self(bytes)
    }

    /// Yes or no.
    #[must_use]
    pub fn boolean(yes: bool) -> Self {
        let mut bytes = begun(2);
        bytes.extend_from_slice(&[VALUE_BOOLEAN, u8::from(yes)]);
        Self(bytes)
    }

    /// The same as a value that many features share.
    #[must_use]
    pub fn shared(self) -> SharedValue {
        // A table whose user panicked is still a table: entries are put in whole.
        let mut known = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((bytes, number)) = known.get_key_value(&self.0[..]) {
            return SharedValue { number: *number, bytes: Arc::clone(bytes) };
        }
        let bytes: Arc<[u8]> = self.0.into();
        let number = u32::try_from(known.len()).unwrap_or(u32::MAX);
        known.insert(Arc::clone(&bytes), number);
        SharedValue { number, bytes }
    }
}

fn begun(length: u64) -> Vec<u8> {
    let mut bytes = vec![LAYER_VALUES];
    varint(&mut bytes, length);
    bytes
}

/// Every shared value there has been, and its number. Never emptied: codes, names of comuni, lists of services and days are
/// tens of thousands at the most, and a number must mean one value as long as anybody holds it.
static SHARED: LazyLock<Mutex<HashMap<Arc<[u8]>, u32>>> = LazyLock::new(Mutex::default);

/// A value that many features share, such as a code: it has a number in the program, so that a tile finds it without a look at
/// its bytes.
#[derive(Clone, Debug)]
pub struct SharedValue {
    number: u32,
    bytes: Arc<[u8]>,
}

impl PartialEq for SharedValue {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for SharedValue {}

impl Hash for SharedValue {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u32(self.number);
    }
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
        self.values.extend_from_slice(&value.0);
        self.count += 1;
    }

    /// Adds an attribute that has the value of another one, which stands in the tile once.
    pub fn add_same(&mut self, name: u8, as_of: u8) {
        if let Some((_, place)) = self.tags.iter().find(|(one, _)| *one == as_of) {
            self.tags.push((name, *place));
        }
    }
}

/// A layer being written. Attributes have numbers; their names are given at the end.
#[derive(Debug)]
pub struct PointLayer {
    value_count: u64,
    sheet: Box<Sheet>,
}

/// What a layer is written on; each thread keeps the last one for the next tile.
#[derive(Debug, Default)]
struct Sheet {
    features: Vec<u8>,
    values: Vec<u8>,
    /// The feature begun: its tags.
    tags: Vec<u8>,
    /// By the number of a shared value: the tile it was last seen in, and its number there.
    seen: Vec<(u32, u64)>,
    /// Counts the tiles written on this sheet, so that `seen` need not be wiped.
    tile: u32,
}

thread_local! {
    static SHEET: Cell<Option<Box<Sheet>>> = const { Cell::new(None) };
}

impl Default for PointLayer {
    fn default() -> Self {
        let mut sheet = SHEET.take().unwrap_or_default();
        for buffer in [&mut sheet.features, &mut sheet.values, &mut sheet.tags] {
            buffer.clear();
            if buffer.capacity() > KEPT {
                *buffer = vec![];
            }
        }
        sheet.tile = sheet.tile.wrapping_add(1);
        if sheet.tile == 0 {
            sheet.seen.clear();
            sheet.tile = 1;
        }
        Self { value_count: 0, sheet }
    }
}

impl PointLayer {
    /// Gives the feature begun the attributes of its own.
    pub fn own(&mut self, attributes: &OwnAttributes) {
        for (name, place) in &attributes.tags {
            tag(&mut self.sheet.tags, *name, self.value_count + u64::from(*place));
        }
        self.sheet.values.extend_from_slice(&attributes.values);
        self.value_count += u64::from(attributes.count);
    }

    /// Gives the feature begun an attribute whose value others have too: the number of its name, and the value, which stands in
    /// the tile once.
    pub fn tag(&mut self, name: u8, value: &SharedValue) {
        let at = value.number as usize;
        let Sheet { values, tags, seen, tile, .. } = &mut *self.sheet;
        if at >= seen.len() {
            seen.resize((at + 1).next_power_of_two(), (0, 0));
        }
        if seen[at].0 != *tile {
            values.extend_from_slice(&value.bytes);
            seen[at] = (*tile, self.value_count);
            self.value_count += 1;
        }
        self::tag(tags, name, seen[at].1);
    }

    /// Ends the feature begun: its number, if it has one, and its point in units of the tile.
    pub fn point(&mut self, id: Option<u64>, (x, y): (i64, i64)) {
        let (x, y) = (zigzag(x), zigzag(y));
        let geometry = 1 + varint_length(x) + varint_length(y);
        let tags = self.sheet.tags.len() as u64;
        let length = id.map_or(0, |id| 1 + varint_length(id)) + 1 + varint_length(tags) + tags + 2 + 1 + varint_length(geometry) + geometry;
        let Sheet { features: out, tags: written, .. } = &mut *self.sheet;
        out.push(LAYER_FEATURES);
        varint(out, length);
        if let Some(id) = id {
            out.push(FEATURE_ID);
            varint(out, id);
        }
        out.push(FEATURE_TAGS);
        varint(out, tags);
        out.extend_from_slice(written);
        out.extend_from_slice(&[FEATURE_TYPE, POINT, FEATURE_GEOMETRY]);
        varint(out, geometry);
        varint(out, MOVE_TO_ONCE);
        varint(out, x);
        varint(out, y);
        written.clear();
    }

    /// The tile with this one layer; nothing at all where no feature was written.
    #[must_use]
    pub fn finish<'a>(self, name: &str, attributes: impl Iterator<Item = &'a str>) -> Vec<u8> {
        let sheet = self.sheet;
        let mut tile = vec![];
        if !sheet.features.is_empty() {
            let mut head = Vec::with_capacity(512);
            text(&mut head, LAYER_NAME, name);
            attributes.for_each(|attribute| text(&mut head, LAYER_KEYS, attribute));
            head.push(LAYER_EXTENT);
            varint(&mut head, TILE_EXTENT.unsigned_abs());
            head.extend_from_slice(&[LAYER_VERSION, 2]);
            let length = head.len() + sheet.features.len() + sheet.values.len();
            tile.reserve_exact(length + 8);
            tile.push(TILE_LAYERS);
            varint(&mut tile, length as u64);
            tile.extend_from_slice(&head);
            tile.extend_from_slice(&sheet.features);
            tile.extend_from_slice(&sheet.values);
        }
        SHEET.set(Some(sheet));
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

/// Appends a number as the specification's protobuf writes it.
pub fn varint(out: &mut Vec<u8>, mut number: u64) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn hub() -> SharedValue {
        TileValue::text("hub").shared()
    }

    #[test]
    fn an_independent_reader_reads_what_was_written() {
        let mut own = OwnAttributes::default();
        own.add(0, &TileValue::text("Imola"));
        own.add_same(4, 0);
        // The second tile on one sheet is like the first.
        for _ in 0..2 {
            let mut layer = PointLayer::default();
            layer.own(&own);
            layer.tag(1, &hub());
            layer.tag(2, &TileValue::boolean(true).shared());
            layer.point(Some(9_007_199_254_740_991), (-12, 4_300));
            layer.tag(1, &hub());
            layer.tag(3, &TileValue::number(300).shared());
            layer.point(None, (0, 0));
            layer.tag(1, &hub());
            layer.tag(3, &TileValue::text("300").shared());
            layer.point(None, (1, 1));
            let tile = layer.finish("centres", ["name", "role", "demo", "count", "centre"].into_iter());
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
    }

    #[test]
    fn an_empty_layer_is_no_bytes() {
        assert!(PointLayer::default().finish("centres", ["name"].into_iter()).is_empty());
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
