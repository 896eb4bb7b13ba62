//! What `/downloads` and the catalogue say of themselves.

use serde_json::json;

use super::edition::Dataset;
use super::qgis::{self, Definition};
use crate::files::Format;
use crate::web::openapi::{CSV, Content, Described, GEOJSON, Operation, Parameter, count, day, list, object, reference, text};

/// Operations and schemas of the files.
#[must_use]
pub fn described() -> Described {
    let manifest = Operation::get("downloads", "/downloads", "Manifest").of_site().tried([""]);
    let names: Vec<String> =
        Dataset::ALL.iter().flat_map(|dataset| Format::ALL.map(|format| format!("{}.{}", dataset.name(), format.extension()))).collect();
    let file = Operation {
        content: Format::ALL
            .into_iter()
            .map(|format| match format.media_type() {
                GEOJSON => Content { media: GEOJSON, schema: json!({ "type": "object" }) },
                text if text.starts_with(CSV) => Content::text(CSV),
                media => Content::bytes(media),
            })
            .collect(),
        besides: vec![(206, "A part of the file, as `Range` asks for it"), (307, "By `latest`: where the present edition is")],
        may_miss: true,
        limited: true,
        ..Operation::get("download", "/downloads/{version}/{file}", "Manifest").of_site().with([
            Parameter::path("version", json!({ "type": "string", "pattern": "^(latest|[0-9a-f]+)$" }), "latest"),
            Parameter::path("file", json!({ "type": "string", "enum": names }), "sites.csv"),
        ])
    }
    .tried([""]);
    let plain = |id, path, media| Operation { content: vec![Content::text(media)], ..Operation::get(id, path, "").of_site().tried([""]) };
    let catalog = |id, path, content| Operation { content: vec![content], ..Operation::get(id, path, "").of_site().tried([""]) };
    let linked = Content { media: "application/ld+json", schema: json!({ "type": "object" }) };
    let listed = object([
        ("name", text("Name of the file", "sites.csv")),
        ("dataset", text("What it holds", "sites")),
        ("url", text("Where it is", "https://centri.example.it/downloads/0a1b2c/sites.csv")),
        ("media_type", text("Its media type", "text/csv; charset=utf-8; header=present")),
        ("size", count("Bytes", 204_800)),
        ("sha256", text("SHA-256 in hexadecimal", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")),
        ("rows", count("Rows", 140)),
    ]);
    let manifest_schema = object([
        ("version", text("Name of this edition: the same content, the same name", "0a1b2c")),
        ("date", day("Day of this edition")),
        ("licence", text("Licence", "CC-BY-4.0")),
        ("licence_url", text("Text of the licence", "https://creativecommons.org/licenses/by/4.0/")),
        ("dictionary", text("What the columns mean", "https://centri.example.it/downloads/dictionary.csv")),
        ("catalog", text("The catalogue", "https://centri.example.it/catalog.ttl")),
        ("rndt", list(text("A record for the RNDT", "https://centri.example.it/downloads/rndt/sites.xml"))),
        ("qgis", list(text("A layer for QGIS", "https://centri.example.it/downloads/qgis/sites.qlr"))),
        ("files", list(reference("ManifestFile"))),
    ]);
    Described {
        heading: "api-downloads",
        operations: vec![
            manifest,
            file,
            Operation {
                content: vec![Content::text("application/xml")],
                may_miss: true,
                limited: true,
                ..Operation::get("rndt", "/downloads/rndt/{record}", "").of_site().with([Parameter::path(
                    "record",
                    json!({ "type": "string", "enum": Dataset::ALL.map(|dataset| format!("{}.xml", dataset.name())) }),
                    "sites.xml",
                )])
            }
            .tried([""]),
            Operation {
                content: vec![Content::text(qgis::MEDIA_TYPE)],
                may_miss: true,
                limited: true,
                ..Operation::get("qgis", "/downloads/qgis/{definition}", "").of_site().with([Parameter::path(
                    "definition",
                    json!({ "type": "string", "enum": Definition::ALL.map(Definition::file) }),
                    Definition::Sites.file(),
                )])
            }
            .tried([""]),
            plain("dictionary", "/downloads/dictionary.csv", CSV),
            catalog("catalog-turtle", "/catalog.ttl", Content::text("text/turtle")),
            catalog("catalog-jsonld", "/catalog.jsonld", linked),
        ],
        schemas: vec![("Manifest", manifest_schema), ("ManifestFile", listed)],
    }
}
