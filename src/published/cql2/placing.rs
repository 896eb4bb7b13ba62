//! Geometries of filters that are written in another reference system: what becomes of their numbers before anything else
//! looks at them. Refuses numbers that name no place.

use geo::{Coord, Geometry};
use serde_json::{Value, json};

use super::ast::Operand;
use super::error::GeometryFault;
use super::geometry::{polygon, vertex};

/// Longitude and latitude in degrees of WGS 84 of two numbers in the order of a system's axes; none where they name no place.
pub type Placing<'a> = &'a dyn Fn(f64, f64) -> Option<(f64, f64)>;

/// Stretches a side of a box is cut in: it is straight in its own system only.
const STRETCHES: u32 = 32;
/// Parts of a degree its corners are rounded to, a tenth of a millimetre: as text it stays within what a filter may be long.
const ROUNDED: f64 = 1e9;

/// A vertex.
pub(super) fn placed_vertex(place: Placing<'_>, first: f64, second: f64) -> Result<Coord<f64>, GeometryFault> {
    let (lon, lat) = place(first, second).ok_or(GeometryFault::OffTheGlobe)?;
    vertex(lon, lat)
}

/// A box given by its low and its high corner, as the polygon it is elsewhere.
pub(super) fn placed_box(place: Placing<'_>, corners: [f64; 4]) -> Result<Operand, GeometryFault> {
    let ring = ring(corners)?.into_iter().map(|corner| placed_corner(place, corner)).collect::<Result<_, _>>()?;
    Ok(Operand::Geometry(Geometry::Polygon(polygon(vec![ring])?)))
}

fn placed_corner(place: Placing<'_>, (first, second): (f64, f64)) -> Result<Coord<f64>, GeometryFault> {
    let at = placed_vertex(place, first, second)?;
    Ok(Coord { x: (at.x * ROUNDED).round() / ROUNDED, y: (at.y * ROUNDED).round() / ROUNDED })
}

