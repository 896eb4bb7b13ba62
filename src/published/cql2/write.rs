//! CQL2 text from a tree: as few parentheses as can be, one spelling of every value.
//! What is written reads back as the same tree.

use std::fmt::{self, Display, Formatter};

use geo::{Coord, Geometry, LineString, Polygon};

use super::ast::{Bound, Expression, GeographicBox, Operand};
use super::instant::{date_text, timestamp_text};
use super::text::RESERVED;

/// Words that mean something else before a parenthesis; quoted so that a name is a name at first sight.
const FUNCTIONS: [&str; 13] = [
    "CASEI",
    "ACCENTI",
    "DATE",
    "TIMESTAMP",
    "INTERVAL",
    "BBOX",
    "POINT",
    "LINESTRING",
    "POLYGON",
    "MULTIPOINT",
    "MULTILINESTRING",
    "MULTIPOLYGON",
    "GEOMETRYCOLLECTION",
];

impl Display for Expression {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::And(terms) => joined(out, terms, " AND ", |term| matches!(term, Self::And(_) | Self::Or(_))),
            Self::Or(terms) => joined(out, terms, " OR ", |term| matches!(term, Self::Or(_))),
            Self::Not(inside) => negated(out, inside),
            Self::Boolean(value) => boolean(out, *value),
            Self::Compare { op, left, right } => write!(out, "{left} {} {right}", op.sign()),
            Self::In { operand, items } => write_in(out, operand, "IN", items),
            Self::Like { operand, pattern } => write!(out, "{operand} LIKE {pattern}"),
            Self::Between { operand, low, high } => write!(out, "{operand} BETWEEN {low} AND {high}"),
            Self::IsNull(operand) => write!(out, "{operand} IS NULL"),
            Self::Spatial { op, left, right } => write!(out, "{}({left},{right})", op.text()),
            Self::Temporal { op, left, right } => write!(out, "{}({left},{right})", op.text()),
            Self::Array { op, left, right } => write!(out, "{}({left},{right})", op.text()),
        }
    }
}

fn joined(out: &mut Formatter<'_>, terms: &[Expression], word: &str, apart: fn(&Expression) -> bool) -> fmt::Result {
    for (at, term) in terms.iter().enumerate() {
        if at > 0 {
            out.write_str(word)?;
        }
        if apart(term) { write!(out, "({term})")? } else { write!(out, "{term}")? }
    }
    Ok(())
}

fn negated(out: &mut Formatter<'_>, inside: &Expression) -> fmt::Result {
    match inside {
        Expression::In { operand, items } => write_in(out, operand, "NOT IN", items),
        Expression::Like { operand, pattern } => write!(out, "{operand} NOT LIKE {pattern}"),
        Expression::Between { operand, low, high } => write!(out, "{operand} NOT BETWEEN {low} AND {high}"),
        Expression::IsNull(operand) => write!(out, "{operand} IS NOT NULL"),
        Expression::And(_) | Expression::Or(_) | Expression::Not(_) | Expression::Compare { .. } => write!(out, "NOT ({inside})"),
        _ => write!(out, "NOT {inside}"),
    }
}

fn write_in(out: &mut Formatter<'_>, operand: &Operand, word: &str, items: &[Operand]) -> fmt::Result {
    write!(out, "{operand} {word} ")?;
    list(out, items)
}

fn list(out: &mut Formatter<'_>, items: &[impl Display]) -> fmt::Result {
    out.write_str("(")?;
    for (at, item) in items.iter().enumerate() {
        write!(out, "{}{item}", if at > 0 { "," } else { "" })?;
    }
    out.write_str(")")
}

fn boolean(out: &mut Formatter<'_>, value: bool) -> fmt::Result {
    out.write_str(if value { "TRUE" } else { "FALSE" })
}

impl Display for Operand {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Property(name) => property(out, name),
            Self::Text(text) => quoted(out, text),
            Self::Number(number) => Number(*number).fmt(out),
            Self::Boolean(value) => boolean(out, *value),
            Self::Date(day) => write!(out, "DATE('{}')", date_text(*day)),
            Self::Timestamp(moment) => write!(out, "TIMESTAMP('{}')", timestamp_text(*moment)),
            Self::Interval(start, end) => write!(out, "INTERVAL({start},{end})"),
            Self::Geometry(geometry) => out.write_str(&geometry_text(geometry)),
            Self::Box(found) => found.fmt(out),
            Self::Array(items) => list(out, items),
            Self::Casei(inside) => write!(out, "CASEI({inside})"),
            Self::Accenti(inside) => write!(out, "ACCENTI({inside})"),
        }
    }
}

impl Display for Bound {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open => out.write_str("'..'"),
            Self::Date(day) => write!(out, "'{}'", date_text(*day)),
            Self::Timestamp(moment) => write!(out, "'{}'", timestamp_text(*moment)),
            Self::Property(name) => property(out, name),
        }
    }
}

