//! The square of Web Mercator in whole numbers: 2³² steps a side, x to the east, y to the south, so that a tile
//! or a cell of any zoom is a range of one sorted key. Latitudes beyond the square are cut at its edge.
//! A step is 9.3 mm at the equator: finer than any position we are given.

use super::{Coordinates, to_web_mercator};

/// Side of the square in metres of EPSG:3857: 2π·6,378,137.
const SIDE_M: f64 = 40_075_016.685_578_49;

/// Units of a vector tile's side (Mapbox Vector Tile 2.1, the usual extent).
pub const TILE_EXTENT: i64 = 4096;

/// A position in steps of the square.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WorldPoint {
    /// Steps to the east of the antimeridian.
    pub x: u32,
    /// Steps to the south of the northern edge.
    pub y: u32,
}

/// One square of the quadtree: a tile, or a cell in which sites are drawn as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cell {
    /// Zoom, 0–32: 2^z cells a side.
    pub z: u8,
    /// Column from the west.
    pub x: u32,
    /// Row from the north.
    pub y: u32,
}

impl WorldPoint {
    /// The step a position falls in.
    #[must_use]
    pub fn of(position: Coordinates) -> Self {
        let point = to_web_mercator(position);
        // Casts from f64 saturate: the eastern and southern edge stay inside.
        let step = |share: f64| (share * 4_294_967_296.0).floor() as u32;
        Self { x: step(point.x / SIDE_M + 0.5), y: step(0.5 - point.y / SIDE_M) }
    }

    /// The Z-order key: the bits of row and column by turns, so that every [`Cell`] is one range of keys.
    #[must_use]
    pub const fn key(self) -> u64 {
        spread(self.x) | spread(self.y) << 1
    }

    /// The point of a key.
    #[must_use]
    pub const fn of_key(key: u64) -> Self {
        Self { x: gather(key), y: gather(key >> 1) }
    }

    /// The cell of a zoom that holds the point; zooms beyond 32 count as 32.
    #[must_use]
    pub fn cell(self, z: u8) -> Cell {
        let z = z.min(32);
        let shift = 32 - u32::from(z);
        let part = |value: u32| u32::try_from(u64::from(value) >> shift).unwrap_or(0);
        Cell { z, x: part(self.x), y: part(self.y) }
    }

    /// The point in the units of a tile, 0 to [`TILE_EXTENT`] inside it, negative to the west and north.
    #[must_use]
    pub fn in_tile(self, tile: Cell) -> (i64, i64) {
        let shift = 32 - u32::from(tile.z);
        let unit = |value: u32, start: u32| ((i64::from(value) - (i64::from(start) << shift)) * TILE_EXTENT) >> shift;
        (unit(self.x, tile.x), unit(self.y, tile.y))
    }
}

impl Cell {
    /// The cell, if there is one at these numbers.
    #[must_use]
    pub fn at(z: u8, x: u32, y: u32) -> Option<Self> {
        let side = 1_u64 << z.min(32);
        (z <= 32 && u64::from(x) < side && u64::from(y) < side).then_some(Self { z, x, y })
    }

    /// The keys of all points inside, first and last.
    #[must_use]
    pub fn keys(self) -> (u64, u64) {
        if self.z == 0 {
            return (0, u64::MAX);
        }
        let shift = 64 - 2 * u32::from(self.z);
        let first = (spread(self.x) | spread(self.y) << 1) << shift;
        (first, first | (1_u64 << shift).wrapping_sub(1))
    }

    /// Steps of one side.
    #[must_use]
    pub fn side(self) -> u64 {
        1_u64 << (32 - u32::from(self.z))
    }

    /// The north-western corner, in steps.
    #[must_use]
    pub fn corner(self) -> (u64, u64) {
        (u64::from(self.x) * self.side(), u64::from(self.y) * self.side())
    }

    /// Its four quarters in Z-order. Only of cells above zoom 32.
    pub fn quarters(self) -> impl Iterator<Item = Self> {
        let quarter = move |place: u32| Self { z: self.z + 1, x: self.x << 1 | (place & 1), y: self.y << 1 | place >> 1 };
        (0..4).map(quarter)
    }

    /// Do the two share a point, if only of their edges? Cells of any zooms.
    #[must_use]
    pub fn touches(self, other: Self) -> bool {
        let ((left, top), (from, above)) = (self.corner(), other.corner());
        left <= from + other.side() && from <= left + self.side() && top <= above + other.side() && above <= top + self.side()
    }

