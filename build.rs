//! Rebuilds when a migration or an embedded folder changes, which the macros alone would not notice.

fn main() {
    for folder in ["migrations", "tiles", "styles", "src/browser", "package-lock.json"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
