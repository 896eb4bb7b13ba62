//! Short recipes for the tools analysts use: each is shown as it is run by `clients/test_recipes.py`.

use crate::web::Words;

/// A recipe to copy.
#[derive(Debug)]
pub struct Recipe {
    /// Part of the page's anchors, and of the names of its words.
    pub name: &'static str,
    /// What it is for.
    pub title: String,
    /// One or two sentences.
    pub text: String,
    /// What to paste.
    pub code: String,
}

/// Name and what to paste, with `{origin}` where this site is reached.
const RECIPES: [(&str, &str); 7] = [
    ("spreadsheet", "{origin}/api/v1/coverage?indicator=C3&level=province&f=csv"),
    (
        "python",
        r#"import csv, io, urllib.request

with urllib.request.urlopen("{origin}/api/v1/sites?region=08&f=csv") as answer:
    sites = list(csv.DictReader(io.TextIOWrapper(answer, "utf-8")))
print(len(sites), "sedi")
for site in sites[:3]:
    print(site["name"], site["municipality"], site["lon"], site["lat"])"#,
    ),
    (
        "paging",
        r#"import json, urllib.parse, urllib.request

sites, cursor = [], ""
while cursor is not None:
    query = urllib.parse.urlencode({"region": "08", "limit": 20, "cursor": cursor})
    with urllib.request.urlopen("{origin}/api/v1/sites?" + query) as answer:
        page = json.load(answer)
    sites += page["items"]
    cursor = page["next"]
print(len(sites), "di", page["number_matched"])"#,
    ),
    (
        "geopandas",
        r#"import geopandas

sites = geopandas.read_file("{origin}/api/v1/sites?region=08&f=fgb")
print(sites.to_crs(32632)[["name", "municipality", "geometry"]].head())"#,
    ),
    (
        "r",
        r#"codici <- c("region_code", "province_code", "municipality_code")
sedi <- read.csv("{origin}/api/v1/sites?region=08&f=csv",
                 colClasses = setNames(rep("character", 3), codici), encoding = "UTF-8")
print(table(sedi$province))"#,
    ),
    ("ogr2ogr", r#"ogr2ogr -t_srs EPSG:32632 sedi.gpkg "{origin}/api/v1/sites?region=08&f=geojson&limit=1000""#),
    ("oapif", r#"ogr2ogr -where "network_role = 'hub'" hub.gpkg OAPIF:{origin}/ogc/v1 sites"#),
];

/// The recipes with absolute addresses.
pub fn recipes(words: Words, origin: &str) -> Vec<Recipe> {
    RECIPES
        .into_iter()
        .map(|(name, code)| Recipe {
            name,
            title: words.say(&format!("data-recipe-{name}-title")),
            text: words.say(&format!("data-recipe-{name}-text")),
            code: code.replace("{origin}", origin),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::Language;

    #[test]
    fn every_recipe_has_words_and_names_the_site() {
        for language in Language::ALL {
            for recipe in recipes(Words(language), "https://centri.example.it") {
                assert!(!recipe.title.starts_with("data-") && !recipe.text.starts_with("data-"), "{} has no words", recipe.name);
                assert!(recipe.code.contains("https://centri.example.it/"), "{}", recipe.code);
            }
        }
    }
}
