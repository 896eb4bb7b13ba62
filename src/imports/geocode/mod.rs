//! From an address in a known municipality to a position, as exactly as the registers allow, and how exactly that is.
//! Refuses a street that is not surely the one meant, and any position outside the municipality.

mod municipality;
mod store;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use anyhow::Result;
use data_import::HouseNumber;
use data_import::values::address::Toponym;
use sqlx::PgConnection;

use municipality::{Municipality, NamedKind};

pub use crate::places::Precision;
pub use crate::places::streets::house_number;

use crate::geo::Coordinates;
use crate::places::streets::{Door, Meant, OUTSIDE_AT_MOST_M, Spot, Street, along, meant};

/// A street whose doors reach farther from its middle, in metres, says less than a locality.
const LONGEST_STREET_M: f64 = 2_000.0;

/// Accuracy in metres of what is not a door or a street, as the public pages take it for granted.
const BUILDING_M: f64 = 100.0;
const AREA_M: f64 = 2_000.0;
const MUNICIPALITY_M: f64 = 5_000.0;

/// Streets kept in memory at once; an import that touches more municipalities reads some of them again.
const STREETS_KEPT: usize = 200_000;

/// An address to be found. What is not known is left out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// The street with the word for street: "Via Roma".
    pub toponym: Option<&'a str>,
    /// The number on the door.
    pub number: Option<&'a HouseNumber>,
    /// Hamlet, quarter or named building.
    pub locality: Option<&'a str>,
    /// Five digits.
    pub postcode: Option<&'a str>,
}

/// A street that an address may mean.
#[derive(Debug, Clone, PartialEq)]
pub struct StreetCandidate {
    /// Its name in the register.
    pub name: String,
    /// Hamlets and quarters it runs through.
    pub localities: Vec<String>,
    /// Postcodes of its doors.
    pub postcodes: Vec<String>,
}

/// Where an address is.
#[derive(Debug, Clone, PartialEq)]
pub struct Located {
    /// The position, EPSG:4326.
    pub at: Coordinates,
    /// How exactly it is known.
    pub precision: Precision,
    /// Radius in metres within which the place lies in about 95 of 100 cases.
    pub accuracy_m: f64,
    /// The street it was found in, as the register writes it.
    pub street: Option<String>,
    /// Streets between which a person must choose; the position is then a coarser one.
    pub candidates: Vec<StreetCandidate>,
    /// Streets of the comune are known and the one asked for is not among them, nor a place of that name: streets of the
    /// same name behind another word ("Corso" for "Via"), often none.
    pub unknown_street: Option<Vec<String>>,
}

/// Finds addresses. It keeps what it has read of a municipality, so it must not outlive the transaction it reads in.
#[derive(Debug, Default)]
pub struct Geocoder {
    municipalities: HashMap<i32, Arc<Municipality>>,
    streets_kept: usize,
    doors: HashMap<i32, Arc<Vec<Door>>>,
    doors_kept: usize,
}

