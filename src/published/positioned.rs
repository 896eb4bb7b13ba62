//! Sites with a public point, sorted so that every tile and every cell is one stretch of them.
//! Sites without a point are not in here: they are counted, never drawn.

use super::site::Site;
use crate::geo::Cell;

/// Places of sites in a snapshot, in Z-order of their points; equal points in the order of their public numbers.
#[derive(Clone, Debug, Default)]
pub struct Positioned {
    keys: Vec<u64>,
    sites: Vec<u32>,
}

impl Positioned {
    /// Of the sites at these places of a snapshot.
    #[must_use]
    pub fn of<'a>(sites: impl Iterator<Item = (u32, &'a Site)>) -> Self {
        let mut order: Vec<(u64, i64, u32)> =
            sites.filter_map(|(at, site)| Some((site.position.as_ref()?.world.key(), site.id, at))).collect();
        order.sort_unstable();
        Self { keys: order.iter().map(|(key, ..)| *key).collect(), sites: order.into_iter().map(|(.., at)| at).collect() }
    }

    /// Those that also pass a test, in the same order. `passes` is asked for places in the snapshot.
    #[must_use]
    pub fn only(&self, passes: impl Fn(u32) -> bool) -> Self {
        let (keys, sites) = self.keys.iter().zip(&self.sites).filter(|(_, at)| passes(**at)).unzip();
        Self { keys, sites }
    }

    /// Their places in the snapshot, in z-order.
    #[must_use]
    pub fn sites(&self) -> &[u32] {
        &self.sites
    }

    /// None at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The stretch that lies in a cell.
    #[must_use]
    pub fn inside(&self, cell: Cell) -> Stretch<'_> {
        let (first, last) = cell.keys();
        let from = self.keys.partition_point(|key| *key < first);
        let to = from + self.keys[from..].partition_point(|key| *key <= last);
        Stretch { keys: &self.keys[from..to], sites: &self.sites[from..to] }
    }
}

/// Neighbours in Z-order.
#[derive(Clone, Copy, Debug)]
pub struct Stretch<'a> {
    /// Z-order keys, ascending.
    pub keys: &'a [u64],
    /// Places in the snapshot, one for each key.
    pub sites: &'a [u32],
}

impl<'a> Stretch<'a> {
    /// What lies up to the end of a cell, and what comes after it.
    #[must_use]
    pub fn split_after(self, cell: Cell) -> (Self, Self) {
        let (_, last) = cell.keys();
        let end = self.keys.partition_point(|key| *key <= last);
        let (keys, sites) = (self.keys.split_at(end), self.sites.split_at(end));
        (Self { keys: keys.0, sites: sites.0 }, Self { keys: keys.1, sites: sites.1 })
    }

    /// The same, cut where the cell of a zoom changes.
    pub fn cells(self, z: u8) -> impl Iterator<Item = Stretch<'a>> {
        let shift = 64 - 2 * u32::from(z.min(32));
        let cell = move |key: u64| if shift == 64 { 0 } else { key >> shift };
        let mut rest = self;
        std::iter::from_fn(move || {
            let first = cell(*rest.keys.first()?);
            // Cells are short: walking on is quicker than halving.
            let end = rest.keys.iter().position(|key| cell(*key) != first).unwrap_or(rest.keys.len());
            let (here, there) = (rest.keys.split_at(end), rest.sites.split_at(end));
            rest = Stretch { keys: here.1, sites: there.1 };
            Some(Stretch { keys: here.0, sites: there.0 })
        })
    }
}
