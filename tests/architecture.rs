//! The rules of the code map, executable: imports point down, features do not know one another, every module
//! says what it is for, SQL stays in its rooms, dependencies stay few.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::support::root;

/// Ground floor from below to above: a folder may import those before it.
const GROUND: [&str; 10] = ["config", "progress", "geo", "database", "web", "territory", "centres", "published", "files", "places"];
/// Folders that never import one another.
const FEATURES: [&str; 12] = [
    "coverage",
    "directory",
    "downloads",
    "imports",
    "information",
    "map",
    "nearest",
    "ogc",
    "open_data",
    "operations",
    "reference",
    "tiles",
];
/// The top, which may import everything.
const TOP: [&str; 5] = ["lib", "main", "commands", "router", "server"];
/// Imports a feature may make of another's front door, with the reason.
const ALLOWED: [(&str, &str, &str); 1] = [("map", "tiles", "the style says whether there is a basemap")];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = vec![];
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn all_rust_files() -> Vec<PathBuf> {
    ["src", "data-import/src", "tests"].iter().flat_map(|folder| rust_files(&root().join(folder))).collect()
}

fn folder_of(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).expect("inside src");
    let first = inside.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

fn imported(text: &str) -> Vec<String> {
    let mut folders = vec![];
    for piece in text.split("crate::").skip(1) {
        if let Some(group) = piece.strip_prefix('{') {
            let inside = group.split("};").next().unwrap_or_default();
            folders.extend(inside.split(',').map(|one| one.trim().split("::").next().unwrap_or_default().to_owned()));
        } else {
            folders.push(piece.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default().to_owned());
        }
    }
    folders.retain(|folder| !folder.is_empty());
    folders
}

#[test]
fn imports_point_down_and_features_do_not_know_one_another() {
    let mut wrong = vec![];
    for path in rust_files(&root().join("src")) {
        let here = folder_of(&path);
        if TOP.contains(&here.as_str()) || here == "state" {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a text");
        for there in imported(&text) {
            if there == here || there == "state" {
                continue;
            }
            let allowed = match (GROUND.iter().position(|one| *one == here), GROUND.iter().position(|one| *one == there)) {
                (Some(from), Some(to)) => to < from,
                (None, Some(_)) => FEATURES.contains(&here.as_str()),
                _ => ALLOWED.iter().any(|(from, to, _)| *from == here && *to == there),
            };
            if !allowed {
                wrong.push(format!("{} imports {there}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_folder_of_src_is_in_the_plan() {
    for entry in std::fs::read_dir(root().join("src")).expect("src").flatten() {
        let name = entry.file_name().to_string_lossy().trim_end_matches(".rs").to_owned();
        let known = GROUND.contains(&name.as_str())
            || FEATURES.contains(&name.as_str())
            || TOP.contains(&name.as_str())
            || ["state", "browser"].contains(&name.as_str());
        assert!(known, "src/{name} is in no list of tests/architecture.rs");
    }
}

#[test]
fn every_module_says_what_it_is_for_and_stays_short() {
    let mut wrong = vec![];
    for path in all_rust_files() {
        let text = std::fs::read_to_string(&path).expect("a text");
        if !text.starts_with("//!") {
            wrong.push(format!("{} has no header", path.display()));
        }
        let lines = text.lines().count();
        if lines > 500 {
            wrong.push(format!("{} has {lines} lines: is there a second noun inside?", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn sql_lives_in_its_rooms() {
    let mut wrong = vec![];
    for path in rust_files(&root().join("src")) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let here = folder_of(&path);
        let at_home = name == "store.rs" || name.ends_with("_store.rs") || here == "database" || path.ends_with("tiles/postgis.rs");
        let text = std::fs::read_to_string(&path).expect("a text");
        if !at_home && (text.contains("sqlx::query") || text.contains("query_as!") || text.contains("query!(")) {
            wrong.push(path.display().to_string());
        }
    }
    assert!(wrong.is_empty(), "statements outside store.rs: {wrong:#?}");
}

#[test]
fn nobody_asks_the_clock_by_himself() {
    let mut wrong = vec![];
    for path in rust_files(&root().join("src")) {
        let here = folder_of(&path);
        let text = std::fs::read_to_string(&path).expect("a text");
        if !TOP.contains(&here.as_str()) && text.contains("Utc::now") {
            wrong.push(path.display().to_string());
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn merged_migrations_have_names_in_order_and_views_are_the_only_public_road() {
    let mut names: Vec<String> = std::fs::read_dir(root().join("migrations"))
        .expect("migrations")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.retain(|name| name.ends_with(".sql"));
    names.sort();
    for (at, name) in names.iter().enumerate() {
        assert!(name.starts_with(&format!("{:04}_", at + 1)), "{name}");
    }
    for entry in std::fs::read_dir(root().join("tiles"))
        .expect("tiles")
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|one| one == "sql"))
    {
        let text = std::fs::read_to_string(entry.path()).expect("a statement");
        assert!(text.starts_with("-- id: "), "{:?} has no header", entry.path());
        let spoken: String = text.lines().filter(|line| !line.trim_start().starts_with("--")).collect::<Vec<_>>().join("\n");
        for word in spoken.split_whitespace().collect::<Vec<_>>().windows(2) {
            if word[0] == "join" || word[0] == "from" {
                let table = word[1].trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '_');
                assert!(
                    table.starts_with("public_") || ["tile", "drawn", "degrees", "", "select"].contains(&table),
                    "{:?} reads {table}",
                    entry.path()
                );
            }
        }
    }
}

/// The lock also names what only other systems or unused database drivers would need; what costs time is what is compiled.
#[test]
fn fewer_than_four_hundred_crates_are_compiled_and_each_dependency_has_its_reason() {
    let tree = std::process::Command::new(env!("CARGO"))
        .args(["tree", "--workspace", "--locked", "--offline", "--edges", "normal,build,dev", "--prefix", "none", "--format", "{p}"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let names = String::from_utf8(tree.stdout).expect("text");
    let crates: BTreeSet<&str> =
        names.lines().map(|line| line.split(" (").next().unwrap_or_default()).filter(|line| !line.is_empty()).collect();
    assert!(crates.len() < 400, "{} crates to compile", crates.len());
    for manifest in ["Cargo.toml", "data-import/Cargo.toml"] {
        let text = std::fs::read_to_string(root().join(manifest)).expect("a manifest");
        let mut section = String::new();
        let mut seen = BTreeMap::new();
        for line in text.lines() {
            if line.starts_with('[') {
                section = line.to_owned();
            } else if section.ends_with("dependencies]") && line.contains('=') && !line.starts_with('#') {
                assert!(line.contains(" # "), "{manifest}: {line} has no reason");
                seen.insert(line.split_whitespace().next().unwrap_or_default().to_owned(), ());
            }
        }
        assert!(seen.len() > 3);
    }
}

#[test]
fn nothing_of_one_machine_is_committed() {
    let mut wrong = vec![];
    for path in all_rust_files() {
        let text = std::fs::read_to_string(&path).expect("a text");
        for trace in [concat!("/wo", "rk/"), concat!("/ro", "ot/")] {
            if text.contains(trace) {
                wrong.push(format!("{} names {trace}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
