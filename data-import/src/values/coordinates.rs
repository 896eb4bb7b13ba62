//! Coordinates as cells hold them: plain, with a decimal comma, with thousands separators, in degrees, minutes and
//! seconds, both in one cell. Refuses numbers with two readings; which reference system they are in is not asked here.

use super::fold::fold;
use super::{ValueError, ValueProblem, filled};

/// What had to be understood before a cell became a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mended {
    /// A comma stood for the decimal point.
    DecimalComma,
    /// Thousands were parted by points, spaces or apostrophes.
    Thousands,
    /// Degrees, minutes and seconds.
    Dms,
    /// A hemisphere or an axis was named by a letter or word, or a degree sign stood after the number.
    Label,
    /// Both coordinates stood in one cell.
    OneCell,
    /// Well-known text: `POINT (9.19 45.46)`.
    Wkt,
}

/// Which coordinate a label names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// N, S, lat, Y.
    Northing,
    /// E, W, lon, X.
    Easting,
}

/// Which of two coordinates comes first, where the text says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Latitude or northing first.
    NorthingFirst,
    /// Longitude or easting first.
    EastingFirst,
    /// The text does not say.
    AsWritten,
}

/// One coordinate.
#[derive(Debug, Clone, PartialEq)]
pub struct Coordinate {
    /// Degrees or metres: whatever the column holds. South and west are negative.
    pub value: f64,
    /// The axis, where a label names it.
    pub axis: Option<Axis>,
    /// What was mended, each kind once.
    pub mended: Vec<Mended>,
}

/// Two coordinates.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The one written first.
    pub first: f64,
    /// The one written second.
    pub second: f64,
    /// Which is which.
    pub order: Order,
    /// EPSG code named in the text (`SRID=32632;POINT (…)`).
    pub srid: Option<u32>,
    /// What was mended, each kind once.
    pub mended: Vec<Mended>,
}

/// No coordinate of Italy in any reference system in use is larger, in metres.
const LARGEST: f64 = 20_000_000.0;

/// One coordinate of one cell.
///
/// # Errors
/// No number; a number with two readings ("900.123"); minutes or seconds of 60 and more; a value no system has.
pub fn coordinate(cell: &str) -> Result<Coordinate, ValueError> {
    let text = filled(cell)?;
    let (bare, axis, negative) = without_label(text)?;
    let mut mended = vec![];
    if axis.is_some() {
        mended.push(Mended::Label);
    }
    let value = match degrees_minutes_seconds(&bare, text)? {
        Some(value) => {
            mended.push(Mended::Dms);
            value
        }
        None => {
            let plain = bare.trim().trim_end_matches(['°', 'º']).trim_end();
            if plain.len() != bare.trim().len() && axis.is_none() {
                mended.push(Mended::Label);
            }
            number(plain, text, &mut mended)?
        }
    };
    let value = if negative { -value } else { value };
    if value.abs() > LARGEST {
        let hint = "numero troppo grande per una coordinata: forse il foglio di calcolo ha tolto il separatore decimale";
        return Err(ValueError::new(ValueProblem::Impossible, text, hint));
    }
    Ok(Coordinate { value, axis, mended })
}

/// Both coordinates of one cell: "45.4642, 9.1919", "N 45.46 E 9.19", `45°27'50"N 9°11'20"E`, "POINT (9.19 45.46)".
///
/// # Errors
/// As [`coordinate`], and where the text cannot be cut into two in one way only.
pub fn pair(cell: &str) -> Result<Pair, ValueError> {
    let text = filled(cell)?;
    if let Some(pair) = well_known_text(text)? {
        return Ok(pair);
    }
    let hint = "servono due coordinate, per esempio 45.4642, 9.1919";
    let (left, right) = cut(text).ok_or_else(|| ValueError::new(ValueProblem::NotUnderstood, text, hint))?;
    let mut pair = joined(coordinate(&left)?, coordinate(&right)?, text)?;
    pair.mended.push(Mended::OneCell);
    Ok(pair)
}

