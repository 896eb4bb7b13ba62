//! Centri: the national map of Italy's *Centri per la famiglia*. Modules in reading order: what every
//! request crosses, then what is known, then what is offered. Imports point down this list.

pub mod centres;
pub mod config;
pub mod coverage;
pub mod database;
pub mod directory;
pub mod downloads;
pub mod files;
pub mod geo;
pub mod imports;
pub mod information;
pub mod map;
pub mod nearest;
pub mod ogc;
pub mod open_data;
pub mod operations;
pub mod places;
pub mod progress;
pub mod published;
pub mod reference;
pub mod router;
pub mod server;
pub mod state;
pub mod tiles;
pub mod web;
