//! What `/api/v1/status` says of itself.

use crate::web::openapi::{Described, Operation, count, moment, object, or_null, text, truth, word};

/// Operation and schema of the status.
#[must_use]
pub fn described() -> Described {
    let status = object([
        ("status", word("How the service is", ["ok", "database-away", "starting"])),
        ("version", text("Version of the program", env!("CARGO_PKG_VERSION"))),
        ("started_at", moment("When it was started")),
        ("database", word("Whether the database answers", ["up", "away"])),
        ("sites", count("Public sites", 740)),
        ("read_at", or_null(moment("When the database last confirmed what is answered"))),
        ("read_seconds_ago", or_null(count("How long that was ago, in seconds", 2))),
        ("demo", truth("Some centres are invented", false)),
    ]);
    let operation = Operation { tagged: false, ..Operation::get("status", "/status", "Status").tried([""]) };
    Described { heading: "api-service", operations: vec![operation], schemas: vec![("Status", status)] }
}
