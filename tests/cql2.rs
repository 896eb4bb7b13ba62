//! The abstract test suite of CQL2 (OGC 21-065r2): its predicates select as many features of its data as it says.
//! Without CENTRI_TEST_DATA these stories say aloud that they prove nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use centri::published::cql2::{CheckedFilter, Expression, Predicate, Record, Schema, Type, Value};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use data_import::table::{self, ReadOptions};
use geo::Geometry;

/// The suite; without it the story says aloud that it proves nothing.
fn suite() -> Option<PathBuf> {
    let folder = std::env::var_os("CENTRI_TEST_DATA").map(|folder| PathBuf::from(folder).join("oracles/cql2"));
    let folder = folder.filter(|folder| folder.join("predicates.csv").is_file() && folder.join("ne110m4cql2.gpkg").is_file());
    if folder.is_none() {
        eprintln!("cql2: NOT PROVED, CENTRI_TEST_DATA does not name a folder with oracles/cql2");
    }
    folder
}

/// A value as a record keeps it.
enum Kept {
    Text(String),
    Number(f64),
    Boolean(bool),
    Date(NaiveDate),
    Timestamp(DateTime<Utc>),
    Geometry(Geometry<f64>),
}

struct Feature(Vec<Option<Kept>>);

impl Record for Feature {
    fn get(&self, property: usize) -> Value<'_> {
        match &self.0[property] {
            None => Value::Null,
            Some(Kept::Text(text)) => Value::Text(text),
            Some(Kept::Number(number)) => Value::Number(*number),
            Some(Kept::Boolean(value)) => Value::Boolean(*value),
            Some(Kept::Date(day)) => Value::Date(*day),
            Some(Kept::Timestamp(moment)) => Value::Timestamp(*moment),
            Some(Kept::Geometry(geometry)) => Value::Geometry(geometry),
        }
    }
}

/// The properties of a data source that its predicates speak of.
fn schema(source: &str) -> Schema {
    match source {
        "ne_110m_admin_0_countries" => Schema::new([("geom", Type::Geometry), ("NAME", Type::Text), ("POP_EST", Type::Number)]),
        "ne_110m_rivers_lake_centerlines" => Schema::new([("geom", Type::Geometry), ("name", Type::Text)]),
        _ => Schema::new([
            ("geom", Type::Geometry),
            ("name", Type::Text),
            ("pop_other", Type::Integer),
            ("date", Type::Date),
            ("start", Type::Timestamp),
            ("end", Type::Timestamp),
            ("boolean", Type::Boolean),
        ]),
    }
}

fn features(folder: &Path, source: &str, schema: &Schema) -> Vec<Feature> {
    let options = ReadOptions { layer: Some(source.to_owned()), ..ReadOptions::default() };
    let table = table::open(&folder.join("ne110m4cql2.gpkg"), &options).expect("the layer");
    let feature = |row: data_import::Row| {
        let kept = |(name, kind): &(String, Type)| {
            if *kind == Type::Geometry {
                return row.shape.clone().map(Kept::Geometry);
            }
            let text = row.optional(name)?;
            Some(match kind {
                Type::Number | Type::Integer => Kept::Number(text.parse().expect("a number")),
                Type::Boolean => Kept::Boolean(text == "sì"),
                Type::Date => Kept::Date(text.parse().expect("a date")),
                Type::Timestamp => Kept::Timestamp(text.parse::<NaiveDateTime>().expect("a time").and_utc()),
                _ => Kept::Text(text.to_owned()),
            })
        };
        Feature(schema.properties().iter().map(kept).collect())
    };
    table.rows.map(|row| feature(row.expect("a feature"))).collect()
}

#[test]
fn every_predicate_of_the_suite_selects_as_many_features_as_it_says() {
    let Some(folder) = suite() else { return };
    let mut sources: HashMap<String, (Schema, Vec<Feature>)> = HashMap::new();
    let mut passed: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong = vec![];
    let mut reader = csv::Reader::from_path(folder.join("predicates.csv")).expect("the predicates");
    for line in reader.records() {
        let line = line.expect("a predicate");
        let [class, source, predicate, expected] = [0, 1, 2, 3].map(|at| line.get(at).expect("four columns"));
        let (schema, features) = sources.entry(source.to_owned()).or_insert_with(|| {
            let schema = schema(source);
            let features = features(&folder, source, &schema);
            (schema, features)
        });
        // As written, as its canonical form, by way of JSON, and in its negation, which must select what remains.
        let expression = Expression::from_text(predicate).expect(predicate);
        let as_written = Predicate::new(&expression, schema).expect(predicate);
        let canonical = CheckedFilter::new(expression.clone(), schema).expect(predicate);
        let by_json = CheckedFilter::from_json(&expression.to_json().to_string(), schema).expect(predicate);
        assert_eq!(by_json, canonical, "{predicate}");
        let count = |matches: &dyn Fn(&Feature) -> bool| features.iter().filter(|feature| matches(feature)).count();
        let counts = [count(&|one| as_written.matches(one)), count(&|one| canonical.matches(one)), count(&|one| by_json.matches(one))];
        if counts == [expected.parse::<usize>().expect("a count"); 3] {
            *passed.entry(class.to_owned()).or_default() += 1;
        } else {
            wrong.push(format!("{class}: {predicate} selects {counts:?}, not {expected}"));
        }
        let negated = CheckedFilter::new(Expression::Not(Box::new(expression)), schema).expect(predicate);
        let unknown = count(&|one| as_written.evaluate(one).is_none());
        assert_eq!(counts[0] + count(&|one| negated.matches(one)) + unknown, features.len(), "{predicate}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let classes: BTreeSet<&str> = passed.keys().map(String::as_str).collect();
    assert_eq!(
        classes,
        BTreeSet::from([
            "advanced-comparison-operators",
            "basic-cql2",
            "basic-spatial-functions",
            "basic-spatial-functions-plus",
            "spatial-functions",
            "temporal-functions"
        ])
    );
}
