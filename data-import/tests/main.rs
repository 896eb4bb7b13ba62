//! Tests of the crate as its users see it: files in, rows and shapes out. Refuses to touch a network or a database.

mod centres;
mod crs;
mod crs_names;
mod files;
mod italy;
mod mutation;
mod nasty;
mod nasty_files;
mod nasty_workbooks;
mod readers;
mod register;
mod small_coverage;
mod support;
mod tables;
