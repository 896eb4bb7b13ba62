//! What the description says of itself.

use serde_json::json;

use crate::web::openapi::{Content, Described, Operation};

/// The operations of this feature.
#[must_use]
pub fn described() -> Described {
    let document = Operation::get("openapi", "/openapi.json", "OpenApi").tried([""]);
    let page = Operation {
        content: vec![Content::text("text/html")],
        tagged: false,
        is_page: true,
        ..Operation::get("docs", "/docs", "OpenApi").tried([""])
    };
    Described { heading: "api-reference", operations: vec![document, page], schemas: vec![("OpenApi", json!({ "type": "object" }))] }
}
