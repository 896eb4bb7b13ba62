//! The hallway every request crosses: language, frame, failures, cache policies, assets, security headers.
//! It knows no feature and no table.

pub mod accept;
pub mod admission;
pub mod answer;
pub mod assets;
pub mod cache;
pub mod clock;
pub mod error;
pub mod file_body;
pub mod forms;
pub mod languages;
pub mod limits;
pub mod openapi;
pub mod page;
pub mod parameters;
pub mod problem;
pub mod security;
pub mod visitor;
pub mod xml;

pub use admission::Admission;
pub use cache::CachePolicy;
pub use clock::Clock;
pub use error::{AppError, ParameterError, Phrase};
pub use languages::{Language, Words};
pub use page::{Frame, Site, page};
pub use parameters::Parameters;
pub use xml::escape_xml;
