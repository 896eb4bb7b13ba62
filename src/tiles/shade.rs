//! The layer `coverage`: the polygons of a boundary layer with figures of their areas. The tile of boundaries is the one kept
//! for everybody; the figures are joined to it here, by the feature's number, and the geometry's bytes are copied as they are.

use std::collections::HashMap;
use std::sync::Arc;

use super::layers::{Layer, layer};
use crate::geo::varint;
use crate::published::{AreaFigure, AreaFigures};

/// The layer. It is made from others, so it stands beside the catalogue and not in it: it is in no file of tiles.
pub static COVERAGE: Layer = Layer {
    id: "coverage",
    description: "Regions, provinces or comuni with a figure of coverage: the parameters of /api/v1/coverage, and measure. \
                  Provinces say that of their social region, comuni that of their ambito, where that is the level asked. \
                  class is 0 for zero and 1 to 5 by the declared breaks; areas without a figure have a state and no value",
    sql: None,
    minzoom: 0,
    maxzoom: 14,
    fields: &[
        ("code", "String"),
        ("name", "String"),
        ("region_code", "String"),
        ("measure", "String"),
        ("value", "Number"),
        ("value_low", "Number"),
        ("value_high", "Number"),
        ("class", "Number"),
        ("state", "String"),
        ("demo", "Boolean"),
    ],
    filtered: true,
    attribution: "© ISTAT, confini amministrativi (CC BY 3.0 IT) · Centri per la famiglia: fonti nelle schede",
};

/// Levels whose areas are polygons of a boundary layer, or are made of them, and that layer.
const DRAWN: [(&str, &str); 5] = [
    ("region", "regions"),
    ("social_region", "provinces"),
    ("province", "provinces"),
    ("municipality", "municipalities"),
    ("district", "municipalities"),
];

/// The words of the levels that can be drawn.
#[must_use]
pub fn levels() -> String {
    DRAWN.map(|(level, _)| level).join(", ")
}

/// Figures ready to be joined to polygons.
#[derive(Debug)]
pub struct Shaded {
    figures: Arc<dyn AreaFigures>,
    measure: String,
    /// The layer of polygons.
    pub base: &'static Layer,
}

impl Shaded {
    /// Of the figures of a measure, the main one unless another is named; none where their areas are not drawn.
    #[must_use]
    pub fn new(figures: Arc<dyn AreaFigures>, measure: Option<String>) -> Option<Self> {
        let (_, base) = DRAWN.into_iter().find(|(level, _)| *level == figures.level())?;
        let measure = measure.unwrap_or_else(|| figures.main_measure().to_owned());
        Some(Self { figures, measure, base: layer(base)? })
    }

    /// What may be asked for instead of a measure that no figure is of; none where there is one.
    #[must_use]
    pub fn instead(&self) -> Option<String> {
        let known = self.figures.measures();
        (!known.is_empty() && !known.contains(&self.measure.as_str())).then(|| known.join(", "))
    }

    /// The question as parameters, equal for equal questions.
    #[must_use]
    pub fn question(&self) -> Vec<(&'static str, String)> {
        let mut pairs = self.figures.question().to_vec();
        // The day belongs to the version; whoever asks again asks of that day's figures.
        pairs.retain(|(name, _)| *name != "today");
        pairs.push(("measure", self.measure.clone()));
        pairs
    }

    /// Equal keys are equal tiles, of one version of the boundaries.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{} {}", self.figures.version(), self.measure)
    }

    /// The tile of these figures from the tile of the boundaries; empty where no area in it has any.
    #[must_use]
    pub fn tile(&self, boundaries: &[u8]) -> Vec<u8> {
        // A boundary's number in its tile is its code as a number.
        let figures = self.figures.figures_of(&self.measure);
        let by_number: HashMap<u64, AreaFigure<'_>> = match self.figures.parts().as_slice() {
            [] => figures.into_iter().filter_map(|figure| Some((figure.code.parse().ok()?, figure))).collect(),
            // Each polygon says the figure of the area it is a part of.
            parts => {
                let of_area: HashMap<_, _> = figures.into_iter().map(|figure| ((figure.region_code, figure.code), figure)).collect();
                parts.iter().filter_map(|part| Some((part.code.parse().ok()?, *of_area.get(&part.area)?))).collect()
            }
        };
        joined(boundaries, &by_number, self.figures.demo())
    }
}

