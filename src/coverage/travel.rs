//! C4: how many people have a site within a travel time, by a matrix that somebody computed and imported. No matrix, or no
//! times from where people live, is not computed; no way to any site is unreachable; a way that takes longer is zero.
//! Refuses to guess a time from a distance, and to claim bounds: how far people live from the origin is no time.

use std::collections::HashMap;

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::demand::Demand;
use super::given::Given;
use super::order::quantiles;
use super::row::{Row, State};

const NO_PEOPLE: &str = "nobody of the group is known to live here";
/// Why there is no figure where nothing was imported.
pub const NO_MATRIX: &str = "no travel-time matrix is loaded";
const NO_ORIGIN: &str = "the travel-time matrix has no times from here";
const NO_WAY: &str = "the travel-time matrix has no way to a site from here";

/// A matrix that is loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// Its key.
    pub key: String,
    /// When it was imported last, as text: another edition is another text.
    pub edition: String,
}

/// Minutes from an origin to the site reached soonest; none where there is no way.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FromOrigins {
    /// By ISTAT code of the comune.
    pub comuni: HashMap<String, Option<f64>>,
    /// By name of the cell.
    pub cells: HashMap<String, Option<f64>>,
    /// Public numbers of the sites of the supply that the matrix has no times to, neither of their own nor of their comune; in order.
    pub sites_without: Vec<i64>,
}

/// The same for every point of a demand.
#[derive(Debug, PartialEq)]
pub struct Times {
    /// Key of the matrix.
    pub matrix: String,
    /// Hash of all that follows.
    pub version: String,
    /// Minutes; infinite where there is no way, none where the matrix does not know the point.
    pub minutes: Vec<Option<f64>>,
    /// Public numbers of the sites of the supply that the matrix has no times to, in order.
    pub sites_without: Vec<i64>,
}

/// What a name of a cell is kept as; never 0, which stands for no cell.
#[must_use]
pub fn cell_key(name: &str) -> u64 {
    xxh3_64(name.as_bytes()).max(1)
}

impl Times {
    /// A point has the times of its own cell, else those of its comune.
    #[must_use]
    pub fn new(matrix: &str, demand: &Demand, from: &FromOrigins) -> Self {
        let cells: HashMap<u64, Option<f64>> = from.cells.iter().map(|(name, minutes)| (cell_key(name), *minutes)).collect();
        let comuni: Vec<Option<Option<f64>>> = demand.areas.municipalities.iter().map(|one| from.comuni.get(&one.code).copied()).collect();
        let minutes: Vec<Option<f64>> = demand
            .cell
            .iter()
            .zip(&demand.municipality)
            .map(|(cell, of)| cells.get(cell).copied().or(comuni[*of as usize]).map(|minutes| minutes.unwrap_or(f64::INFINITY)))
            .collect();
        let mut hash = Xxh3::new();
        from.sites_without.iter().for_each(|site| hash.update(&site.to_le_bytes()));
        minutes.iter().for_each(|minutes| hash.update(&minutes.unwrap_or(f64::NAN).to_bits().to_le_bytes()));
        Self {
            matrix: matrix.to_owned(),
            version: format!("{:032x}", hash.digest128()),
            minutes,
            sites_without: from.sites_without.clone(),
        }
    }

    /// Bytes held, about.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.minutes.len() * 16 + self.sites_without.len() * 8 + 200
    }
}

/// What is added up for each comune, in people.
struct Sums {
    /// All of the group.
    all: Vec<f64>,
    /// Those with times.
    known: Vec<f64>,
    /// Of them, those with a way to a site.
    reached: Vec<f64>,
    /// Of them, those within the threshold.
    within: Vec<f64>,
    /// Minutes times people of those with a way.
    minutes: Vec<f64>,
    /// Radius of the point times people of those with times.
    radius: Vec<f64>,
    /// Sites in an area that the matrix has no times to.
    sites_without: Vec<u32>,
}

impl Sums {
    /// Of the areas of the level asked for.
    fn of(given: &Given, times: &Times, threshold_min: f64) -> Self {
        let demand = given.demand();
        let zeros = || vec![0.0; demand.areas.municipalities.len()];
        let mut sums = Self {
            all: zeros(),
            known: zeros(),
            reached: zeros(),
            within: zeros(),
            minutes: zeros(),
            radius: zeros(),
            sites_without: vec![],
        };
        for (at, (&people, &of)) in
            given.group.people.iter().zip(&demand.municipality).enumerate().filter(|(_, (people, _))| **people > 0.0)
        {
            let of = of as usize;
            sums.all[of] += people;
            let Some(minutes) = times.minutes[at] else { continue };
            sums.known[of] += people;
            sums.radius[of] += people * given.radius_m()[at];
            if minutes.is_finite() {
                sums.reached[of] += people;
                sums.minutes[of] += people * minutes;
            }
            if minutes <= threshold_min {
                sums.within[of] += people;
            }
        }
        let sum = |figures: &[f64]| given.sum(figures);
        Self {
            all: sum(&sums.all),
            known: sum(&sums.known),
            reached: sum(&sums.reached),
            within: sum(&sums.within),
            sites_without: sites_without(given, times),
            minutes: sum(&sums.minutes),
            radius: sum(&sums.radius),
        }
    }