impl Geocoder {
    /// One that has read nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Where an address in a municipality (its internal id) is; `None` where not even the municipality has a point.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn locate(&mut self, connection: &mut PgConnection, municipality: i32, wanted: &Wanted<'_>) -> Result<Option<Located>> {
        let known = self.municipality(connection, municipality).await?;
        let (mut street, mut candidates, mut unknown_street) = (None, vec![], None);
        let asked = wanted.toponym.map(Toponym::of);
        let which = asked.as_ref().map_or(Meant::None, |asked| meant(&known.streets, asked, wanted.locality, wanted.postcode));
        match which {
            Meant::None if known.streets.is_empty() => {}
            Meant::None => {
                unknown_street = asked.map(|asked| {
                    let namesakes = known.streets.iter().filter(|street| street.is_namesake(&asked));
                    let names: BTreeSet<&str> = namesakes.map(|street| street.name.as_str()).collect();
                    names.into_iter().map(str::to_owned).collect()
                });
            }
            Meant::Several(streets) => candidates = streets.into_iter().map(candidate).collect(),
            Meant::One(streets) => {
                street = streets.first().map(|street| street.name.clone());
                let doors = self.doors(connection, &streets).await?;
                if let Some(spot) = spot(connection, municipality, &doors, wanted.number).await? {
                    let Spot { at, precision, accuracy_m } = spot;
                    return Ok(Some(Located { at, precision, accuracy_m, street, candidates, unknown_street }));
                }
            }
        }
        let spot = coarser(&known, wanted);
        Ok(spot.map(|Spot { at, precision, accuracy_m }| {
            // A building or a hamlet of that name is where the address says.
            let unknown_street = unknown_street.filter(|_| !matches!(precision, Precision::Luogo | Precision::Localita));
            Located { at, precision, accuracy_m, street, candidates, unknown_street }
        }))
    }

    async fn municipality(&mut self, connection: &mut PgConnection, id: i32) -> Result<Arc<Municipality>> {
        if let Some(known) = self.municipalities.get(&id) {
            return Ok(Arc::clone(known));
        }
        if self.streets_kept > STREETS_KEPT {
            self.municipalities.clear();
            self.streets_kept = 0;
        }
        let read = Arc::new(store::municipality(connection, id).await?);
        self.streets_kept += read.streets.len();
        self.municipalities.insert(id, Arc::clone(&read));
        Ok(read)
    }

    /// Doors of a street, all its parts together.
    async fn doors(&mut self, connection: &mut PgConnection, streets: &[&Street]) -> Result<Arc<Vec<Door>>> {
        let Some(first) = streets.first() else { return Ok(Arc::default()) };
        // Parts of a street always come together, so that the first of them stands for all.
        if let Some(known) = self.doors.get(&first.id) {
            return Ok(Arc::clone(known));
        }
        if self.doors_kept > STREETS_KEPT {
            self.doors.clear();
            self.doors_kept = 0;
        }
        let ids: Vec<i32> = streets.iter().map(|street| street.id).collect();
        let read = Arc::new(store::doors(connection, &ids).await?);
        self.doors_kept += read.len();
        self.doors.insert(first.id, Arc::clone(&read));
        Ok(read)
    }
}

/// The door, a place between two doors, or the middle of the street; `None` where the street says less than a locality.
async fn spot(connection: &mut PgConnection, municipality: i32, doors: &[Door], number: Option<&HouseNumber>) -> Result<Option<Spot>> {
    let placed = number.and_then(|number| along::place(doors, number));
    if let (Some(spot), Some(number)) = (placed, number) {
        // Doors were looked at when they were imported; between two of them a border may run.
        if spot.precision == Precision::Interpolato
            && store::distance_outside_m(connection, municipality, spot.at).await? > OUTSIDE_AT_MOST_M
        {
            return Ok(along::nearest_by_number(doors, number));
        }
        return Ok(Some(spot));
    }
    Ok(along::middle(doors).filter(|middle| middle.accuracy_m <= LONGEST_STREET_M))
}

/// What is left when no street answers: a named building, a postcode's area, a locality, the municipality.
fn coarser(known: &Municipality, wanted: &Wanted<'_>) -> Option<Spot> {
    let names = || [wanted.locality, wanted.toponym].into_iter().flatten();
    let named = |kind: NamedKind| names().find_map(|name| known.named(name, kind));
    let area = wanted.postcode.filter(|_| known.has_several_postcodes()).and_then(|postcode| known.named(postcode, NamedKind::Cap));
    let spot = |at, precision, accuracy_m| Spot { at, precision, accuracy_m };
    named(NamedKind::Luogo)
        .map(|place| spot(place.at, Precision::Luogo, BUILDING_M))
        .or_else(|| named(NamedKind::Localita).map(|place| spot(place.at, Precision::Localita, AREA_M)))
        .or_else(|| area.map(|place| spot(place.at, Precision::Zona, AREA_M)))
        .or_else(|| known.point.map(|point| spot(point, Precision::Comune, MUNICIPALITY_M)))
}

fn candidate(street: &Street) -> StreetCandidate {
    StreetCandidate { name: street.name.clone(), localities: street.localities.clone(), postcodes: street.postcodes.clone() }
}
