//! `.sqlx`, the record the statements are compiled against, is current: nothing stale in it, and every
//! statement means on today's schema what the record says.

use sqlx::{Column, Executor, Statement, TypeInfo};

use crate::support::{empty_database, root, story};

fn sources() -> String {
    fn read(folder: &std::path::Path, text: &mut String) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                read(&path, text);
            } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "sql") {
                text.push_str(&std::fs::read_to_string(&path).expect("a text"));
            }
        }
    }
    let mut text = String::new();
    read(&root().join("src"), &mut text);
    text
}

#[test]
fn every_recorded_statement_is_in_the_source_and_means_what_the_record_says() {
    story(async {
        let pools = empty_database().await;
        let sources = sources();
        let mut connection = pools.owner.acquire().await.expect("a connection");
        let mut count = 0;
        for entry in std::fs::read_dir(root().join(".sqlx")).expect("run `make sqlx`").flatten() {
            let record: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(entry.path()).expect("a text")).expect("JSON");
            let sql = record["query"].as_str().expect("a statement");
            assert!(sources.contains(sql) || sources.contains(&sql.replace('"', "\\\"")), "stale, run `make sqlx`: {sql}");
            let statement = connection.prepare(sql).await.unwrap_or_else(|error| panic!("{error}: run `make sqlx`: {sql}"));
            let recorded: Vec<(String, String)> = record["describe"]["columns"]
                .as_array()
                .expect("columns")
                .iter()
                .map(|column| {
                    (column["name"].as_str().expect("a name").to_owned(), column["type_info"].as_str().unwrap_or_default().to_owned())
                })
                .collect();
            let columns = statement.columns();
            assert_eq!(columns.len(), recorded.len(), "run `make sqlx`: {sql}");
            for (column, (name, kind)) in columns.iter().zip(&recorded) {
                assert_eq!(column.name(), name, "run `make sqlx`: {sql}");
                assert!(
                    kind.is_empty() || same(column.type_info().name(), kind),
                    "run `make sqlx`: {name} is {} and was {kind}: {sql}",
                    column.type_info().name()
                );
            }
            count += 1;
        }
        assert!(count > 10, "{count} statements");
    });
}

/// The record names types as the variants of sqlx do (`Int8`, `TextArray`), the server as SQL does (`INT8`, `TEXT[]`).
fn same(server: &str, record: &str) -> bool {
    let plain = |name: &str| name.to_ascii_uppercase().replace("[]", "ARRAY").replace('"', "");
    plain(server) == plain(record)
}
