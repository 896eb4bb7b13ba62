//! JSON written straight into bytes: ten thousand features make no tree in memory.

use std::fmt::Display;

/// Writes a text between quotes, escaped.
pub fn text(out: &mut Vec<u8>, value: &str) {
    // Plain text, which is nearly all, goes in as one piece.
    if value.bytes().all(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\') {
        out.push(b'"');
        out.extend_from_slice(value.as_bytes());
        out.push(b'"');
    } else if serde_json::to_writer(&mut *out, value).is_err() {
        // Memory takes every byte; this is for the compiler.
        out.extend_from_slice(b"\"\"");
    }
}

/// Writes anything that shows itself in the way JSON does: whole numbers, true and false.
pub fn plain(out: &mut Vec<u8>, value: impl Display) {
    use std::io::Write;
    // Memory takes every byte.
    let _ = write!(out, "{value}");
}

/// Writes a number with at most so many digits after the point. Not for numbers beyond 2^53 of the last digit.
pub fn decimal(out: &mut Vec<u8>, value: f64, digits: u32) {
    let factor = 10_u64.pow(digits);
    let scaled = (value * factor as f64).round();
    if !scaled.is_finite() {
        out.extend_from_slice(b"null");
        return;
    }
    if scaled < 0.0 {
        out.push(b'-');
    }
    let scaled = scaled.abs() as u64;
    let (whole, mut rest) = (scaled / factor, scaled % factor);
    number(out, whole);
    if rest == 0 {
        return;
    }
    let mut places = digits as usize;
    while rest.is_multiple_of(10) {
        rest /= 10;
        places -= 1;
    }
    out.push(b'.');
    let start = out.len();
    out.resize(start + places, b'0');
    for at in (start..start + places).rev() {
        out[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
}

fn number(out: &mut Vec<u8>, mut value: u64) {
    let mut digits = [0_u8; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// A number of a property of whole numbers.
pub fn integer(out: &mut Vec<u8>, value: f64) {
    if value.fract() == 0.0 && value.abs() < 9e15 {
        plain(out, value as i64);
    } else {
        real(out, value);
    }
}

/// A number of a property of real numbers, with a fraction also where it is whole, as the other interfaces write it: GDAL takes
/// the type of a column from the first page, and would cut the fractions of every later one.
pub fn real(out: &mut Vec<u8>, value: f64) {
    if serde_json::to_writer(&mut *out, &value).is_err() {
        out.extend_from_slice(b"null");
    }
}

/// A list of texts.
pub fn texts(out: &mut Vec<u8>, values: &[String]) {
    out.push(b'[');
    for (at, value) in values.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        text(out, value);
    }
    out.push(b']');
}

/// An object being written.
#[derive(Debug)]
pub struct Object<'a> {
    out: &'a mut Vec<u8>,
    begun: bool,
}

impl<'a> Object<'a> {
    /// Opens it.
    pub fn open(out: &'a mut Vec<u8>) -> Self {
        out.push(b'{');
        Self { out, begun: false }
    }

    /// A member, whose value is written by what is given. The name needs no escaping.
    pub fn member(&mut self, name: &str, value: impl FnOnce(&mut Vec<u8>)) {
        if self.begun {
            self.out.push(b',');
        }
        self.begun = true;
        self.out.push(b'"');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
        value(self.out);
    }

    /// A text, null where there is none.
    pub fn text(&mut self, name: &str, value: Option<&str>) {
        self.member(name, |out| match value {
            Some(value) => text(out, value),
            None => out.extend_from_slice(b"null"),
        });
    }

    /// Closes it.
    pub fn close(self) {
        self.out.push(b'}');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_those_of_the_number_rounded() {
        let written = |value: f64, digits| {
            let mut out = vec![];
            decimal(&mut out, value, digits);
            String::from_utf8(out).expect("digits")
        };
        assert_eq!(written(11.3426, 9), "11.3426");
        assert_eq!(written(-0.000_000_001, 9), "-0.000000001");
        assert_eq!(written(-0.000_000_000_1, 9), "0");
        assert_eq!(written(0.0, 9), "0");
        assert_eq!(written(100.0, 3), "100");
        assert_eq!(written(1_686_123.456_7, 3), "1686123.457");
        assert_eq!(written(9.999_999_999_9, 9), "10");
        assert_eq!(written(f64::NAN, 3), "null");
        for at in 0..2_000_i32 {
            let value = f64::from(at) * 0.123_456_789 - 90.0;
            assert!((written(value, 9).parse::<f64>().expect("a number") - value).abs() < 1e-9, "{value}");
        }
    }

    #[test]
    fn a_real_number_shows_that_it_is_one() {
        let written = |write: fn(&mut Vec<u8>, f64), value: f64| {
            let mut out = vec![];
            write(&mut out, value);
            String::from_utf8(out).expect("digits")
        };
        for (value, expected) in [(465_359.0, "465359.0"), (0.0, "0.0"), (3.76, "3.76"), (-10_000.0, "-10000.0"), (f64::NAN, "null")] {
            assert_eq!(written(real, value), expected);
        }
        for (value, expected) in [(465_359.0, "465359"), (0.0, "0"), (-2.0, "-2")] {
            assert_eq!(written(integer, value), expected);
        }
    }

    #[test]
    fn texts_are_escaped_where_they_must_be() {
        let written = |value: &str| {
            let mut out = vec![];
            text(&mut out, value);
            String::from_utf8(out).expect("text")
        };
        for value in ["Forlì", "l’\"altra\"", "a\\b", "riga\nnuova", "\u{0}", "", "😀"] {
            assert_eq!(serde_json::from_str::<String>(&written(value)).expect("JSON"), value);
        }
    }
}