    /// What holds for every measure of an area: who is left out, and why there may be no figure at all.
    fn told(&self, given: &Given, area: usize, row: Row) -> (Row, bool) {
        let mut row = given.of_people(area, row);
        row.demand_resolution = (self.known[area] > 0.0).then(|| self.radius[area] / self.known[area]);
        let unknown = self.all[area] - self.known[area];
        if unknown > 0.0 {
            row.mark_partial();
            row.flags.push(format!("people_without_times:{unknown}"));
        }
        let cut_off = self.known[area] - self.reached[area];
        if cut_off > 0.0 {
            row.flags.push(format!("unreachable_people:{cut_off}"));
        }
        if self.sites_without[area] > 0 {
            row.flags.push(format!("sites_without_times:{}", self.sites_without[area]));
        }
        if self.all[area] <= 0.0 {
            (row.not_computed(NO_PEOPLE), false)
        } else if self.known[area] <= 0.0 {
            (row.not_computed(NO_ORIGIN), false)
        } else if self.reached[area] <= 0.0 {
            row.denominator = Some(self.known[area]);
            (Row { state: State::Unreachable, reason: Some(NO_WAY), ..row }, false)
        } else {
            (row, true)
        }
    }
}

/// C4: people within so many minutes of a site, as a percentage of those whose times are known; mean, median and ninth
/// decile of the minutes to the site reached soonest.
///
/// People with no way to a site are not within, are left out of the mean and count as infinitely far in quantiles.
pub(super) fn minutes(given: &Given, threshold_min: f64) -> Vec<Row> {
    let Some(times) = &given.times else { return given.rows("within_minutes", "percent", |_, row| row.not_computed(NO_MATRIX)) };
    let sums = Sums::of(given, times, threshold_min);
    let mut rows = given.rows("within_minutes", "percent", |area, row| {
        let (row, is_figure) = sums.told(given, area, row);
        if !is_figure {
            return row;
        }
        let row = row.divided(sums.within[area], sums.known[area], 100.0, NO_ORIGIN);
        Row { value_low: None, value_high: None, ..row }
    });
    rows.extend(given.rows("mean_minutes", "min", |area, row| {
        let (row, is_figure) = sums.told(given, area, row);
        if !is_figure {
            return row;
        }
        let row = row.divided(sums.minutes[area], sums.reached[area], 1.0, NO_WAY);
        Row { value_low: None, value_high: None, ..row }
    }));
    let minutes: Vec<f64> = times.minutes.iter().map(|minutes| minutes.unwrap_or(f64::INFINITY)).collect();
    let found = quantiles(given, &minutes, &sums.known, |at| times.minutes[at].is_some());
    for (which, measure) in ["median_minutes", "p90_minutes"].into_iter().enumerate() {
        rows.extend(given.rows(measure, "min", |area, row| {
            let (mut row, is_figure) = sums.told(given, area, row);
            let minutes = found[area][which];
            if !is_figure {
                return row;
            }
            row.denominator = Some(sums.known[area]);
            if minutes.is_finite() {
                Row { value: Some(minutes), state: State::Computed, ..row }
            } else {
                Row { state: State::Unreachable, reason: Some(NO_WAY), ..row }
            }
        }));
    }
    rows
}

/// C4 with C6 by time.
pub(super) fn within(given: &Given, threshold_min: f64) -> Vec<Row> {
    let mut rows = minutes(given, threshold_min);
    rows.extend(given.times.as_ref().into_iter().flat_map(|times| uncovered(given, times, threshold_min)));
    rows
}

/// Sites of each area that the matrix has no times to.
fn sites_without(given: &Given, times: &Times) -> Vec<u32> {
    given.sites_where(|site| times.sites_without.binary_search(&site.id).is_ok())
}

/// C6 by time: comuni whose point has no site within so many minutes, or no way to any, and the people of the group in them, of
/// the comuni whose times are known. Of one comune alone its share within the minutes says it.
fn uncovered(given: &Given, times: &Times, threshold_min: f64) -> Vec<Row> {
    if given.is_by_comune() {
        return vec![];
    }
    let seats = given.demand().seat.iter().map(|seat| times.minutes[*seat as usize]);
    let (mut known, mut without) = (vec![], vec![]);
    for minutes in seats {
        known.push(f64::from(u8::from(minutes.is_some())));
        without.push(f64::from(u8::from(minutes.is_some_and(|minutes| minutes > threshold_min))));
    }
    let people = |flags: &[f64]| {
        let people: Vec<f64> = flags.iter().zip(&given.group.of_municipality).map(|(flag, people)| flag * people).collect();
        given.sum(&people)
    };
    let (everybody, people) = (people(&known), people(&without));
    let of_no_times: Vec<f64> = known.iter().map(|known| 1.0 - known).collect();
    let (known, without, of_no_times) = (given.sum(&known), given.sum(&without), given.sum(&of_no_times));
    let sites_without = sites_without(given, times);
    let mut rows = vec![];
    for (measure, unit, part, all) in
        [("uncovered_comuni_minutes", "comuni", without, &known), ("people_in_uncovered_comuni_minutes", "people", people, &everybody)]
    {
        rows.extend(given.rows(measure, unit, |area, row| {
            let mut row = if unit == "people" { given.of_people(area, row) } else { row };
            if known[area] <= 0.0 {
                return row.not_computed(NO_ORIGIN);
            }
            if of_no_times[area] > 0.0 {
                row.mark_partial();
                row.flags.push(format!("comuni_without_times:{}", of_no_times[area]));
            }
            if sites_without[area] > 0 {
                row.flags.push(format!("sites_without_times:{}", sites_without[area]));
            }
            let row = row.counted(part[area]);
            Row { numerator: row.value, denominator: Some(all[area]), value_low: None, value_high: None, ..row }
        }));
    }
    rows
}
