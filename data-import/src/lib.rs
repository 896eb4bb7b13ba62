//! Reads the files Italian public bodies publish, as typed rows with their row numbers, and prepares boundaries for
//! maps. It knows files, not our tables and not our rules: nothing here decides what may be stored or shown.

mod boundaries;
mod centres;
pub mod crs;
mod csv_file;
mod field;
mod flatgeobuf_file;
mod flatgeobuf_geometry;
mod mapping;
mod places;
mod population;
mod row;
mod row_error;
pub mod sources;
pub mod topology;
pub mod values;

pub use boundaries::{
    MunicipalityBoundary, MunicipalityChangeRow, ProvinceRow, read_municipality_boundaries, read_municipality_changes, read_provinces,
};
pub use centres::{CentreRow, read_centres};
pub use field::Field;
pub use mapping::{Mapped, MappingError, map_headers};
pub use places::{LocalityRow, MunicipalityPointRow, read_localities, read_municipality_points};
pub use population::{ALL, FEMALE, MALE, PopulationRow, Sex, read_population, read_population_by_five_years};
pub use row::Rows;
pub use row_error::{Problem, RowError};
