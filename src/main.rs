//! The command line of Centri.

mod commands;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use commands::italian;
use tracing_subscriber::EnvFilter;

// Answers are many small pieces from many threads: glibc spent a tenth of a request of nearest on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("CENTRI_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_target(false).with_writer(std::io::stderr).init();
    let line = match commands::CommandLine::try_parse() {
        Ok(line) => line,
        Err(error) => return not_understood(&error),
    };
    match line.run().await {
        Ok(code) => code,
        Err(error) => {
            tracing::error!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Says what is wrong with a command line, to officers in Italian; the page of help that was asked for is no mistake.
fn not_understood(error: &clap::Error) -> ExitCode {
    match italian::of_command_line(error).filter(|_| italian::is_for_officers(std::env::args())) {
        Some(words) => {
            // Nobody listens to a closed error stream.
            let _ = writeln!(std::io::stderr(), "{words}");
            ExitCode::from(2)
        }
        None => error.exit(),
    }
}
