//! How many demonstration centres each Region and municipality gets.
//! Refuses fractions: shares are whole by largest remainder and add up exactly.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Municipality;
use super::random::Random;

/// How many demonstration centres there are.
pub(super) const TOTAL: usize = 600;

/// Social regions whose number of centres is known from public figures (mapping of the Department 2023 for Lombardia
/// and Campania; pages of the Regions for Piemonte, Emilia-Romagna, Sardegna, Umbria, Basilicata; survey of 2021 for
/// Lazio; Elki centres of South Tyrol). The figures have different dates and are a likeness, not statistics.
const KNOWN: [(&str, usize); 9] =
    [("01", 49), ("021", 20), ("03", 137), ("08", 42), ("10", 5), ("12", 33), ("15", 79), ("17", 12), ("20", 23)];

/// Below so many residents a municipality counts as small.
const SMALL: i64 = 5_000;

/// So many of a hundred centres of a Region go to small municipalities.
const PERCENT_IN_SMALL: usize = 15;

/// Centres of each social region: as many as known, the rest of the total by minors.
pub(super) fn by_social_region(minors: &BTreeMap<String, i64>) -> BTreeMap<String, usize> {
    let known = |code: &str| KNOWN.iter().find(|(known, _)| *known == code).map(|(_, count)| *count);
    let counted: BTreeMap<String, usize> = minors.keys().filter_map(|code| Some((code.clone(), known(code)?))).collect();
    let others: Vec<(&String, i64)> =
        minors.iter().filter(|(code, _)| !counted.contains_key(*code)).map(|(code, minors)| (code, *minors)).collect();
    let sum: usize = counted.values().sum();
    if others.is_empty() || sum >= TOTAL {
        let weights: Vec<i64> = counted.values().map(|count| *count as i64).collect();
        return counted.into_keys().zip(largest_remainder(&weights, TOTAL)).collect();
    }
    let weights: Vec<i64> = others.iter().map(|(_, minors)| *minors).collect();
    let rest = others.into_iter().map(|(code, _)| code.clone()).zip(largest_remainder(&weights, TOTAL - sum));
    counted.into_iter().chain(rest).collect()
}

/// Centres of each municipality of one social region, in the order of the input: most by minors, some in small
/// municipalities, which by their minors alone would get none.
pub(super) fn by_municipality(code: &str, municipalities: &[&Municipality], centres: usize) -> Vec<usize> {
    let small: Vec<usize> = (0..municipalities.len())
        .filter(|&position| municipalities[position].residents.is_some_and(|residents| residents < SMALL))
        .collect();
    let in_small = (centres * PERCENT_IN_SMALL / 100).min(small.len());
    let weights: Vec<i64> = municipalities.iter().map(|municipality| municipality.minors.unwrap_or(0)).collect();
    let mut shares = largest_remainder(&weights, centres - in_small);
    let mut random = Random::of(code);
    let mut left = small;
    for _ in 0..in_small {
        let position = left.swap_remove(random.below(left.len()));
        shares[position] += 1;
    }
    shares
}

/// Whole shares of `seats` in proportion to `weights`; equal ones where nobody weighs anything.
pub(super) fn largest_remainder(weights: &[i64], seats: usize) -> Vec<usize> {
    let weights: Vec<i128> = weights.iter().map(|weight| i128::from((*weight).max(0))).collect();
    let sum: i128 = weights.iter().sum();
    if weights.is_empty() {
        return Vec::new();
    }
    if sum == 0 {
        return largest_remainder(&vec![1; weights.len()], seats);
    }
    let exact: Vec<(i128, i128)> = weights
        .iter()
        .map(|weight| {
            let product = weight * seats as i128;
            (product / sum, product % sum)
        })
        .collect();
    let mut shares: Vec<usize> = exact.iter().map(|(whole, _)| usize::try_from(*whole).unwrap_or(0)).collect();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by_key(|&position| (Reverse(exact[position].1), position));
    let missing = seats.saturating_sub(shares.iter().sum());
    for &position in order.iter().take(missing) {
        shares[position] += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up() {
        assert_eq!(largest_remainder(&[50, 30, 20], 10), [5, 3, 2]);
        assert_eq!(largest_remainder(&[1, 1, 1], 10), [4, 3, 3]);
        assert_eq!(largest_remainder(&[0, 0], 3), [2, 1]);
        assert!(largest_remainder(&[], 3).is_empty());
    }

    #[test]
    fn regions_with_a_known_figure_get_it() {
        let all: BTreeMap<String, i64> = KNOWN
            .iter()
            .map(|(code, _)| ((*code).to_owned(), 1_000))
            .chain([("19".to_owned(), 700_000), ("02".to_owned(), 18_000)])
            .collect();
        let shares = by_social_region(&all);
        assert_eq!(shares["03"], 137);
        assert_eq!(shares.values().sum::<usize>(), TOTAL);
        let alone = by_social_region(&BTreeMap::from([("03".to_owned(), 10), ("10".to_owned(), 10)]));
        assert_eq!(alone.values().sum::<usize>(), TOTAL);
    }
}
