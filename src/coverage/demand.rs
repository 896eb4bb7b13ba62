//! Who needs a centre and where: people by group on points. One point stands for each comune, or for each cell where a
//! finer set of cells is loaded. Immutable, like the mirror. Refuses to take no data for nobody: a comune without a figure
//! has none, and every total it belongs to says so.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use xxhash_rust::xxh3::Xxh3;

use super::areas::Areas;
use super::points::{NO_LAND, Points};
use super::travel::cell_key;
use crate::geo::{Coordinates, LandmassIndex};

/// Name of the demand that has one point for each comune.
pub const MUNICIPALITIES: &str = "municipalities";
/// Most composed groups held.
const COMPOSED: usize = 16;

/// People of the comuni: for each group one figure for each comune in the order of [`Areas::municipalities`].
#[derive(Debug, Clone, Default)]
pub struct Census {
    /// 1 January of this year.
    pub year: i32,
    /// Key of the source.
    pub source: String,
    /// Figures by group; none where the source has none.
    pub groups: BTreeMap<String, Vec<Option<f64>>>,
}

/// A set of cells finer than comuni.
#[derive(Debug, Clone, Default)]
pub struct Cells {
    /// Key of the set.
    pub key: String,
    /// Year its figures are of, where it says so.
    pub year: Option<i32>,
    /// Key of the source.
    pub source: String,
    /// Names of its groups.
    pub groups: Vec<String>,
    /// ISTAT codes of the Regions it has cells in.
    pub regions: Vec<String>,
    /// The cells.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Its name in the set.
    pub name: String,
    /// Its middle.
    pub at: Coordinates,
    /// Radius in metres within which its people live.
    pub radius_m: f64,
    /// ISTAT code of its comune.
    pub municipality_code: String,
    /// A figure for each group of the set; none where the source has none.
    pub persons: Vec<Option<f64>>,
}

/// The people of one group on the points of a demand.
#[derive(Debug)]
pub struct Group {
    /// Name, such as `0-17`.
    pub name: String,
    /// People at each point; 0 where another point tells of them, or nobody does.
    pub people: Vec<f64>,
    /// Comuni of which nobody knows, for a part at least, how many people they have.
    pub unknown: Vec<u32>,
    /// People of each comune.
    pub of_municipality: Vec<f64>,
    /// Comuni whose people are told by cells.
    pub by_cells: Vec<bool>,
}

/// People on points.
#[derive(Debug)]
pub struct Demand {
    /// Name of the set.
    pub key: String,
    /// 1 January of this year.
    pub year: Option<i32>,
    /// Key of the source.
    pub source: String,
    /// Year of the boundaries.
    pub boundary_year: i32,
    /// Hash of everything here.
    pub version: String,
    /// The areas over it.
    pub areas: Arc<Areas>,
    /// The points.
    pub points: Points,
    /// The comune of each point.
    pub municipality: Vec<u32>,
    /// Radius in metres within which the people of each point are taken to live.
    pub radius_m: Vec<f64>,
    /// Radius in metres within which they live for certain.
    pub reach_m: Vec<f64>,
    /// The cell of each point by [`cell_key`] of its name; 0 for a comune's own point.
    pub cell: Vec<u64>,
    /// The place of each comune's own point.
    pub seat: Vec<u32>,
    groups: BTreeMap<String, Arc<Group>>,
    composed: Mutex<HashMap<String, Arc<Group>>>,
}