impl Display for GeographicBox {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "BBOX({},{},{},{})", Number(self.west), Number(self.south), Number(self.east), Number(self.north))
    }
}

fn property(out: &mut Formatter<'_>, name: &str) -> fmt::Result {
    let plain = name.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_')
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && !RESERVED.iter().chain(&FUNCTIONS).any(|word| word.eq_ignore_ascii_case(name));
    if plain { out.write_str(name) } else { write!(out, "\"{name}\"") }
}

/// After a backslash the quote is written `\'`, because `\''` would be read as a quote and the end.
fn quoted(out: &mut Formatter<'_>, text: &str) -> fmt::Result {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('\'');
    let mut before = None;
    for letter in text.chars() {
        if letter == '\'' {
            written.push(if before == Some('\\') { '\\' } else { '\'' });
        }
        written.push(letter);
        before = Some(letter);
    }
    written.push('\'');
    out.write_str(&written)
}

/// The shortest digits that read back as the same number, with an exponent where plain digits would be many.
struct Number(f64);

impl Display for Number {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        // Minus nought is nought.
        let number = self.0 + 0.0;
        let size = number.abs();
        if size != 0.0 && !(1e-6..1e16).contains(&size) { write!(out, "{number:E}") } else { write!(out, "{number}") }
    }
}

struct Vertices<'a>(&'a [Coord<f64>]);

impl Display for Vertices<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str("(")?;
        for (at, vertex) in self.0.iter().enumerate() {
            write!(out, "{}{} {}", if at > 0 { "," } else { "" }, Number(vertex.x), Number(vertex.y))?;
        }
        out.write_str(")")
    }
}

/// Well-known text of a geometry.
pub(super) fn geometry_text(geometry: &Geometry<f64>) -> String {
    let line = |line: &LineString<f64>| Vertices(&line.0).to_string();
    let rings = |polygon: &Polygon<f64>| parts(std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(line));
    match geometry {
        Geometry::Point(point) => format!("POINT{}", Vertices(&[point.0])),
        Geometry::LineString(one) => format!("LINESTRING{}", line(one)),
        Geometry::Polygon(one) => format!("POLYGON{}", rings(one)),
        Geometry::MultiPoint(many) => format!("MULTIPOINT{}", parts(many.0.iter().map(|one| Vertices(&[one.0]).to_string()))),
        Geometry::MultiLineString(many) => format!("MULTILINESTRING{}", parts(many.0.iter().map(line))),
        Geometry::MultiPolygon(many) => format!("MULTIPOLYGON{}", parts(many.0.iter().map(rings))),
        Geometry::GeometryCollection(many) => format!("GEOMETRYCOLLECTION{}", parts(many.0.iter().map(geometry_text))),
        // The readers make none of these.
        Geometry::Line(one) => format!("LINESTRING{}", Vertices(&[one.start, one.end])),
        Geometry::Rect(one) => format!("POLYGON{}", rings(&one.to_polygon())),
        Geometry::Triangle(one) => format!("POLYGON{}", rings(&one.to_polygon())),
    }
}

fn parts(parts: impl Iterator<Item = String>) -> String {
    format!("({})", parts.collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::super::text::read;

    #[test]
    fn what_is_written_is_short_and_reads_back() {
        for (given, written) in [
            ("((a = 1) and ((b = 2 or c = 3)))", "a = 1 AND (b = 2 OR c = 3)"),
            ("a=1 AND (b=2 AND c=3)", "a = 1 AND (b = 2 AND c = 3)"),
            ("not a like 'b'", "a NOT LIKE 'b'"),
            ("NOT (NOT (a=1))", "NOT (NOT (a = 1))"),
            ("\"date\" > date('2026-01-01')", "\"date\" > DATE('2026-01-01')"),
            (r"a = 'l\'ora \\' b'", r"a = 'l''ora \\' b'"),
            ("a = 1E20 OR a = .00000001", "a = 1E20 OR a = 1E-8"),
            ("s_within(geom, bbox(6, 36, 0, 19, 47, 9000))", "S_WITHIN(geom,BBOX(6,36,19,47))"),
            ("S_EQUALS(geom, MULTIPOINT Z (1 2 3, 4 5 6))", "S_EQUALS(geom,MULTIPOINT((1 2),(4 5)))"),
            (
                "T_DURING(INTERVAL(start, \"end\"), INTERVAL('..', '2026-01-01'))",
                "T_DURING(INTERVAL(start,end),INTERVAL('..','2026-01-01'))",
            ),
            ("A_OVERLAPS(['a', 'b'], ())", "A_OVERLAPS(('a','b'),())"),
        ] {
            let read_once = read(given).expect("a filter");
            assert_eq!(read_once.to_string(), written);
            assert_eq!(read(written).expect("a filter"), read_once, "{written}");
        }
    }
}
