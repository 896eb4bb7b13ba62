//! Reads the files Italian public bodies publish, as typed rows with their row numbers, and prepares boundaries for
//! maps. It knows files, not our tables and not our rules: nothing here decides what may be stored or shown.

mod addresses;
mod boundaries;
mod boundary_row;
mod columns;
pub mod crs;
mod field;
mod grid;
mod house_number;
mod mapping;
mod places;
mod population;
mod posas;
mod row;
mod row_error;
mod row_error_italian;
pub mod sources;
pub mod table;
pub mod topology;
mod typed;
pub mod values;

pub use addresses::{ADDRESS_FIELDS, AddressRow, GivenPosition, PlacesForm, PostcodeRow, read_postcodes};
pub use boundaries::{
    MunicipalityBoundary, MunicipalityChangeRow, ProvinceRow, read_municipality_boundaries, read_municipality_changes, read_provinces,
};
pub use boundary_row::{BOUNDARY_FIELDS, BoundaryRow, in_degrees};
pub use columns::Columns;
pub use field::Field;
pub use grid::{GridCellRow, read_grid};
pub use house_number::HouseNumber;
pub use mapping::{Mapped, MappingError, map_headers};
pub use places::{LocalityRow, MunicipalityPointRow, read_localities, read_municipality_points};
pub use population::{
    ALL, FEMALE, MALE, PopulationFile, PopulationForm, PopulationRow, Sex, open_population, read_population, read_population_by_five_years,
};
pub use posas::read_posas;
pub use row::{Row, Rows};
pub use row_error::{Lookalike, Problem, RowError};
pub use table::Table;