impl Demand {
    /// From the people of comuni and, where given, finer cells: where a set of cells names a group, the cells of a comune
    /// stand for the comune.
    #[must_use]
    pub fn new(areas: Arc<Areas>, boundary_year: i32, census: &Census, cells: Option<&Cells>, land: &LandmassIndex) -> Self {
        let comuni = &areas.municipalities;
        let on = |at: Coordinates, otherwise: Option<i32>| land.landmass_at(at).or(otherwise).unwrap_or(NO_LAND);
        let of_cells: Vec<(&Cell, u32)> = cells
            .map(|set| set.cells.iter().filter_map(|cell| Some((cell, areas.municipality(&cell.municipality_code)?))).collect())
            .unwrap_or_default();
        let mut given: Vec<(Coordinates, i32)> = comuni.iter().map(|one| (one.at, one.landmass.unwrap_or(on(one.at, None)))).collect();
        given.extend(of_cells.iter().map(|(cell, of)| (cell.at, on(cell.at, comuni[*of as usize].landmass))));
        let (points, order) = Points::sorted(&given);
        let seats = comuni.len() as u32;
        let mut seat = vec![0; comuni.len()];
        let mut municipality = Vec::with_capacity(order.len());
        let mut radius_m = Vec::with_capacity(order.len());
        let mut reach_m = Vec::with_capacity(order.len());
        let mut cell_keys = vec![0; order.len()];
        for (at, number) in (0_u32..).zip(&order) {
            if *number < seats {
                seat[*number as usize] = at;
                municipality.push(*number);
                radius_m.push(comuni[*number as usize].radius_m);
                reach_m.push(comuni[*number as usize].reach_m);
            } else {
                let (cell, of) = of_cells[(number - seats) as usize];
                municipality.push(of);
                radius_m.push(cell.radius_m);
                reach_m.push(cell.radius_m);
                cell_keys[at as usize] = cell_key(&cell.name);
            }
        }
        let names: BTreeSet<&String> = census.groups.keys().chain(cells.iter().flat_map(|set| &set.groups)).collect();
        let groups = names.into_iter().map(|name| {
            let column = cells.and_then(|set| set.groups.iter().position(|group| group == name));
            let people = People { census: census.groups.get(name), of_cells: column.map(|column| (column, of_cells.as_slice())) };
            (name.clone(), Arc::new(people.on(name, &order, comuni.len())))
        });
        let mut demand = Self {
            key: cells.map_or_else(|| MUNICIPALITIES.to_owned(), |set| set.key.clone()),
            year: cells.map_or(Some(census.year), |set| set.year),
            source: cells.map_or_else(|| census.source.clone(), |set| set.source.clone()),
            boundary_year,
            version: String::new(),
            groups: groups.collect(),
            composed: Mutex::default(),
            areas: Arc::clone(&areas),
            points,
            municipality,
            radius_m,
            reach_m,
            cell: cell_keys,
            seat,
        };
        demand.version = demand.digest();
        demand
    }

    /// The names of the groups that are told as they stand.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        self.groups.keys().map(String::as_str)
    }

    /// The people of a group: one that the set names, or ages that its groups add up to, such as `18-64`.
    #[must_use]
    pub fn group(&self, name: &str) -> Option<Arc<Group>> {
        if let Some(group) = self.groups.get(name) {
            return Some(Arc::clone(group));
        }
        let mut composed = self.composed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(group) = composed.get(name) {
            return Some(Arc::clone(group));
        }
        let group = Arc::new(self.compose(name)?);
        if composed.len() >= COMPOSED {
            composed.clear();
        }
        composed.insert(name.to_owned(), Arc::clone(&group));
        Some(group)
    }

    /// Groups whose ages follow upon one another from the first age asked for to the last.
    fn compose(&self, name: &str) -> Option<Group> {
        let (from, to) = ages(name)?;
        let mut parts: Vec<&Group> = vec![];
        let mut next = from;
        loop {
            // Of those that begin here the widest that fits, so that as few as possible are added.
            let fitting = self.groups.iter().filter_map(|(name, group)| Some((ages(name)?, group)));
            let (last, part) = fitting
                .filter(|((first, last), _)| *first == next && *last <= to)
                .map(|((_, last), group)| (last, group))
                .max_by_key(|(last, _)| *last)?;
            parts.push(part);
            if last == to {
                break;
            }
            next = last.checked_add(1)?;
        }
        let add = |of: fn(&Group) -> &[f64], count: usize| {
            parts.iter().fold(vec![0.0; count], |mut sum, part| {
                sum.iter_mut().zip(of(part)).for_each(|(sum, more)| *sum += more);
                sum
            })
        };
        let mut unknown: Vec<u32> = parts.iter().flat_map(|part| part.unknown.iter().copied()).collect();
        unknown.sort_unstable();
        unknown.dedup();
        let mut group = Group {
            name: name.to_owned(),
            people: add(|part| &part.people, self.points.len()),
            of_municipality: add(|part| &part.of_municipality, self.areas.municipalities.len()),
            by_cells: (0..self.areas.municipalities.len()).map(|at| parts.iter().all(|part| part.by_cells[at])).collect(),
            unknown,
        };
        // A sum with a missing part is missing.
        let unknown: BTreeSet<u32> = group.unknown.iter().copied().collect();
        for (at, municipality) in self.municipality.iter().enumerate() {
            if unknown.contains(municipality) {
                group.people[at] = 0.0;
            }
        }
        unknown.iter().for_each(|at| group.of_municipality[*at as usize] = 0.0);
        Some(group)
    }

    fn digest(&self) -> String {
        let mut hash = Xxh3::new();
        hash.update(format!("{}|{:?}|{}|{}", self.key, self.year, self.source, self.boundary_year).as_bytes());
        for (at, radius) in self.radius_m.iter().enumerate() {
            let position = self.points.coordinates(at);
            [position.lon(), position.lat(), *radius, self.reach_m[at]]
                .iter()
                .for_each(|number| hash.update(&number.to_bits().to_le_bytes()));
            hash.update(self.areas.municipalities[self.municipality[at] as usize].code.as_bytes());
        }
        for level in super::areas::Level::ALL {
            for (at, area) in (0_u32..).zip(self.areas.at(level)) {
                hash.update(format!("|{at} {} {}", area.code, area.name).as_bytes());
            }
        }
        for at in 0..self.areas.municipalities.len() as u32 {
            self.areas.of(super::areas::Level::District, at).iter().for_each(|district| hash.update(&district.to_le_bytes()));
            hash.update(b"/");
        }
        for group in self.groups.values() {
            hash.update(group.name.as_bytes());
            group.people.iter().for_each(|people| hash.update(&people.to_bits().to_le_bytes()));
            group.unknown.iter().for_each(|at| hash.update(&at.to_le_bytes()));
        }
        format!("{:032x}", hash.digest128())
    }

    /// Bytes held, about.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.points.len() * (80 + 8 * (self.groups.len() + 1))
    }
}

