//! When two writings name the same street of a municipality. Only abbreviations, particles, initials, numerals, given names
//! left out and one slip in a long word are forgiven; refuses everything else.

use super::Toponym;
use super::names::{GIVEN_NAMES, SAINTS, TITLES};
use crate::values::fold::one_edit;

/// The shortest word in which a slip is forgiven, in letters.
pub(super) const SHORTEST_SLIP: usize = 5;

/// The shortest word whose first letter may be the slip, in letters: "Monti" and "Conti" are two families.
const SHORTEST_SLIP_AT_HEAD: usize = 7;

/// How alike the names of one street are; the greater the surer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Similarity {
    /// One letter differs in a long word: take it only when no other street of the comune is as near.
    OneEdit,
    /// One leaves out given names or titles ("Via Cavour", "Via Camillo Cavour"): take it only when unique in the comune.
    Shortened,
    /// The same but for particles, initials, saints and numerals. Two streets may still share it: prefer Exact.
    Equivalent,
    /// The same words once abbreviations are written out.
    Exact,
}

impl Toponym {
    /// How alike two names are; `None` where they name different streets as far as names tell. The order of the two does
    /// not matter.
    pub fn resembles(&self, other: &Self) -> Option<Similarity> {
        // A name without its kind may be the street or the square.
        if self.kind != other.kind || self.is_empty() || other.is_empty() {
            return None;
        }
        let (shorter, longer) = if self.telling.len() < other.telling.len() { (self, other) } else { (other, self) };
        let written_together = || {
            self.squashed == other.squashed
                || self.telling.concat() == other.telling.concat()
                || self.words.concat() == other.words.concat()
        };
        if self.words == other.words {
            Some(Similarity::Exact)
        } else if aligned(&shorter.telling, &longer.telling) == Some(0)
            || written_together()
            || reversed(&self.telling, &other.telling)
            || same_road(self, other)
        {
            Some(Similarity::Equivalent)
        } else if shortened(&self.words, &other.words) || shortened(&other.words, &self.words) {
            Some(Similarity::Shortened)
        } else {
            one_slip(&self.telling, &other.telling).then_some(Similarity::OneEdit)
        }
    }
}

/// Whether two words stand for one another: equal, or one is the beginning of the other and ends with a point.
fn stands_for(one: &str, other: &str) -> bool {
    let begins = |short: &str, long: &str| short.strip_suffix('.').is_some_and(|short| long.trim_end_matches('.').starts_with(short));
    one == other || begins(one, other) || begins(other, one)
}

/// Whether the shorter name is the longer without given names and titles: how many of them it leaves out.
fn aligned(shorter: &[String], longer: &[String]) -> Option<usize> {
    let (mut short, mut long) = (shorter.len(), longer.len());
    let (last_short, last_long) = (shorter.last()?, longer.last()?);
    // The last word carries the name: an initial is not enough to know it.
    let initial = |word: &str| word.ends_with('.') && word.len() < 4;
    if initial(last_short) || initial(last_long) || !stands_for(last_short, last_long) {
        return None;
    }
    let mut left_out = 0;
    while long > 0 {
        if short > 0 && stands_for(&shorter[short - 1], &longer[long - 1]) {
            short -= 1;
        } else if may_be_left_out(&longer[long - 1]) && long < longer.len() {
            left_out += 1;
        } else {
            return None;
        }
        long -= 1;
    }
    (short == 0).then_some(left_out)
}

fn may_be_left_out(word: &str) -> bool {
    GIVEN_NAMES.contains(&word) || TITLES.contains(&word) || (word.ends_with('.') && word.len() == 2)
}

/// Whether the shorter name only leaves out given names and titles. Particles count here: "Via dei Preti" is named after
/// priests, not after somebody called Preti.
fn shortened(shorter: &[String], longer: &[String]) -> bool {
    // What is left must be a name by itself: not a number, not a saint without his name.
    let stands_alone =
        shorter.first().is_some_and(|word| word.len() > 1 && !SAINTS.contains(&word.as_str())) && shorter.iter().any(|word| word.len() > 3);
    stands_alone && shorter.len() < longer.len() && aligned(shorter, longer).is_some()
}

/// "Garibaldi Giuseppe", as some registers write it.
fn reversed(one: &[String], other: &[String]) -> bool {
    match (one, other) {
        ([a, b], [c, d]) => a == d && b == c && (GIVEN_NAMES.contains(&a.as_str()) != GIVEN_NAMES.contains(&b.as_str())),
        _ => false,
    }
}

/// "S.S. 16" and "Strada Statale 16 Adriatica": the number is the name.
fn same_road(one: &Toponym, other: &Toponym) -> bool {
    one.road().is_some() && one.road() == other.road() && (one.telling.len() == 2 || other.telling.len() == 2)
}

/// Whether one letter is wrong, missing, too many or exchanged with its neighbour, in one long word. Another letter at the
/// end makes another word ("Rossi", "Rossa"), another at the head another name ("Ponte", "Monte"), and a digit another number.
fn one_slip(one: &[String], other: &[String]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut different = one.iter().zip(other).filter(|(one, other)| one != other);
    let (Some((left, right)), None) = (different.next(), different.next()) else { return false };
    let plain = |word: &str| word.len() >= SHORTEST_SLIP && word.bytes().all(|letter| letter.is_ascii_lowercase());
    let given = GIVEN_NAMES.contains(&left.as_str()) && GIVEN_NAMES.contains(&right.as_str());
    plain(left) && plain(right) && !given && one_edit(left, right) && !only_ends_differ(left.as_bytes(), right.as_bytes())
}

/// Whether only the last letter is another, or only the first of a word that is not long.
fn only_ends_differ(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len()
        && (one[..one.len() - 1] == other[..other.len() - 1] || (one.len() < SHORTEST_SLIP_AT_HEAD && one[1..] == other[1..]))
}
