//! The one test binary: stories at the HTTP boundary on a real PostGIS, and the oracles.
#![allow(clippy::unwrap_used, clippy::print_stderr, missing_docs)]

mod support;

mod architecture;
mod basemap;
mod broken_files;
mod centre_lists;
mod changes;
mod coverage;
mod coverage_cells;
mod coverage_pages;
mod cql2;
mod directory;
mod facets;
mod filters;
mod geocode;
mod geocode_alessandria;
mod harvest;
mod harvest_servers;
mod imports;
mod istat_files;
mod nearest;
mod officers;
mod opening;
mod operations;
mod places;
mod project;
mod properties;
mod protected;
mod published;
mod statements;
mod streets;
mod taking_back;
mod tiles;
mod tiles_from_memory;
mod words;
mod workbooks;
