//! Sorting by distance, and the quantiles that come of it. Takes time that grows with the number of points alone. Distances are not negative, so their bits are in
//! their order.

use super::given::Given;

/// Bits of one pass.
const DIGIT: u32 = 11;
/// What is sorted by passes: the exponent and the first bits of the fraction. The rest is put right afterwards.
const LOW: u32 = 31;

/// Numbers of the points by distance in metres, those at equal distances by number. Negative distances have no place here.
#[must_use]
pub fn by_distance(metres: &[f64], wanted: impl Fn(usize) -> bool) -> Vec<u32> {
    let mut order: Vec<(u64, u32)> =
        metres.iter().enumerate().filter(|(at, _)| wanted(*at)).map(|(at, metres)| (metres.to_bits(), at as u32)).collect();
    let mut other = vec![(0, 0); order.len()];
    for pass in 0..3 {
        let digit = |bits: u64| ((bits >> (LOW + pass * DIGIT)) & ((1 << DIGIT) - 1)) as usize;
        let mut next = [0_u32; 1 << DIGIT];
        order.iter().for_each(|(bits, _)| next[digit(*bits)] += 1);
        let mut sum = 0;
        for count in &mut next {
            (*count, sum) = (sum, sum + *count);
        }
        for one in &order {
            let place = &mut next[digit(one.0)];
            other[*place as usize] = *one;
            *place += 1;
        }
        std::mem::swap(&mut order, &mut other);
    }
    // Runs that agree in all that was looked at are short.
    let mut start = 0;
    while start < order.len() {
        let same = order[start].0 >> LOW;
        let end = order[start..].iter().position(|(bits, _)| bits >> LOW != same).map_or(order.len(), |length| start + length);
        order[start..end].sort_unstable();
        start = end;
    }
    order.into_iter().map(|(_, at)| at).collect()
}

/// The smallest distances, or times, within which half and nine tenths of the people of each area live; of those points only
/// that are wanted. `people` are those of the areas.
pub(super) fn quantiles(given: &Given, metres: &[f64], people: &[f64], wanted: impl Fn(usize) -> bool) -> Vec<[f64; 2]> {
    let (of, layer) = (&given.demand().municipality, given.layer());
    let mut quantiles = vec![[f64::INFINITY; 2]; people.len()];
    let mut so_far = vec![0.0; people.len()];
    for at in by_distance(metres, |at| given.group.people[at] > 0.0 && wanted(at)) {
        let here = given.group.people[at as usize];
        for &area in layer.of(of[at as usize]) {
            let area = area as usize;
            let before = so_far[area];
            so_far[area] += here;
            for (share, quantile) in [0.5, 0.9].into_iter().zip(&mut quantiles[area]) {
                let wanted = share * people[area];
                if before < wanted && so_far[area] >= wanted {
                    *quantile = metres[at as usize];
                }
            }
        }
    }
    quantiles
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_the_order_of_a_sort(metres in prop::collection::vec(prop_oneof![0.0..3e5, Just(0.0), Just(f64::INFINITY), Just(10_000.0), 9_999.999..10_000.001], 0..500)) {
            let metres: Vec<f64> = metres;
            let mut expected: Vec<u32> = (0..metres.len() as u32).filter(|at| at % 7 != 3).collect();
            expected.sort_by(|one, other| metres[*one as usize].total_cmp(&metres[*other as usize]).then(one.cmp(other)));
            prop_assert_eq!(by_distance(&metres, |at| at % 7 != 3), expected);
        }
    }
}