fn ring([low_first, low_second, high_first, high_second]: [f64; 4]) -> Result<Vec<(f64, f64)>, GeometryFault> {
    if low_first >= high_first || low_second >= high_second {
        return Err(GeometryFault::UpsideDown);
    }
    let corners = [(low_first, low_second), (high_first, low_second), (high_first, high_second), (low_first, high_second)];
    let sides = corners.iter().zip(corners.iter().cycle().skip(1));
    let mut ring: Vec<(f64, f64)> = sides
        .flat_map(|(from, to)| {
            (0..STRETCHES).map(move |step| {
                let share = f64::from(step) / f64::from(STRETCHES);
                (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
            })
        })
        .collect();
    ring.push(corners[0]);
    Ok(ring)
}

/// A filter in CQL2 JSON with its geometries brought to degrees. What is no geometry stays as it is, for the reader to judge.
pub(super) fn placed_json(value: &Value, place: Placing<'_>) -> Result<Value, GeometryFault> {
    Ok(match value {
        Value::Array(items) => Value::Array(items.iter().map(|item| placed_json(item, place)).collect::<Result<_, _>>()?),
        Value::Object(members) if members.contains_key("type") => {
            let mut members = members.clone();
            if let Some(coordinates) = members.get_mut("coordinates") {
                *coordinates = positions(coordinates, place)?;
            }
            if let Some(parts) = members.get_mut("geometries") {
                *parts = placed_json(parts, place)?;
            }
            Value::Object(members)
        }
        Value::Object(members) => match members.get("bbox").and_then(corners) {
            Some(corners) => {
                let placed = |corner| placed_corner(place, corner).map(|at| json!([at.x, at.y]));
                let ring: Vec<Value> = ring(corners)?.into_iter().map(placed).collect::<Result<_, _>>()?;
                json!({ "type": "Polygon", "coordinates": [ring] })
            }
            None => {
                Value::Object(members.iter().map(|(name, value)| Ok((name.clone(), placed_json(value, place)?))).collect::<Result<_, _>>()?)
            }
        },
        other => other.clone(),
    })
}

fn corners(value: &Value) -> Option<[f64; 4]> {
    let numbers: Vec<f64> = value.as_array()?.iter().map(Value::as_f64).collect::<Option<_>>()?;
    match numbers.as_slice() {
        [low_first, low_second, high_first, high_second] | [low_first, low_second, _, high_first, high_second, _] => {
            Some([*low_first, *low_second, *high_first, *high_second])
        }
        _ => None,
    }
}

/// Positions nested however deep.
fn positions(value: &Value, place: Placing<'_>) -> Result<Value, GeometryFault> {
    let Some(items) = value.as_array() else { return Ok(value.clone()) };
    match items.iter().map(Value::as_f64).collect::<Option<Vec<f64>>>().as_deref() {
        Some([first, second] | [first, second, _]) => placed_vertex(place, *first, *second).map(|at| json!([at.x, at.y])),
        _ => items.iter().map(|item| positions(item, place)).collect::<Result<_, _>>().map(Value::Array),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Expression;

    /// A system in which a degree is a hundred, and the latitude comes first.
    fn hundreds(first: f64, second: f64) -> Option<(f64, f64)> {
        (first.abs() <= 9_000.0).then_some((second / 100.0, first / 100.0))
    }

    #[test]
    fn geometries_are_placed_whatever_language_they_are_written_in() {
        let text = |filter: &str| Expression::from_text_placed(filter, &hundreds).map(|one| one.to_string());
        let json = |filter: &str| Expression::from_json_placed(filter, &hundreds).map(|one| one.to_string());
        let expected = "S_INTERSECTS(geom,POINT(11.5 44.5))";
        assert_eq!(text("S_INTERSECTS(geom, POINT(4450 1150))").as_deref(), Ok(expected));
        let point = r#"{"op":"s_intersects","args":[{"property":"geom"},{"type":"Point","coordinates":[4450,1150]}]}"#;
        assert_eq!(json(point).as_deref(), Ok(expected));
        let area = "S_WITHIN(geom,POLYGON((11 44,12 44,12 45,11 44)))";
        assert_eq!(text("S_WITHIN(geom, POLYGON((4400 1100, 4400 1200, 4500 1200, 4400 1100)))").as_deref(), Ok(area));
        let polygon = r#"{"op":"not","args":[{"op":"s_within","args":[{"property":"geom"},{"type":"GeometryCollection","geometries":[{"type":"MultiPoint","coordinates":[[4400,1100]]}]}]}]}"#;
        assert_eq!(json(polygon).as_deref(), Ok("NOT S_WITHIN(geom,GEOMETRYCOLLECTION(MULTIPOINT((11 44))))"));
    }

    #[test]
    fn a_box_becomes_the_same_polygon_in_both_languages_and_numbers_stay_numbers() {
        let text = Expression::from_text_placed("S_INTERSECTS(geom, BBOX(4400, 1100, 4500, 1200)) AND id = 4400", &hundreds);
        let json = Expression::from_json_placed(
            r#"{"op":"and","args":[{"op":"s_intersects","args":[{"property":"geom"},{"bbox":[4400,1100,4500,1200]}]},{"op":"=","args":[{"property":"id"},4400]}]}"#,
            &hundreds,
        );
        let text = text.expect("a filter").to_string();
        assert_eq!(json.expect("a filter").to_string(), text);
        assert!(text.contains("POLYGON((11 44") && text.ends_with("id = 4400"), "{text}");
    }

    #[test]
    fn numbers_that_name_no_place_are_refused() {
        for wrong in [
            "S_INTERSECTS(geom, POINT(99999 0))",
            "S_INTERSECTS(geom, BBOX(4500, 1100, 4400, 1200))",
            "S_INTERSECTS(geom, POINT(4500 99999))",
        ] {
            assert!(Expression::from_text_placed(wrong, &hundreds).is_err(), "{wrong}");
        }
        let far = r#"{"op":"s_intersects","args":[{"property":"geom"},{"type":"Point","coordinates":[99999,0]}]}"#;
        assert!(Expression::from_json_placed(far, &hundreds).is_err());
    }
}
