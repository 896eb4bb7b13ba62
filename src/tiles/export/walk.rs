//! The quadtree from the top, each zoom along the curve in which PMTiles numbers its tiles.

use anyhow::Result;
use pmtiles::{TileCoord, TileId};

use crate::geo::{Cell, Coordinates, WorldPoint, tile_of};
use crate::published::Positioned;

/// The whole world.
pub(super) const TOP: Cell = Cell { z: 0, x: 0, y: 0 };
/// What stands in the cells of so many zooms deeper around a tile may reach into it: a cluster of its zoom is gathered from one,
/// and a buffer is half of one.
const REACH_DEEPER: u8 = 3;

/// The four tiles below, in the order of the curve. The curve is nested: those below a tile come before those below the next,
/// so whoever goes through one zoom in order gets the next in order too.
pub(super) fn below(cell: Cell) -> Result<[Cell; 4]> {
    let mut four =
        [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(right, down)| Cell { z: cell.z + 1, x: 2 * cell.x + right, y: 2 * cell.y + down });
    let mut ids = [0_u64; 4];
    for (id, cell) in ids.iter_mut().zip(&four) {
        *id = TileId::from(TileCoord::new(cell.z, cell.x, cell.y)?).value();
    }
    let first = ids.iter().copied().min().unwrap_or(0);
    let unordered = four;
    for (id, cell) in ids.iter().zip(unordered) {
        four[usize::try_from(id - first)?] = cell;
    }
    Ok(four)
}

/// Does a site stand in a tile, or near enough to be seen in it or in any below, alone or in a cluster? Reaches are shares of
/// a tile's side, so what is too far for this tile is too far for those below it.
pub(super) fn holds_sites(sites: &Positioned, cell: Cell) -> bool {
    let near = |key: &u64| WorldPoint::of_key(*key).cell(cell.z + REACH_DEEPER).touches(cell);
    !sites.inside(cell).keys.is_empty() || cell.neighbours().any(|neighbour| sites.inside(neighbour).keys.iter().any(near))
}

/// For each place that is looked at about so many are looked at one zoom further: four where something is drawn, less along a coast.
const USUAL: f64 = 3.2;
/// How many places of a zoom weigh as much as what is usual.
const LEAN: f64 = 24.0;

/// How many places will have been looked at in the end: exact at the last zoom, before that by what was found so far.
#[derive(Debug)]
pub(super) struct Expected {
    /// Tiles that cover the box at each zoom to the last: there are never more.
    most: Vec<f64>,
    zoom: u8,
    /// Looked at before this zoom.
    before: usize,
    /// Looked at in this zoom.
    here: usize,
}

impl Expected {
    /// Of a walk down to this zoom, within a box in degrees: west, south, east, north.
    pub(super) fn of(last: u8, [west, south, east, north]: [f64; 4]) -> Self {
        let cell = |lon: f64, lat: f64, z: u8| Coordinates::parse(lon, lat).map_or((0, 0), |corner| tile_of(corner, z));
        let covering = |z: u8| {
            let ((left, top), (right, bottom)) = (cell(west, north, z), cell(east, south, z));
            // What reaches in from beyond the edge is looked at too.
            f64::from(right - left + 3) * f64::from(bottom - top + 3)
        };
        Self { most: (0..=last).map(covering).collect(), zoom: 0, before: 0, here: 0 }
    }

    /// One more place of a zoom of `all` was looked at; `deeper` were found for the next so far. Done and expected.
    pub(super) fn after(&mut self, zoom: u8, all: usize, deeper: usize) -> (usize, usize) {
        if zoom != self.zoom {
            self.before += self.here;
            (self.zoom, self.here) = (zoom, 0);
        }
        self.here += 1;
        let mut total = self.before + all;
        let further = self.most.get(usize::from(zoom) + 1..).unwrap_or_default();
        if !further.is_empty() {
            // What was found so far, leaning on what is usual until enough was.
            let each = (deeper as f64 + USUAL * LEAN) / (self.here as f64 + LEAN);
            let mut next = deeper as f64 + each * (all - self.here.min(all)) as f64;
            for most in further {
                next = next.min(*most);
                total += next as usize;
                next *= USUAL;
            }
        }
        (self.before + self.here, total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_zoom_goes_along_the_curve() {
        let mut cells = vec![TOP];
        let mut expected = 0_u64;
        for _ in 0..6 {
            for cell in &cells {
                let id = TileId::from(TileCoord::new(cell.z, cell.x, cell.y).expect("a tile")).value();
                assert_eq!(id, expected, "{cell:?}");
                expected += 1;
            }
            cells = cells.into_iter().flat_map(|cell| below(cell).expect("four tiles")).collect();
        }
    }

    #[test]
    fn the_end_is_known_at_the_last_zoom() {
        let mut expected = Expected::of(1, [6.6, 35.4, 18.6, 47.1]);
        // One place was looked at and four were found below it.
        assert_eq!(expected.after(0, 1, 4), (1, 5));
        for done in 2..=5 {
            assert_eq!(expected.after(1, 4, 0), (done, 5));
        }
    }
}