// Field numbers and wire types of the specification's protobuf (Mapbox Vector Tile 2.1).
const LAYERS: u64 = 3 << 3 | 2;
const FEATURES: u64 = 2 << 3 | 2;
const EXTENT: u64 = 5 << 3;
const ID: u64 = 1 << 3;
const TAGS: u64 = 2 << 3 | 2;

/// A field of a message.
struct Field<'a> {
    key: u64,
    /// Of a number.
    number: u64,
    /// Of bytes.
    bytes: &'a [u8],
    /// The field as it stands, with its key.
    whole: &'a [u8],
}

/// The fields of a message; what cannot be read ends it.
fn fields(message: &[u8]) -> impl Iterator<Item = Field<'_>> {
    let mut rest = message;
    std::iter::from_fn(move || {
        let start = rest;
        let key = read(&mut rest)?;
        let (number, bytes) = match key & 7 {
            0 => (read(&mut rest)?, &[][..]),
            2 => {
                let length = usize::try_from(read(&mut rest)?).ok()?;
                let (bytes, after) = rest.split_at_checked(length)?;
                rest = after;
                (0, bytes)
            }
            _ => return None,
        };
        Some(Field { key, number, bytes, whole: &start[..start.len() - rest.len()] })
    })
}

fn read(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn write_bytes(out: &mut Vec<u8>, key: u64, bytes: &[u8]) {
    varint(out, key);
    varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// The values of a layer, each once.
#[derive(Default)]
struct Values {
    places: HashMap<Vec<u8>, u64>,
    written: Vec<u8>,
}

impl Values {
    fn place(&mut self, value: Vec<u8>) -> u64 {
        let next = self.places.len() as u64;
        let Self { places, written } = self;
        *places.entry(value).or_insert_with_key(|value| {
            write_bytes(written, 4 << 3 | 2, value);
            next
        })
    }

    fn text(&mut self, text: &str) -> u64 {
        let mut value = vec![];
        write_bytes(&mut value, 1 << 3 | 2, text.as_bytes());
        self.place(value)
    }

    fn double(&mut self, number: f64) -> u64 {
        let mut value = vec![3 << 3 | 1];
        value.extend_from_slice(&number.to_le_bytes());
        self.place(value)
    }

    fn unsigned(&mut self, number: u64) -> u64 {
        let mut value = vec![5 << 3];
        varint(&mut value, number);
        self.place(value)
    }

    fn boolean(&mut self, yes: bool) -> u64 {
        self.place(vec![7 << 3, u8::from(yes)])
    }
}

fn joined(tile: &[u8], figures: &HashMap<u64, AreaFigure<'_>>, demo: bool) -> Vec<u8> {
    let Some(boundaries) = fields(tile).find(|field| field.key == LAYERS) else { return vec![] };
    let (mut features, mut values, mut extent) = (vec![], Values::default(), &[][..]);
    for field in fields(boundaries.bytes) {
        match field.key {
            EXTENT => extent = field.whole,
            FEATURES => {
                let number = fields(field.bytes).find(|one| one.key == ID).map(|one| one.number);
                if let Some((number, figure)) = number.and_then(|number| Some((number, figures.get(&number)?))) {
                    write_bytes(&mut features, FEATURES, &feature(field.bytes, number, figure, demo, &mut values));
                }
            }
            _ => {}
        }
    }
    if features.is_empty() {
        return vec![];
    }
    let mut layer = vec![];
    write_bytes(&mut layer, 1 << 3 | 2, COVERAGE.id.as_bytes());
    layer.extend_from_slice(&features);
    for (name, _) in COVERAGE.fields {
        write_bytes(&mut layer, 3 << 3 | 2, name.as_bytes());
    }
    layer.extend_from_slice(&values.written);
    layer.extend_from_slice(extent);
    varint(&mut layer, 15 << 3);
    varint(&mut layer, 2);
    let mut tile = vec![];
    write_bytes(&mut tile, LAYERS, &layer);
    tile
}

/// A feature with its figure; kind and geometry as they are.
fn feature(boundary: &[u8], number: u64, figure: &AreaFigure<'_>, demo: bool, values: &mut Values) -> Vec<u8> {
    let tags = [
        Some(values.text(figure.code)),
        Some(values.text(figure.name)),
        figure.region_code.map(|code| values.text(code)),
        Some(values.text(figure.measure)),
        figure.value.map(|value| values.double(value)),
        figure.low.map(|value| values.double(value)),
        figure.high.map(|value| values.double(value)),
        figure.class.map(|class| values.unsigned(class.into())),
        Some(values.text(figure.state)),
        Some(values.boolean(demo)),
    ];
    let mut packed = vec![];
    // In the order of the layer's fields.
    for (name, value) in (0..).zip(tags) {
        if let Some(value) = value {
            varint(&mut packed, name);
            varint(&mut packed, value);
        }
    }
    let mut out = vec![];
    varint(&mut out, ID);
    varint(&mut out, number);
    write_bytes(&mut out, TAGS, &packed);
    fields(boundary).filter(|field| field.key != ID && field.key != TAGS).for_each(|field| out.extend_from_slice(field.whole));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boundaries() -> Vec<u8> {
        let mut layer = vec![];
        write_bytes(&mut layer, 1 << 3 | 2, b"regions");
        for number in [8_u64, 300] {
            let mut feature = vec![];
            varint(&mut feature, ID);
            varint(&mut feature, number);
            write_bytes(&mut feature, TAGS, &[0, 0]);
            varint(&mut feature, 3 << 3);
            varint(&mut feature, 3);
            write_bytes(&mut feature, 4 << 3 | 2, &[9, 2, 2, 15]);
            write_bytes(&mut layer, FEATURES, &feature);
        }
        write_bytes(&mut layer, 3 << 3 | 2, b"code");
        varint(&mut layer, EXTENT);
        varint(&mut layer, 4_096);
        let mut tile = vec![];
        write_bytes(&mut tile, LAYERS, &layer);
        tile
    }

    #[test]
    fn polygons_keep_their_bytes_and_those_without_a_figure_are_left_out() {
        let figure = AreaFigure {
            measure: "within",
            category: None,
            code: "08",
            name: "Emilia-Romagna",
            region_code: Some("08"),
            value: Some(57.5),
            low: Some(48.0),
            high: None,
            state: "computed",
            class: Some(3),
        };
        let made = joined(&boundaries(), &HashMap::from([(8, figure)]), true);
        let layer = fields(&made).next().expect("a layer").bytes;
        let found: Vec<Field<'_>> = fields(layer).collect();
        assert_eq!(found[0].bytes, b"coverage");
        let features: Vec<&Field<'_>> = found.iter().filter(|field| field.key == FEATURES).collect();
        assert_eq!(features.len(), 1);
        let inside: Vec<Field<'_>> = fields(features[0].bytes).collect();
        assert_eq!((inside[0].number, inside[3].bytes), (8, &[9, 2, 2, 15][..]));
        // Code and Region have the same value, which stands there once; the highest value is not known.
        assert_eq!(inside[1].bytes, [0, 0, 1, 1, 2, 0, 3, 2, 4, 3, 5, 4, 7, 5, 8, 6, 9, 7]);
        assert_eq!(found.iter().filter(|field| field.key == (3 << 3 | 2)).count(), COVERAGE.fields.len());
        assert_eq!(found.iter().find(|field| field.key == EXTENT).expect("an extent").number, 4_096);
        assert!(joined(&boundaries(), &HashMap::new(), false).is_empty());
    }

    #[test]
    fn a_tile_that_breaks_off_is_read_as_far_as_it_goes() {
        let whole = boundaries();
        for end in 0..whole.len() {
            joined(&whole[..end], &HashMap::new(), false);
        }
        assert!(joined(&[0xff; 12], &HashMap::new(), false).is_empty());
    }
}
