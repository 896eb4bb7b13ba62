//! Coordinates of a row, brought to EPSG:4326, whatever they were written in.
//! Refuses to guess a reference system; it says which one the numbers look like, and mends only what has one reading.

use std::collections::HashMap;

use data_import::Row;
use data_import::crs::{Area, Crs, Guess, Transformer, look};
use data_import::values::coordinates::{self, Mended, Order};
use geo::Geometry;

use super::super::report::Refusal;
use super::gazetteer::Municipality;

/// A position a row gives, EPSG:4326, and how it came to be.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Given {
    pub(super) lon: f64,
    pub(super) lat: f64,
    /// Code of the system the numbers were written in.
    pub(super) crs: String,
    /// The operation and its accuracy, where numbers were transformed.
    pub(super) operation: Option<String>,
    /// Radius in metres within which numbers so rounded may mean any place; 0 where they are as fine as a house.
    pub(super) rounding_m: f64,
}

impl Given {
    fn degrees(lon: f64, lat: f64) -> Self {
        let rounding_m = rounding_m(lon, lat, &STEPS_OF_DEGREES, METRES_IN_A_DEGREE);
        Self { lon: rounded(lon), lat: rounded(lat), crs: "EPSG:4326".to_owned(), operation: None, rounding_m }
    }
}

/// The system of a file's numbers, with the operations of the Regions it has met so far.
pub(super) struct Coordinates {
    crs: Option<Crs>,
    transformers: HashMap<Area, Transformer>,
}

impl Coordinates {
    /// `crs` is what a person named, else what the file declares; none is degrees of WGS 84.
    pub(super) fn of_file(crs: Option<Crs>) -> Self {
        Self { crs: crs.filter(|crs| *crs != Crs::Epsg(4326)), transformers: HashMap::new() }
    }

    /// The position of a row, if it gives one.
    pub(super) fn of(
        &mut self,
        row: &Row,
        municipality: Option<&Municipality>,
        warned: &mut Vec<Refusal>,
    ) -> Result<Option<Given>, Refusal> {
        let Some((column, x, y)) = numbers(row, warned)? else { return Ok(None) };
        let refuse = |reason: String, hint: &str| Err(Refusal::of_cell(row.number, column, reason).with_hint(hint.to_owned()));
        let Some(crs) = self.crs.clone() else {
            return match look(x, y) {
                Guess::Degrees => Ok(Some(Given::degrees(x, y))),
                Guess::SwappedDegrees => {
                    warned.push(Refusal::of_cell(row.number, column, "latitudine e longitudine erano scambiate: lette al contrario"));
                    Ok(Some(Given::degrees(y, x)))
                }
                Guess::ZeroZero => {
                    warned.push(Refusal::of_cell(row.number, column, "coordinate 0,0: è una posizione mancante, si usa l'indirizzo"));
                    Ok(None)
                }
                Guess::Metres(_) | Guess::SwappedMetres(_) => {
                    // Numbers in the columns of degrees say nothing of their order.
                    let codes = |guess| match guess {
                        Guess::Metres(codes) => codes,
                        _ => vec![],
                    };
                    let mut list: Vec<String> =
                        codes(look(x, y)).into_iter().chain(codes(look(y, x))).map(|code| format!("EPSG:{code}")).collect();
                    list.dedup();
                    list.truncate(MOST_SYSTEMS);
                    let hint = format!(
                        "dai numeri potrebbe essere {}: chiedere quale a chi ha dato le coordinate e importare queste righe con --crs, oppure lasciarle vuote (si usa l'indirizzo)",
                        list.join(" o ")
                    );
                    refuse("le coordinate sono in metri, non in gradi".to_owned(), &hint)
                }
                Guess::OutsideItaly | Guess::NotANumber => {
                    refuse("la posizione è fuori dall'Italia".to_owned(), "controllare latitudine e longitudine")
                }
            };
        };
        let area = municipality.map_or(Area::Mainland, |known| Area::of_region(&known.region));
        let transformer = match self.transformers.entry(area) {
            std::collections::hash_map::Entry::Occupied(held) => held.into_mut(),
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(Transformer::new(&crs, area).map_err(|error| Refusal::of_cell(row.number, column, error.in_italian()))?)
            }
        };
        let inside = |point: &(f64, f64)| look(point.0, point.1) == Guess::Degrees;
        let straight = transformer.to_wgs84(x, y).ok().filter(inside);
        let position = match straight {
            Some(point) => point,
            None => match transformer.to_wgs84(y, x).ok().filter(inside) {
                Some(point) => {
                    warned.push(Refusal::of_cell(row.number, column, "est e nord erano scambiate: lette al contrario"));
                    point
                }
                // In metres these would be next to the origin of the system: some rows of a list were copied from a map.
                None if look(x, y) == Guess::Degrees => {
                    let said = format!("è in gradi e non in {}: letta come longitudine e latitudine", crs.name());
                    warned.push(Refusal::of_cell(row.number, column, said));
                    return Ok(Some(Given::degrees(x, y)));
                }
                None => {
                    return refuse(
                        format!("la posizione non è in Italia, letta come {}", crs.name()),
                        "controllare le coordinate e il loro sistema",
                    );
                }
            },
        };
        let operation = transformer.operation();
        Ok(Some(Given {
            lon: rounded(position.0),
            lat: rounded(position.1),
            crs: match &crs {
                Crs::Epsg(code) => format!("EPSG:{code}"),
                Crs::Wkt(_) => crs.name(),
            },
            operation: Some(match operation.accuracy_m {
                Some(accuracy) => format!("{} ({accuracy} m)", operation.name),
                None => operation.name.clone(),
            }),
            rounding_m: if crs.is_geographic() {
                rounding_m(x, y, &STEPS_OF_DEGREES, METRES_IN_A_DEGREE)
            } else {
                rounding_m(x, y, &STEPS_OF_METRES, 1.0)
            },
        }))
    }
}

