//! The one test binary: stories at the HTTP boundary on a real PostGIS, and the oracles.
#![allow(clippy::unwrap_used, clippy::print_stderr, missing_docs)]

mod support;

mod architecture;
mod basemap;
mod broken_files;
mod centre_lists;
mod changes;
mod cql2;
mod directory;
mod downloads;
mod export_tiles;
mod exports;
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
mod ogc;
mod ogc_documents;
mod ogc_tiles;
mod opening;
mod operations;
mod places;
mod project;
mod properties;
mod protected;
mod published;
mod regrouped;
mod round_trip;
mod shelters;
mod statements;
mod streets;
mod taking_back;
mod tiles;
mod tiles_from_memory;
mod traps;
mod words;
mod workbooks;