/// The two cells of a position: latitude and longitude, or X and Y, in the order of the caller's columns. `None` when
/// both are empty; a pair in one of them, with the other empty or the same, is understood and said.
///
/// # Errors
/// One of the two missing, or as [`coordinate`].
pub fn cells(first: &str, second: &str) -> Result<Option<Pair>, ValueError> {
    match (first.trim(), second.trim()) {
        ("", "") => Ok(None),
        ("", one) | (one, "") => match pair(one) {
            Ok(pair) => Ok(Some(pair)),
            Err(_) => Err(ValueError::new(ValueProblem::NotUnderstood, one, "manca l'altra coordinata: scriverle tutte e due o nessuna")),
        },
        (first, second) if first == second && pair(first).is_ok() => pair(first).map(Some),
        (first, second) => joined(coordinate(first)?, coordinate(second)?, &format!("{first} {second}")).map(Some),
    }
}

fn joined(first: Coordinate, second: Coordinate, text: &str) -> Result<Pair, ValueError> {
    let order = match (first.axis, second.axis) {
        (None, None) => Order::AsWritten,
        (Some(one), Some(other)) if one == other => {
            return Err(ValueError::new(
                ValueProblem::TwoReadings,
                text,
                "le due coordinate hanno la stessa lettera: una deve essere N, l'altra E",
            ));
        }
        (Some(Axis::Northing), _) | (None, Some(Axis::Easting)) => Order::NorthingFirst,
        (Some(Axis::Easting), _) | (None, Some(Axis::Northing)) => Order::EastingFirst,
    };
    let mut mended = first.mended;
    mended.extend(second.mended);
    let mut once: Vec<Mended> = vec![];
    for one in mended {
        if !once.contains(&one) {
            once.push(one);
        }
    }
    Ok(Pair { first: first.value, second: second.value, order, srid: None, mended: once })
}

/// The text without its label, the axis the label names, and whether it says south or west.
fn without_label(text: &str) -> Result<(String, Option<Axis>, bool), ValueError> {
    let letters = |letter: &char| letter.is_alphabetic() && !matches!(letter, 'º' | 'ª');
    let words: Vec<String> = text
        .split(|letter: char| !letters(&letter))
        .filter(|word| !word.is_empty())
        .map(fold)
        // The letters of "45d 27m 50s" are marks, not labels.
        .filter(|word| !matches!(word.as_str(), "d" | "m" | "g" | "deg" | "gradi" | "min" | "sec"))
        .collect();
    let not_understood = |hint: &str| ValueError::new(ValueProblem::NotUnderstood, text, hint);
    let (mut axis, mut negative) = (None, false);
    for word in &words {
        let (named, minus) = match word.as_str() {
            "n" | "nord" | "north" | "lat" | "latitudine" | "latitude" | "y" => (Axis::Northing, false),
            "s" | "sud" | "south" => (Axis::Northing, true),
            "e" | "est" | "east" | "ost" | "lon" | "long" | "lng" | "longitudine" | "longitude" | "x" => (Axis::Easting, false),
            "w" | "ovest" | "west" => (Axis::Easting, true),
            "o" => {
                let hint = "O può voler dire Ovest oppure Ost: scrivere E o W";
                return Err(ValueError::new(ValueProblem::TwoReadings, text, hint));
            }
            _ => return Err(not_understood("serve una coordinata, per esempio 45.4642")),
        };
        if axis.is_some_and(|known| known != named) {
            return Err(not_understood("due coordinate in una cella che ne aspetta una"));
        }
        (axis, negative) = (Some(named), negative | minus);
    }
    let inside: Vec<char> = text.chars().collect();
    if inside
        .windows(3)
        .any(|three| three[0].is_ascii_digit() && letters(&three[1]) && three[2].is_ascii_digit() && !matches!(three[1], 'd' | 'm' | 'g'))
    {
        return Err(not_understood("serve una coordinata in cifre, per esempio 45.4642: una lettera in mezzo al numero non si capisce"));
    }
    let bare: String = text.chars().map(|letter| if letters(&letter) { ' ' } else { letter }).collect();
    let bare = bare.trim_start_matches([':', '=', '(', '.', ' ']).trim_end_matches([':', '=', ')', ' ']).to_owned();
    Ok((bare, axis, negative))
}