    /// The cells of its own zoom around it, row by row; those beyond the world are left out.
    pub fn neighbours(self) -> impl Iterator<Item = Self> {
        let around = (-1..=1).flat_map(|down| (-1..=1).map(move |right| (right, down))).filter(|step| *step != (0, 0));
        around.filter_map(move |(right, down)| {
            let (x, y) = (i64::from(self.x) + right, i64::from(self.y) + down);
            Self::at(self.z, u32::try_from(x).ok()?, u32::try_from(y).ok()?)
        })
    }
}

/// Spreads 32 bits over the even bits of 64 (bit twiddling known as Morton's, 1966).
const fn spread(value: u32) -> u64 {
    let mut wide = value as u64;
    wide = (wide | wide << 16) & 0x0000_ffff_0000_ffff;
    wide = (wide | wide << 8) & 0x00ff_00ff_00ff_00ff;
    wide = (wide | wide << 4) & 0x0f0f_0f0f_0f0f_0f0f;
    wide = (wide | wide << 2) & 0x3333_3333_3333_3333;
    (wide | wide << 1) & 0x5555_5555_5555_5555
}

/// The even bits of a key, put together again.
const fn gather(key: u64) -> u32 {
    let mut narrow = key & 0x5555_5555_5555_5555;
    narrow = (narrow | narrow >> 1) & 0x3333_3333_3333_3333;
    narrow = (narrow | narrow >> 2) & 0x0f0f_0f0f_0f0f_0f0f;
    narrow = (narrow | narrow >> 4) & 0x00ff_00ff_00ff_00ff;
    narrow = (narrow | narrow >> 8) & 0x0000_ffff_0000_ffff;
    (narrow | narrow >> 16) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::tile_of;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_cell_is_a_range_of_keys(x in any::<u32>(), y in any::<u32>(), z in 0_u8..=32, other_x in any::<u32>(), other_y in any::<u32>()) {
            let (point, other) = (WorldPoint { x, y }, WorldPoint { x: other_x, y: other_y });
            prop_assert_eq!(WorldPoint::of_key(point.key()), point);
            let cell = point.cell(z);
            let (first, last) = cell.keys();
            prop_assert!((first..=last).contains(&point.key()));
            prop_assert_eq!((first..=last).contains(&other.key()), other.cell(z) == cell);
        }

        #[test]
        fn it_agrees_with_the_tiles_of_web_mercator(lon in -180.0..=180.0, lat in -85.0..=85.0, z in 0_u8..=22) {
            let position = Coordinates::parse(lon, lat).expect("on the globe");
            let cell = WorldPoint::of(position).cell(z);
            prop_assert_eq!((cell.x, cell.y), tile_of(position, z));
            let (x, y) = WorldPoint::of(position).in_tile(cell);
            prop_assert!((0..TILE_EXTENT).contains(&x) && (0..TILE_EXTENT).contains(&y));
        }
    }

    #[test]
    fn cells_touch_at_edges_and_corners_and_quarters_are_in_order_of_keys() {
        let cell = Cell { z: 5, x: 17, y: 11 };
        let quarters: Vec<Cell> = cell.quarters().collect();
        assert_eq!((quarters[0].keys().0, quarters[3].keys().1), cell.keys());
        assert!(quarters.is_sorted_by_key(|quarter| quarter.keys()));
        assert!(quarters.iter().all(|quarter| quarter.touches(cell)));
        let near: Vec<bool> = (14..=20).map(|x| Cell { z: 5, x, y: 12 }.touches(cell)).collect();
        assert_eq!(near, [false, false, true, true, true, false, false]);
        assert!(cell.touches(Cell { z: 0, x: 0, y: 0 }));
        assert!(!cell.touches(Cell { z: 7, x: 66, y: 48 }) && cell.touches(Cell { z: 7, x: 67, y: 48 }));
    }

    #[test]
    fn neighbours_surround_a_cell_and_end_at_the_edge_of_the_world() {
        let inside = Cell { z: 5, x: 17, y: 11 };
        assert_eq!(inside.neighbours().count(), 8);
        assert!(inside.neighbours().all(|cell| cell != inside && cell.touches(inside)));
        assert_eq!(Cell { z: 1, x: 0, y: 0 }.neighbours().count(), 3);
        assert_eq!(Cell { z: 0, x: 0, y: 0 }.neighbours().count(), 0);
        assert_eq!(Cell::at(2, 4, 0), None);
    }
}
