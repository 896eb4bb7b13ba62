//! The trunk: what is public, held in memory as an immutable snapshot that follows the change log,
//! and the filter that everything which shows sites shares. Nothing protected ever enters here,
//! because the views it reads do not show it.

mod attributes;
mod bits;
mod centre;
mod clusters;
mod codes;
mod contact;
pub mod cql2;
pub mod described;
mod facets;
mod figures;
mod filter;
mod former_store;
mod item;
mod mirror;
mod open_at;
mod opening_store;
mod positioned;
mod properties;
mod site;
mod site_table;
mod snapshot;
mod store;
mod units;

pub use attributes::{Attributes, DEMO, SITE_ATTRIBUTES};
pub use centre::{Centre, centre_schema, centres};
pub use clusters::{Cluster, ClusterId, Mark, NEVER_OPENS, marks, tiles_touched};
pub use codes::{Code, Codes};
pub use contact::{Contact, telephone_link};
pub use facets::{Choosing, Facet, FacetCounts};
pub use figures::{AreaFigure, AreaFigures, BY_CLASS, CLASS_LEVELS, FIGURE_COLUMNS, FigureCell, FigureSource, Part};
pub use filter::{Filter, PARAMETERS as FILTER_PARAMETERS, Territory, Tongue};
pub use former_store::former_sites;
pub use item::{SiteItem, UnitItem, geojson_feature};
pub use mirror::{Change, Mirror};
pub use open_at::{OpenAt, open_among};
pub use positioned::{Positioned, Stretch};
pub use properties::site_schema;
pub use site::{Position, Site, Unit, fold, is_approximate, sign_drawing};
pub use site_table::{SiteRow, site_details, site_table};
pub use snapshot::{Moved, Selected, Snapshot};
pub use store::typical_accuracy_m;
pub use units::Units;