/// One group's figures on their way to the points.
struct People<'a> {
    census: Option<&'a Vec<Option<f64>>>,
    /// The column of the cells, and the cells with their comuni.
    of_cells: Option<(usize, &'a [(&'a Cell, u32)])>,
}

impl People<'_> {
    fn on(&self, name: &str, order: &[u32], comuni: usize) -> Group {
        let cell = |at: usize| self.of_cells.and_then(|(column, cells)| Some((*cells.get(at)?.0.persons.get(column)?, cells[at].1)));
        let mut by_cells = vec![false; comuni];
        let mut with_gaps = vec![false; comuni];
        for at in 0..self.of_cells.map_or(0, |(_, cells)| cells.len()) {
            match cell(at) {
                Some((Some(_), of)) => by_cells[of as usize] = true,
                Some((None, of)) => with_gaps[of as usize] = true,
                None => {}
            }
        }
        let told = |of: usize| self.census.and_then(|census| census.get(of).copied().flatten());
        let mut of_municipality = vec![0.0; comuni];
        let people: Vec<f64> = order
            .iter()
            .map(|number| {
                let number = *number as usize;
                let (people, of) = if number < comuni {
                    (if by_cells[number] { 0.0 } else { told(number).unwrap_or(0.0) }, number)
                } else {
                    cell(number - comuni).map_or((0.0, 0), |(people, of)| (people.unwrap_or(0.0), of as usize))
                };
                of_municipality[of] += people;
                people
            })
            .collect();
        let unknown =
            (0..comuni).filter(|of| if by_cells[*of] { with_gaps[*of] } else { told(*of).is_none() }).map(|of| of as u32).collect();
        Group { name: name.to_owned(), people, unknown, of_municipality, by_cells }
    }
}

/// First and last age of a group: `0-17`, `85+`; none for everybody and for groups that are not of ages.
fn ages(name: &str) -> Option<(u16, u16)> {
    if let Some(from) = name.strip_suffix('+') {
        return Some((from.parse().ok()?, u16::MAX));
    }
    let (from, to) = name.split_once('-')?;
    let (from, to) = (from.parse().ok()?, to.parse().ok()?);
    (from <= to).then_some((from, to))
}

#[cfg(test)]
#[path = "demand_tests.rs"]
mod tests;
