//! Sites that would lie on top of one another are drawn as one: a cluster for each cell of a world grid that is nested
//! in the quadtree of tiles. Which sites a cluster holds, where it is drawn and when it opens depends on nothing outside
//! its cell, so neighbouring tiles and zooms agree by construction, and an edit touches the tiles around one cell only.

use std::fmt;
use std::str::FromStr;

use super::positioned::{Positioned, Stretch};
use crate::geo::{Cell, TILE_EXTENT, WorldPoint};

/// A tile has 2³ cells a side: 64 pixels of a tile drawn 512 pixels wide, about the size of a sign and its name.
const CELLS_DEEPER: u8 = 3;
/// The last zoom with such cells. One further every site stands alone, and clients enlarge from there.
const LAST_CLUSTER_ZOOM: u8 = 13;
/// From there on only what lies in one cell of 15 cm is drawn as one: nobody could tell its signs apart at any zoom.
const SAME_PLACE_ZOOM: u8 = 28;
/// `expansion_zoom` of sites at the same place: beyond the last zoom, ask for the members.
pub const NEVER_OPENS: u8 = LAST_CLUSTER_ZOOM + 2;
/// Share of a tile's side by which its neighbours' signs reach into it: 1/16, 256 of 4096 units.
const BUFFER_DEEPER: u8 = 4;
/// The same in units of the tile.
const BUFFER: i64 = TILE_EXTENT >> BUFFER_DEEPER;

/// Zoom of the cells in which sites of a tile's zoom are drawn as one.
fn cell_zoom(z: u8) -> u8 {
    if z <= LAST_CLUSTER_ZOOM { z + CELLS_DEEPER } else { SAME_PLACE_ZOOM }
}

/// What stands in a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark<'a> {
    /// One site, at its own place; its place in the snapshot.
    Site(u32),
    /// Several.
    Cluster(Cluster<'a>),
}

/// Several sites drawn as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cluster<'a> {
    /// Where they all lie.
    pub cell: Cell,
    /// Their places in the snapshot.
    pub members: &'a [u32],
    /// Where it is drawn: the mean of its members, kept off the edges of its cell.
    pub at: WorldPoint,
    /// The first zoom of tiles at which it falls apart; [`NEVER_OPENS`] for sites at the same place.
    pub expansion_zoom: u8,
}

impl<'a> Cluster<'a> {
    fn of(cell: Cell, members: Stretch<'a>) -> Self {
        let sum = members.keys.iter().fold((0_u64, 0_u64), |(x, y), key| {
            let point = WorldPoint::of_key(*key);
            (x + u64::from(point.x), y + u64::from(point.y))
        });
        let (left, top) = cell.corner();
        // A quarter of the cell from its edges, so that two neighbours never touch.
        let quarter = cell.side() / 4;
        let kept = |mean: u64, start: u64| u32::try_from(mean.clamp(start + quarter, start + 3 * quarter)).unwrap_or(u32::MAX);
        let number = members.keys.len().max(1) as u64;
        let at = WorldPoint { x: kept(sum.0 / number, left), y: kept(sum.1 / number, top) };
        let (first, last) = (members.keys.first().copied().unwrap_or(0), members.keys.last().copied().unwrap_or(0));
        Self { cell, members: members.sites, at, expansion_zoom: opens_at(first, last) }
    }

    /// The name members are asked for by.
    #[must_use]
    pub fn id(&self) -> ClusterId {
        ClusterId(self.cell)
    }
}

/// The tile zoom at which the first and last of sorted members lie in different cells.
fn opens_at(first: u64, last: u64) -> u8 {
    let differ = u8::try_from((first ^ last).leading_zeros() / 2).unwrap_or(32) + 1;
    match differ {
        zoom if zoom <= LAST_CLUSTER_ZOOM + CELLS_DEEPER => zoom.saturating_sub(CELLS_DEEPER),
        zoom if zoom <= SAME_PLACE_ZOOM => LAST_CLUSTER_ZOOM + 1,
        _ => NEVER_OPENS,
    }
}

/// A cluster's name: the zoom, column and row of its cell, as in `9-271-187`. The same in every tile, process and year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClusterId(pub Cell);

impl fmt::Display for ClusterId {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}-{}-{}", self.0.z, self.0.x, self.0.y)
    }
}

impl FromStr for ClusterId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.splitn(3, '-').map(|part| {
            let plain = part.bytes().all(|digit| digit.is_ascii_digit());
            part.parse::<u32>().ok().filter(|_| plain).ok_or(())
        });
        let mut next = || parts.next().unwrap_or(Err(()));
        let z = u8::try_from(next()?).map_err(|_| ())?;
        let cell = Cell::at(z, next()?, next()?).ok_or(())?;
        Ok(Self(cell))
    }
}

