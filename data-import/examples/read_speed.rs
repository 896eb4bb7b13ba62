//! Reads a file to its end and says how fast: `cargo run --release -p data-import --example read_speed -- FILE [LAYER]`.
//! Refuses to guess what went wrong: problems of rows are counted, the first is shown.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use data_import::table::{ReadOptions, open};

#[allow(clippy::print_stdout, clippy::print_stderr)]
fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let Some(path) = arguments.next().map(PathBuf::from) else {
        eprintln!("usage: read_speed FILE [LAYER]");
        return ExitCode::FAILURE;
    };
    let layer = arguments.next().map(|layer| layer.to_string_lossy().into_owned());
    let started = Instant::now();
    let table = match open(&path, &ReadOptions { layer, ..ReadOptions::default() }) {
        Ok(table) => table,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let opened = started.elapsed();
    println!("{} of {} bytes, {} columns", table.about.format, table.about.bytes, table.columns.len());
    for note in &table.about.notes {
        println!("note: {note}");
    }
    let (mut rows, mut shapes, mut problems) = (0_u64, 0_u64, 0_u64);
    for row in table.rows {
        match row {
            Ok(row) => {
                rows += 1;
                shapes += u64::from(row.shape.is_some());
            }
            Err(error) => {
                if problems == 0 {
                    println!("first problem: {error}");
                }
                problems += 1;
            }
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    println!("{rows} rows ({shapes} with a shape), {problems} problems");
    println!("opened in {:.3} s, read in {seconds:.3} s, {:.0} rows/s", opened.as_secs_f64(), rows as f64 / seconds.max(1e-9));
    ExitCode::SUCCESS
}
