//! What a question asks of features: box, time, properties by name and CQL2, joined into one checked filter. Where the
//! numbers of a box or a filter mean different places in different Regions, each part of Italy has its own.

use data_import::crs::Area;
use geo::{Coord, Geometry, LineString, Polygon};

use super::collection::{Collection, GEOMETRY};
use super::crs::{AREAS, System};
use super::feature::Feature;
use crate::published::cql2::{ArrayOp, CheckedFilter, Comparison, Error, Expression, GeographicBox, Operand, SpatialOp, Type};
use crate::web::{Parameters, Phrase};

/// A condition on features.
#[derive(Debug)]
pub enum Condition {
    /// None.
    Everything,
    /// The same everywhere.
    Same(Box<CheckedFilter>),
    /// In the order of [`AREAS`].
    ByArea(Box<[CheckedFilter; 3]>),
}

impl Condition {
    /// Does it hold of the feature?
    pub fn holds(&self, feature: &dyn Feature) -> bool {
        match self {
            Self::Everything => true,
            Self::Same(filter) => filter.matches(feature),
            Self::ByArea(filters) => {
                let here = feature.area();
                AREAS.iter().zip(filters.iter()).any(|(area, filter)| *area == here && filter.matches(feature))
            }
        }
    }

    /// The values a property must be equal to wherever the condition holds: more than one where it holds nowhere.
    pub fn demanded(&self, property: &str) -> Vec<&str> {
        let filter = match self {
            Self::Everything => return vec![],
            Self::Same(filter) => filter,
            // Boxes and geometries differ by Region, not what is demanded of a text.
            Self::ByArea(filters) => &filters[0],
        };
        // In the canonical form conjunctions are one list and properties stand first.
        let terms = match filter.expression() {
            Expression::And(terms) => terms.as_slice(),
            term => std::slice::from_ref(term),
        };
        let demanded = terms.iter().filter_map(|term| match term {
            Expression::Compare { op: Comparison::Equal, left: Operand::Property(name), right: Operand::Text(text) } => {
                (name == property).then_some(text.as_str())
            }
            _ => None,
        });
        demanded.collect()
    }

    /// Reads `bbox`, `bbox-crs`, `datetime`, `filter`, `filter-lang`, `filter-crs` and the properties of the collection by
    /// name; mistakes are noted in `parameters`.
    pub fn read(parameters: &mut Parameters, collection: Collection) -> Self {
        let bounds = BoxAsked::read(parameters);
        let filter = FilterAsked::read(parameters);
        let mut always: Vec<Expression> = vec![];
        if let Some(text) = parameters.one("datetime") {
            match time(&text, collection) {
                Ok(asked) => always.extend(asked),
                Err(()) => parameters.refuse("datetime", &text, Phrase::new("error-ogc-datetime")),
            }
        }
        for (name, kind) in collection.asked_by_name() {
            for value in parameters.many(name) {
                match equal(name, kind, &value) {
                    Some(asked) => always.push(asked),
                    None => parameters.refuse(name, &value, Phrase::new("error-ogc-value").with("kind", kind_name(kind))),
                }
            }
        }
        let differs = bounds.as_ref().is_some_and(|bounds| bounds.system.differs_by_region())
            || filter.as_ref().is_some_and(|filter| filter.system.differs_by_region());
        let mut made = vec![];
        for area in if differs { &AREAS[..] } else { &AREAS[..1] } {
            let mut parts = always.clone();
            if let Some(bounds) = &bounds {
                match bounds.expression(*area) {
                    Some(inside) => parts.push(inside),
                    None => {
                        parameters.refuse("bbox", &bounds.text, Phrase::new("error-ogc-bbox"));
                        return Self::Everything;
                    }
                }
            }
            let joined = filter.as_ref().map(|filter| filter.expression(*area)).transpose().and_then(|asked| {
                parts.extend(asked);
                if parts.is_empty() { Ok(None) } else { CheckedFilter::new(Expression::And(parts), collection.schema()).map(Some) }
            });
            match joined {
                Ok(checked) => made.extend(checked),
                Err(error) => {
                    let text = filter.as_ref().map_or("", |filter| filter.text.as_str());
                    parameters.refuse("filter", text, error.phrase());
                    return Self::Everything;
                }
            }
        }
        match <[CheckedFilter; 3]>::try_from(made) {
            Ok(three) => Self::ByArea(Box::new(three)),
            Err(mut fewer) => fewer.pop().map_or(Self::Everything, |one| Self::Same(Box::new(one))),
        }
    }
}