/// Degrees with minutes and perhaps seconds; `None` where the text is a plain number.
fn degrees_minutes_seconds(bare: &str, text: &str) -> Result<Option<f64>, ValueError> {
    const MARKS: &[char] = &['°', 'º', '\'', '’', '‘', '′', '"', '”', '“', '″', ':', ' ', '\u{a0}'];
    let pieces: Vec<String> = bare.split(MARKS).filter(|piece| !piece.is_empty()).map(|piece| piece.replacen(',', ".", 1)).collect();
    if !(2..=3).contains(&pieces.len()) {
        return Ok(None);
    }
    // "4 900 123" and "4'900'123" are metres: every group after the first has three digits.
    let whole = |piece: &str| piece.bytes().all(|byte| byte.is_ascii_digit());
    if !bare.contains(['°', 'º', '"', '″', ':']) && pieces[1].split('.').next().is_some_and(|digits| digits.len() == 3) {
        return Ok(None);
    }
    let impossible = || ValueError::new(ValueProblem::Impossible, text, "gradi, minuti e secondi non possibili: per esempio 45°27'50\"N");
    let (last, firsts) = pieces.split_last().ok_or_else(impossible)?;
    let unsigned = firsts[0].strip_prefix(['-', '−', '+']).unwrap_or(&firsts[0]);
    if !whole(unsigned) || !firsts[1..].iter().all(|piece| whole(piece)) || last.starts_with(['+', '-']) {
        return Err(ValueError::new(ValueProblem::NotUnderstood, text, "serve una coordinata, per esempio 45.4642 oppure 45°27'50\"N"));
    }
    let mut value = 0.0;
    for (piece, unit) in pieces.iter().zip([1.0, 60.0, 3_600.0]) {
        let piece = if unit == 1.0 { unsigned } else { piece.as_str() };
        let part: f64 = piece.parse().map_err(|_| impossible())?;
        if !(part.is_finite() && (0.0..=180.0).contains(&part) && (unit == 1.0 || part < 60.0)) {
            return Err(impossible());
        }
        value += part / unit;
    }
    Ok(Some(if firsts[0].starts_with(['-', '−']) { -value } else { value }))
}

/// A decimal number with whatever separators.
fn number(plain: &str, text: &str, mended: &mut Vec<Mended>) -> Result<f64, ValueError> {
    let not_understood = || ValueError::new(ValueProblem::NotUnderstood, text, "serve una coordinata, per esempio 45.4642");
    let unsigned = plain.strip_prefix(['-', '−', '+']).unwrap_or(plain).trim_start();
    let sign = if plain.starts_with(['-', '−']) { -1.0 } else { 1.0 };
    let spaced = unsigned.contains([' ', '\u{a0}', '\u{202f}', '\'', '’']);
    let (points, commas) = (unsigned.matches('.').count(), unsigned.matches(',').count());
    // The sign that comes last and once is the decimal one; another, or a repeated one, parts thousands.
    let last = unsigned.rfind([',', '.']).and_then(|at| unsigned[at..].chars().next());
    let decimal = match (points, commas) {
        (0, 0) => None,
        (1, 0) => Some('.'),
        (0, 1) => Some(','),
        (_, 0) | (0, _) => None,
        _ => last.filter(|sign| unsigned.matches(*sign).count() == 1),
    };
    if points > 0 && commas > 0 && decimal.is_none() {
        return Err(not_understood());
    }
    let (whole, fraction) = match decimal {
        Some(sign) => unsigned.split_once(sign).ok_or_else(not_understood)?,
        None => (unsigned, ""),
    };
    let groups: Vec<&str> = whole.split(['.', ',', ' ', '\u{a0}', '\u{202f}', '\'', '’']).collect();
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !groups.iter().all(|group| all_digits(group))
        || !all_digits(fraction)
        || whole.is_empty()
        || (decimal.is_some() && fraction.is_empty())
    {
        return Err(not_understood());
    }
    if groups.len() > 1 {
        if groups[0].is_empty() || groups[0].len() > 3 || groups[1..].iter().any(|group| group.len() != 3) {
            return Err(not_understood());
        }
        mended.push(Mended::Thousands);
    }
    let digits: String = groups.concat();
    let value: f64 = format!("{digits}.{fraction}0").parse().map_err(|_| not_understood())?;
    if groups.len() == 1 && !spaced && fraction.len() == 3 && digits.len() <= 3 && value > 180.0 {
        let hint = format!("può essere {digits}{fraction} oppure {digits},{fraction}: scriverla senza separatore delle migliaia");
        return Err(ValueError::new(ValueProblem::TwoReadings, text, hint));
    }
    if decimal == Some(',') {
        mended.push(Mended::DecimalComma);
    }
    Ok(sign * value)
}