/// Reference systems that are named to whoever must choose one.
const MOST_SYSTEMS: usize = 5;

/// Seven decimals of a degree: a centimetre.
pub(super) fn rounded(degrees: f64) -> f64 {
    (degrees * 1e7).round() / 1e7
}

/// Roundings that make of a door a neighbourhood, the coarsest first: tenths to thousandths of a degree, whole minutes.
const STEPS_OF_DEGREES: [f64; 5] = [1.0, 0.1, 1.0 / 60.0, 0.01, 0.001];
/// The same in metres.
const STEPS_OF_METRES: [f64; 3] = [10_000.0, 1_000.0, 100.0];
/// Of a meridian, at the latitudes of Italy; of a parallel it is less.
const METRES_IN_A_DEGREE: f64 = 111_100.0;
/// How near to a whole number of steps a place must be, in metres: nobody's map is finer.
const WHOLE_M: f64 = 0.001;

/// Radius in metres of what numbers rounded to one of `steps` may mean: half the diagonal of a step. One coordinate with
/// as few decimals may be so by chance, not both.
fn rounding_m(x: f64, y: f64, steps: &[f64], metres_in_one: f64) -> f64 {
    let whole = |value: f64, step: f64| (value - (value / step).round() * step).abs() * metres_in_one < WHOLE_M;
    let step = steps.iter().find(|step| whole(x, **step) && whole(y, **step));
    step.map_or(0.0, |step| step * metres_in_one * std::f64::consts::FRAC_1_SQRT_2)
}

/// The numbers of a row, x before y, and the column to blame.
fn numbers(row: &Row, warned: &mut Vec<Refusal>) -> Result<Option<(&'static str, f64, f64)>, Refusal> {
    let refused = |column: &str, hint: String| Refusal::of_cell(row.number, column, "la coordinata non si legge").with_hint(hint);
    // A decimal comma is how Italians write a number.
    let mut say = |column: &str, mended: &[Mended]| {
        if mended.iter().any(|mended| *mended != Mended::DecimalComma) {
            warned.push(Refusal::of_cell(row.number, column, "coordinata scritta in modo insolito: letta lo stesso"));
        }
    };
    if let Some(cell) = row.optional("coordinate") {
        let pair = coordinates::pair(cell).map_err(|error| refused("coordinate", error.hint))?;
        say("coordinate", &pair.mended);
        return Ok(Some(match pair.order {
            Order::EastingFirst => ("coordinate", pair.first, pair.second),
            // "45.46, 9.19" is how people copy a position from a map: latitude first.
            Order::NorthingFirst | Order::AsWritten => ("coordinate", pair.second, pair.first),
        }));
    }
    for (first, second) in [("lon", "lat"), ("x", "y")] {
        let column: &'static str = second;
        match (row.optional(first), row.optional(second)) {
            (Some(x), Some(y)) => {
                let x = coordinates::coordinate(x).map_err(|error| refused(first, error.hint))?;
                let y = coordinates::coordinate(y).map_err(|error| refused(second, error.hint))?;
                say(column, &[x.mended, y.mended].concat());
                return Ok(Some((column, x.value, y.value)));
            }
            (None, None) => {}
            _ => return Err(Refusal::of_cell(row.number, column, "c'è una coordinata sola").with_hint("scriverle tutte e due o nessuna")),
        }
    }
    match &row.shape {
        None => Ok(None),
        // How a format without empty points says that there is none.
        Some(Geometry::GeometryCollection(collection)) if collection.0.is_empty() => Ok(None),
        Some(Geometry::Point(point)) => Ok(Some(("geometria", point.x(), point.y()))),
        Some(Geometry::MultiPoint(points)) if points.0.len() == 1 => Ok(Some(("geometria", points.0[0].x(), points.0[0].y()))),
        Some(_) => Err(Refusal::of_cell(row.number, "geometria", "una sede è un punto, qui c'è un'altra geometria")),
    }
}