struct BoxAsked {
    text: String,
    system: System,
    /// In the order of the system's axes: both low, both high.
    corners: [f64; 4],
}

impl BoxAsked {
    fn read(parameters: &mut Parameters) -> Option<Self> {
        let text = parameters.one("bbox");
        let system = System::read(parameters, "bbox-crs");
        let text = text?;
        let numbers: Option<Vec<f64>> =
            text.split(',').map(|one| one.trim().parse().ok().filter(|number: &f64| number.is_finite())).collect();
        let corners = match numbers.as_deref() {
            Some([low_first, low_second, high_first, high_second] | [low_first, low_second, _, high_first, high_second, _]) => {
                [*low_first, *low_second, *high_first, *high_second]
            }
            _ => {
                parameters.refuse("bbox", &text, Phrase::new("error-ogc-bbox"));
                return None;
            }
        };
        Some(Self { text, system, corners })
    }

    /// Intersects the box, or has no place; none where the box is none.
    fn expression(&self, area: Area) -> Option<Expression> {
        let [low_first, low_second, high_first, high_second] = self.corners;
        let place = if self.system.is_geographic() {
            let (west, south) = self.system.place(area, low_first, low_second).ok()?;
            let (east, north) = self.system.place(area, high_first, high_second).ok()?;
            // West beyond east crosses the antimeridian.
            (south <= north).then_some(Operand::Box(GeographicBox { west, south, east, north }))?
        } else {
            let upright = low_first <= high_first && low_second <= high_second;
            let ring = upright.then(|| self.system.ring(area, self.corners).ok())??;
            let ring = LineString(ring.into_iter().map(|(x, y)| Coord { x, y }).collect());
            Operand::Geometry(Geometry::Polygon(Polygon::new(ring, vec![])))
        };
        let geometry = || Operand::Property(GEOMETRY.to_owned());
        Some(Expression::Or(vec![
            Expression::Spatial { op: SpatialOp::Intersects, left: geometry(), right: place },
            Expression::IsNull(geometry()),
        ]))
    }
}

struct FilterAsked {
    text: String,
    json: bool,
    system: System,
}

impl FilterAsked {
    fn read(parameters: &mut Parameters) -> Option<Self> {
        let language = parameters.one("filter-lang");
        let system = System::read(parameters, "filter-crs");
        let text = parameters.one("filter");
        let json = match language.as_deref() {
            None | Some("cql2-text") => false,
            Some("cql2-json") => true,
            Some(other) => {
                parameters.refuse("filter-lang", other, Phrase::new("error-one-of").with("allowed", "cql2-text, cql2-json"));
                return None;
            }
        };
        text.map(|text| Self { text, json, system })
    }

    fn expression(&self, area: Area) -> Result<Expression, Error> {
        let place = |first: f64, second: f64| self.system.place(area, first, second).ok();
        match (self.json, self.system) {
            (false, System::Crs84) => Expression::from_text(&self.text),
            (true, System::Crs84) => Expression::from_json(&self.text),
            (false, _) => Expression::from_text_placed(&self.text, &place),
            (true, _) => Expression::from_json_placed(&self.text, &place),
        }
    }
}