/// The two halves of a text with two coordinates, where only one cut is sensible.
fn cut(text: &str) -> Option<(String, String)> {
    let halves = |at: usize, width: usize| Some((text[..at].trim().to_owned(), text[at + width..].trim().to_owned()));
    let ascii_letter = |letter: char| letter.is_ascii_alphabetic();
    for separator in [";", "|", "\n", "\t", " / ", " - ", " – "] {
        if text.matches(separator).count() == 1 {
            return text.find(separator).and_then(|at| halves(at, separator.len()));
        }
    }
    let commas: Vec<usize> = text.match_indices(',').map(|(at, _)| at).collect();
    let before_space: Vec<usize> = commas.iter().copied().filter(|at| text[at + 1..].starts_with(' ')).collect();
    if let [one] = before_space[..] {
        return halves(one, 1);
    }
    if text.contains(ascii_letter) {
        // A label before its number begins the second half; a label after its number ends the first.
        let leads = text.starts_with(ascii_letter);
        let first_end = text.find(|letter: char| ascii_letter(letter) != leads)?;
        let at = if leads {
            first_end + text[first_end..].find(ascii_letter)?
        } else {
            first_end + text[first_end..].find(|letter: char| !ascii_letter(letter))?
        };
        return halves(at, 0).map(|(left, right)| {
            let trimmed = |half: String| half.trim_matches([',', ' ']).to_owned();
            (trimmed(left), trimmed(right))
        });
    }
    match commas[..] {
        [one] if text[..one].contains('.') && text[one..].contains('.') && !text[one..].contains(' ') => halves(one, 1),
        [_, middle, _] => halves(middle, 1),
        _ => {
            let words: Vec<&str> = text.split_whitespace().collect();
            if let [left, right] = words[..] { Some((left.trim_end_matches(',').to_owned(), right.to_owned())) } else { None }
        }
    }
}

/// `POINT (x y)`, with an optional `SRID=n;` before it and heights after; `None` where the text is nothing of the kind.
fn well_known_text(text: &str) -> Result<Option<Pair>, ValueError> {
    let upper = text.to_ascii_uppercase();
    let (srid, rest) = match upper.strip_prefix("SRID=") {
        Some(rest) => rest.split_once(';').map_or((None, rest), |(code, rest)| (code.trim().parse().ok(), rest)),
        None => (None, upper.as_str()),
    };
    let Some(inside) = rest.trim_start().strip_prefix("POINT") else {
        return Ok(None);
    };
    let not_understood = || ValueError::new(ValueProblem::NotUnderstood, text, "serve un punto, per esempio POINT (9.19 45.46)");
    let inside = inside.trim_start().trim_start_matches(['Z', 'M']).trim();
    let inside = inside.strip_prefix('(').and_then(|inside| inside.strip_suffix(')')).ok_or_else(not_understood)?;
    let numbers: Vec<f64> = inside.split_whitespace().filter_map(|part| part.parse().ok()).collect();
    match numbers[..] {
        [x, y, ..]
            if numbers.len() == inside.split_whitespace().count() && numbers.iter().all(|one| one.is_finite() && one.abs() <= LARGEST) =>
        {
            Ok(Some(Pair { first: x, second: y, order: Order::EastingFirst, srid, mended: vec![Mended::Wkt] }))
        }
        _ => Err(not_understood()),
    }
}

#[cfg(test)]
#[path = "coordinates_tests.rs"]
mod tests;