/// What a tile shows, with what reaches in from around it. `clustered` false gives every site as it is.
/// The order depends on nothing but the points: own marks in Z-order, then those from outside.
pub fn marks<'a>(sites: &'a Positioned, tile: Cell, clustered: bool, mut draw: impl FnMut(Mark<'a>, (i64, i64))) {
    let cells = if clustered { cell_zoom(tile.z) } else { 32 };
    let mut put = |stretch: Stretch<'a>, reaches_in: bool| {
        let mut show = |mark: Mark<'a>, at: WorldPoint| {
            let (x, y) = at.in_tile(tile);
            let near = |value: i64| (-BUFFER..=TILE_EXTENT + BUFFER).contains(&value);
            if !reaches_in || (near(x) && near(y)) {
                draw(mark, (x, y));
            }
        };
        if !clustered {
            stretch.keys.iter().zip(stretch.sites).for_each(|(key, at)| show(Mark::Site(*at), WorldPoint::of_key(*key)));
            return;
        }
        for together in stretch.cells(cells) {
            let first = WorldPoint::of_key(together.keys[0]);
            if together.keys.len() == 1 {
                show(Mark::Site(together.sites[0]), first);
            } else {
                let cluster = Cluster::of(first.cell(cells), together);
                show(Mark::Cluster(cluster), cluster.at);
            }
        }
    };
    put(sites.inside(tile), false);
    // Cells are never cut: where they are larger than the buffer the whole cell is looked at.
    let edge = (tile.z + BUFFER_DEEPER).min(cells);
    for neighbour in tile.neighbours() {
        along_edge(sites.inside(neighbour), neighbour, tile, edge, &mut |stretch| put(stretch, true));
    }
}

/// What lies in those cells of zoom `edge` inside `cell` that touch the tile. Most of a neighbour is empty or far away: whole
/// quarters are left aside without a look at their points.
fn along_edge<'a>(inside: Stretch<'a>, cell: Cell, tile: Cell, edge: u8, put: &mut impl FnMut(Stretch<'a>)) {
    if inside.keys.is_empty() || !cell.touches(tile) {
        return;
    }
    if cell.z >= edge {
        return put(inside);
    }
    let mut rest = inside;
    for quarter in cell.quarters() {
        let (here, later) = rest.split_after(quarter);
        along_edge(here, quarter, tile, edge, put);
        rest = later;
    }
}

/// The tiles of a zoom in which something at a point may be seen, as itself or in a cluster.
pub fn tiles_touched(at: WorldPoint, z: u8) -> impl Iterator<Item = Cell> {
    let tile = at.cell(z);
    // The cell's neighbourhood: its own tile, and those it borders on.
    let cell = at.cell((z + CELLS_DEEPER).min(32));
    let side = 1_u32 << (cell.z - z);
    let (column, row) = (cell.x % side, cell.y % side);
    let reach = move |place: u32| {
        let before = i64::from(place == 0);
        let after = i64::from(place == side - 1);
        -before..=after
    };
    reach(row).flat_map(move |down| reach(column).map(move |right| (right, down))).filter_map(move |(right, down)| {
        let (x, y) = (i64::from(tile.x) + right, i64::from(tile.y) + down);
        Cell::at(z, u32::try_from(x).ok()?, u32::try_from(y).ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_opens_where_its_members_part() {
        let (one, other) = (WorldPoint { x: 0x8000_0000, y: 0x6000_0000 }, WorldPoint { x: 0x8000_0000 + (1 << 20), y: 0x6000_0000 });
        // Twenty bits from the end: they part at cell zoom 12, which is tile zoom 9.
        assert_eq!(opens_at(one.key(), other.key()), 9);
        assert_eq!(opens_at(one.key(), one.key()), NEVER_OPENS);
        assert_eq!(opens_at(one.key(), WorldPoint { x: one.x + 64, y: one.y }.key()), LAST_CLUSTER_ZOOM + 1);
        assert_eq!(opens_at(one.key(), WorldPoint { x: one.x + 1, y: one.y }.key()), NEVER_OPENS);
    }

    #[test]
    fn a_name_is_read_back_and_nonsense_is_not() {
        let id = ClusterId(Cell { z: 9, x: 271, y: 187 });
        assert_eq!(id.to_string().parse(), Ok(id));
        for wrong in ["", "9", "9-271", "9-271-187-1", "9-271-+187", "33-0-0", "2-4-0", "a-b-c", "-1-0-0", "9-271-99999999999"] {
            assert!(wrong.parse::<ClusterId>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_point_at_the_corner_is_seen_from_four_tiles() {
        let corner = WorldPoint { x: 0x8000_0000, y: 0x8000_0000 };
        assert_eq!(tiles_touched(corner, 5).count(), 4);
        assert_eq!(tiles_touched(WorldPoint { x: 0x8100_0000 + 0x7f_ffff, y: 0x8400_0000 }, 5).count(), 1);
        assert_eq!(tiles_touched(WorldPoint { x: 0, y: 0 }, 0).count(), 1);
    }
}
