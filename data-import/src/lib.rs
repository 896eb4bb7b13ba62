//! Reads the files Italian public bodies publish, as typed rows with their row numbers, and prepares boundaries for
//! maps. It knows files, not our tables and not our rules: nothing here decides what may be stored or shown.

mod address_columns;
mod addresses;
mod boundaries;
mod centres;
mod csv_file;
mod field;
mod flatgeobuf_file;
mod flatgeobuf_geometry;
mod house_number;
mod places;
mod population;
mod row;
mod row_error;
pub mod sources;
pub mod topology;

pub use address_columns::ADDRESS_FIELDS;
pub use addresses::{AddressRow, GivenPosition, PlacesForm, PostcodeRow, places_form, read_addresses, read_postcodes};
pub use boundaries::{
    MunicipalityBoundary, MunicipalityChangeRow, ProvinceRow, read_municipality_boundaries, read_municipality_changes, read_provinces,
};
pub use centres::{CentreRow, read_centres};
pub use field::Field;
pub use house_number::HouseNumber;
pub use places::{LocalityRow, MunicipalityPointRow, read_localities, read_municipality_points};
pub use population::{ALL, FEMALE, MALE, PopulationRow, Sex, read_population, read_population_by_five_years};
pub use row::Rows;
pub use row_error::{Problem, RowError};