/// `datetime` as a condition: within it, or without a time. None where the collection has no time.
fn time(text: &str, collection: Collection) -> Result<Option<Expression>, ()> {
    let known = |end: &str| !end.is_empty() && end.bytes().all(|byte| byte.is_ascii_digit() || b"-:.TtZz+".contains(&byte));
    let end = |end: &str| match end {
        "" | ".." => Ok("..".to_owned()),
        known_end if known(known_end) => Ok(known_end.to_ascii_uppercase()),
        _ => Err(()),
    };
    let (start, finish) = match text.split_once('/') {
        Some((start, finish)) => (end(start)?, end(finish)?),
        None => (end(text)?, end(text)?),
    };
    if start == ".." && finish == ".." {
        return Err(());
    }
    // The syntax of moments is the common parser's, also where no feature has a time.
    let property = collection.time_property();
    let asked = format!("T_INTERSECTS(INTERVAL('{start}','{finish}'), {})", property.unwrap_or("DATE('2000-01-01')"));
    let asked = Expression::from_text(&asked).map_err(|_| ())?;
    collection.schema().check(&asked).map_err(|_| ())?;
    Ok(property.map(|name| Expression::Or(vec![asked, Expression::IsNull(Operand::Property(name.to_owned()))])))
}

/// A property has the value; of a list, one of its values is it. None for a value that cannot be one of the property's.
fn equal(name: &str, kind: Type, value: &str) -> Option<Expression> {
    let left = Operand::Property(name.to_owned());
    let right = match kind {
        _ if value.ends_with('\\') => return None,
        Type::Text => Operand::Text(value.to_owned()),
        Type::Number | Type::Integer => Operand::Number(value.parse().ok().filter(|number: &f64| number.is_finite())?),
        Type::Boolean => Operand::Boolean(value.parse().ok()?),
        Type::Date => Operand::Date(value.parse().ok()?),
        Type::Timestamp => Operand::Timestamp(value.parse().ok()?),
        Type::TextList => {
            let right = Operand::Array(vec![Operand::Text(value.to_owned())]);
            return Some(Expression::Array { op: ArrayOp::Contains, left, right });
        }
        Type::Geometry => return None,
    };
    Some(Expression::Compare { op: Comparison::Equal, left, right })
}

/// English name of what a property's value must be.
fn kind_name(kind: Type) -> &'static str {
    match kind {
        Type::Text | Type::TextList => "text",
        Type::Number => "number",
        Type::Integer => "integer",
        Type::Boolean => "true, false",
        Type::Date => "2026-01-31",
        Type::Timestamp => "2026-01-31T12:00:00Z",
        Type::Geometry => "geometry",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_demanded_of_a_property_is_what_every_match_has() {
        for (query, expected) in [
            ("filter=area_level='province'", &["province"][..]),
            ("filter='province'=area_level", &["province"]),
            ("filter=value<50 AND (state='computed' AND area_level IN ('province'))", &["province"]),
            ("area_level=province&bbox=7,40,8,41", &["province"]),
            ("area_level=province&bbox=1500000,4900000,1600000,5000000&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/3003", &["province"]),
            ("area_level=province&filter=area_level='region'", &["province", "region"]),
            ("area_level=province&filter=area_level='province'", &["province"]),
            ("filter=area_level='province' OR value<50", &[]),
            ("filter=area_level IN ('province','region')", &[]),
            ("filter=NOT area_level='province'", &[]),
            ("filter=area_level<>'province'", &[]),
            ("filter=CASEI(area_level)=casei('province')", &[]),
            ("filter=area_name='province'", &[]),
            ("", &[]),
        ] {
            let mut parameters = Parameters::read(Some(query));
            let condition = Condition::read(&mut parameters, Collection::Coverage);
            assert!(parameters.finish().is_ok(), "{query}");
            assert_eq!(condition.demanded("area_level"), expected, "{query}");
        }
    }

    #[test]
    fn a_time_is_a_moment_a_day_or_an_interval_with_an_end() {
        let text = |asked: &str| time(asked, Collection::Sites).map(|one| one.map(|one| one.to_string()));
        for right in ["2026-01-10", "2026-01-10T00:00:00Z", "2026-01-10/..", "/2026-01-10", "2026-01-01T00:00:00Z/2026-02-01"] {
            assert!(matches!(text(right), Ok(Some(_))), "{right}");
            assert!(matches!(time(right, Collection::Regions), Ok(None)), "{right}");
        }
        for wrong in ["..", "../..", "/", "ieri", "2026-02-30", "2026-02-01/2026-01-01", "2026-01-01/2026-02-01/2026-03-01", "'2026'"] {
            assert_eq!(text(wrong), Err(()), "{wrong}");
        }
    }
}
