//! What must hold of every filter: forms keep the meaning, what is written reads back, nothing makes it panic.

use chrono::{DateTime, NaiveDate, Utc};
use geo::{Coord, Geometry, LineString, MultiPoint, Point, Polygon};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::*;

fn schema() -> Schema {
    Schema::new([
        ("name", Type::Text),
        ("date", Type::Text),
        ("beds", Type::Number),
        ("rooms", Type::Integer),
        ("open", Type::Boolean),
        ("day", Type::Date),
        ("start", Type::Timestamp),
        ("end", Type::Timestamp),
        ("services", Type::TextList),
        ("geom", Type::Geometry),
    ])
}

#[derive(Clone, Debug)]
struct Place {
    texts: [Option<String>; 2],
    numbers: [Option<f64>; 2],
    open: Option<bool>,
    day: Option<NaiveDate>,
    moments: [Option<DateTime<Utc>>; 2],
    services: Option<Vec<String>>,
    geom: Option<Geometry<f64>>,
}

impl Record for Place {
    fn get(&self, property: usize) -> Value<'_> {
        let found = match property {
            0 | 1 => self.texts[property].as_deref().map(Value::Text),
            2 | 3 => self.numbers[property - 2].map(Value::Number),
            4 => self.open.map(Value::Boolean),
            5 => self.day.map(Value::Date),
            6 | 7 => self.moments[property - 6].map(Value::Timestamp),
            8 => self.services.as_deref().map(Value::Texts),
            _ => self.geom.as_ref().map(|geometry| match geometry {
                Geometry::Point(point) => Value::Point { lon: point.x(), lat: point.y() },
                other => Value::Geometry(other),
            }),
        };
        found.unwrap_or(Value::Null)
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => proptest::sample::select(vec!["a", "b", "A", "à", "ab", "a%", "a_", "", "ß", "it's"]).prop_map(str::to_owned),
        1 => r"[a-bà%_\\' ]{0,5}".prop_filter("no backslash at the end", |text| !text.ends_with('\\')),
    ]
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![4 => (-2..3i32).prop_map(f64::from), 1 => any::<f64>().prop_filter("finite", |number| number.is_finite())]
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (0..3u32).prop_map(|ahead| NaiveDate::from_ymd_opt(2026, 1, 1 + ahead).expect("a filter"))
}

fn moment() -> impl Strategy<Value = DateTime<Utc>> {
    (0..6i64).prop_map(|half| {
        DateTime::from_timestamp(1_767_225_600 + half * 43_200, if half == 5 { 500_000_000 } else { 0 }).expect("a filter")
    })
}

fn vertex() -> impl Strategy<Value = Coord<f64>> {
    prop_oneof![
        4 => (-3..4i32, -3..4i32).prop_map(|(x, y)| Coord { x: f64::from(x), y: f64::from(y) }),
        1 => (-180.0..180.0, -90.0..90.0).prop_map(|(x, y)| Coord { x, y }),
    ]
}

fn shape() -> impl Strategy<Value = Geometry<f64>> {
    let ring = proptest::collection::vec(vertex(), 3..7).prop_map(|mut vertices| {
        vertices.push(vertices[0]);
        vertices
    });
    prop_oneof![
        vertex().prop_map(|at| Geometry::Point(Point(at))),
        proptest::collection::vec(vertex(), 1..4).prop_map(|all| Geometry::MultiPoint(MultiPoint(all.into_iter().map(Point).collect()))),
        proptest::collection::vec(vertex(), 2..5).prop_filter_map("a line", |all| geometry::line(all).ok().map(Geometry::LineString)),
        ring.prop_filter_map("a polygon", |ring| geometry::polygon(vec![ring]).ok().map(Geometry::Polygon))
            .prop_filter("clean rings", |polygon| geometry::check(polygon).is_ok()),
        Just(Geometry::Polygon(Polygon::new(square(0.0, 3.0), vec![square(1.0, 2.0)]))),
    ]
}

fn square(low: f64, high: f64) -> LineString<f64> {
    LineString::from(vec![(low, low), (low, high), (high, high), (high, low), (low, low)])
}

fn record() -> impl Strategy<Value = Place> {
    let maybe = proptest::option::of::<BoxedStrategy<String>>;
    (
        [maybe(text().boxed()), maybe(text().boxed())],
        [proptest::option::of(number()), proptest::option::of(number())],
        proptest::option::of(any::<bool>()),
        proptest::option::of(day()),
        [proptest::option::of(moment()), proptest::option::of(moment())],
        proptest::option::of(proptest::collection::vec(text(), 0..3)),
        proptest::option::of(shape()),
    )
        .prop_map(|(texts, numbers, open, day, moments, services, geom)| Place { texts, numbers, open, day, moments, services, geom })
}

fn property(names: &'static [&'static str]) -> impl Strategy<Value = Operand> {
    proptest::sample::select(names).prop_map(|name| Operand::Property(name.to_owned()))
}

fn folded(inside: impl Strategy<Value = Operand> + 'static) -> impl Strategy<Value = Operand> {
    (inside, 0..6u8).prop_map(|(inside, how)| match how {
        0 => Operand::Casei(Box::new(inside)),
        1 => Operand::Accenti(Box::new(inside)),
        2 => Operand::Accenti(Box::new(Operand::Casei(Box::new(inside)))),
        _ => inside,
    })
}

/// Two or more values of one kind.
fn alike() -> impl Strategy<Value = Vec<Operand>> {
    let several = |one: BoxedStrategy<Operand>| proptest::collection::vec(one, 3..5);
    prop_oneof![
        several(folded(prop_oneof![property(&["name", "date"]), text().prop_map(Operand::Text)]).boxed()),
        several(prop_oneof![property(&["beds", "rooms"]), number().prop_map(Operand::Number)].boxed()),
        several(prop_oneof![property(&["open"]), any::<bool>().prop_map(Operand::Boolean)].boxed()),
        several(prop_oneof![property(&["day"]), day().prop_map(Operand::Date)].boxed()),
        several(prop_oneof![property(&["start", "end"]), moment().prop_map(Operand::Timestamp)].boxed()),
    ]
}

fn place() -> impl Strategy<Value = Operand> {
    prop_oneof![
        3 => property(&["geom"]),
        3 => shape().prop_map(Operand::Geometry),
        1 => (vertex(), vertex()).prop_map(|(one, other)| Operand::Box(GeographicBox {
            west: one.x, south: one.y.min(other.y), east: other.x, north: one.y.max(other.y),
        })),
    ]
}

fn time() -> impl Strategy<Value = Operand> {
    let bound = || {
        prop_oneof![
            Just(Bound::Open),
            day().prop_map(Bound::Date),
            moment().prop_map(Bound::Timestamp),
            proptest::sample::select(vec!["day", "start", "end"]).prop_map(|name| Bound::Property(name.to_owned())),
        ]
    };
    prop_oneof![
        property(&["day", "start", "end"]),
        day().prop_map(Operand::Date),
        moment().prop_map(Operand::Timestamp),
        (bound(), bound()).prop_map(|(start, end)| Operand::Interval(start, end)).prop_filter("forwards", |interval| {
            schema().check(&Expression::Temporal { op: TemporalOp::Equals, left: interval.clone(), right: interval.clone() }).is_ok()
        }),
    ]
}

fn list() -> impl Strategy<Value = Operand> {
    let item = folded(prop_oneof![1 => property(&["name"]), 6 => text().prop_map(Operand::Text)]);
    prop_oneof![property(&["services"]), proptest::collection::vec(item, 0..3).prop_map(Operand::Array)]
}

fn leaf() -> impl Strategy<Value = Expression> {
    let comparison =
        proptest::sample::select(vec!["=", "<>", "<", "<=", ">", ">="]).prop_map(|sign| Comparison::of_sign(sign).expect("a filter"));
    prop_oneof![
        1 => any::<bool>().prop_map(Expression::Boolean),
        6 => (comparison, alike()).prop_map(|(op, mut all)| Expression::Compare { op, left: all.remove(0), right: all.remove(0) }),
        3 => alike().prop_map(|mut all| Expression::In { operand: all.remove(0), items: all }),
        2 => alike().prop_map(|mut all| Expression::Between { operand: all.remove(0), low: all.remove(0), high: all.remove(0) }),
        2 => (folded(property(&["name", "date"])), folded(text().prop_map(Operand::Text)))
            .prop_map(|(operand, pattern)| Expression::Like { operand, pattern }),
        1 => property(&["name", "beds", "services", "geom"]).prop_map(Expression::IsNull),
        3 => (proptest::sample::select(SpatialOp::ALL), place(), place()).prop_map(|(op, left, right)| Expression::Spatial { op, left, right }),
        3 => (proptest::sample::select(TemporalOp::ALL), time(), time()).prop_map(|(op, left, right)| Expression::Temporal { op, left, right }),
        2 => (proptest::sample::select(ArrayOp::ALL), list(), list()).prop_map(|(op, left, right)| Expression::Array { op, left, right }),
    ]
}

fn expression() -> impl Strategy<Value = Expression> {
    leaf().prop_recursive(4, 12, 4, |inside| {
        prop_oneof![
            proptest::collection::vec(inside.clone(), 2..4).prop_map(Expression::And),
            proptest::collection::vec(inside.clone(), 2..4).prop_map(Expression::Or),
            inside.prop_map(|inside| Expression::Not(Box::new(inside))),
        ]
    })
}

fn turned_round(expression: Expression) -> Expression {
    let all = |terms: Vec<Expression>| terms.into_iter().rev().map(turned_round).collect();
    match expression {
        Expression::And(terms) => Expression::And(all(terms)),
        Expression::Or(terms) => Expression::Or(all(terms)),
        Expression::Not(inside) => Expression::Not(Box::new(turned_round(*inside))),
        Expression::Compare { op, left, right } => Expression::Compare { op: op.turned(), left: right, right: left },
        other => Expression::Not(Box::new(Expression::Not(Box::new(other)))),
    }
}

/// How many random cases: many in `make test-all`.
fn cases(few: u32) -> Config {
    let cases = if std::env::var_os("CENTRI_TEST_LONG").is_some() { 100_000 } else { few };
    Config { cases, failure_persistence: None, max_local_rejects: u32::MAX, ..Config::default() }
}

#[test]
fn the_canonical_form_keeps_the_meaning_and_what_is_written_reads_back() {
    let schema = schema();
    let mut runner = TestRunner::new(cases(200));
    let all = (expression(), proptest::collection::vec(record(), 8));
    let outcome = runner.run(&all, |(expression, records)| {
        let text = expression.to_string();
        prop_assert_eq!(&Expression::from_text(&text).expect("a filter"), &expression, "as text: {}", text);
        prop_assert_eq!(&Expression::from_json_value(&expression.to_json()).expect("a filter"), &expression, "as JSON: {}", text);
        let form = canonical(expression.clone());
        let written = form.to_string();
        prop_assert_eq!(canonical(form.clone()).to_string(), written.clone(), "the form of the form of {}", text);
        prop_assert_eq!(canonical(turned_round(expression.clone())).to_string(), written.clone(), "the other way round: {}", text);
        if limits::check_size(&form).is_ok() {
            prop_assert_eq!(&Expression::from_text(&written).expect("a filter"), &form, "canonical text: {}", written);
            let checked = CheckedFilter::from_text(&written, &schema).expect("a filter");
            prop_assert_eq!(checked.text(), written.as_str());
        }
        let (given, formed) = (Predicate::new(&expression, &schema).expect("a filter"), Predicate::new(&form, &schema).expect("a filter"));
        for record in &records {
            prop_assert_eq!(given.evaluate(record), formed.evaluate(record), "{} and {} of {:?}", text, written, record);
        }
        Ok(())
    });
    assert!(outcome.is_ok(), "{}", outcome.expect_err("a mistake"));
}

/// Whatever is sent: an answer or a mistake with its place, never a panic.
#[test]
fn no_mutated_filter_makes_it_panic() {
    let schema = schema();
    let mut runner = TestRunner::new(cases(300));
    let all = (
        expression(),
        any::<bool>(),
        proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..5u8), 0..8),
        "\\PC{0,40}",
        record(),
    );
    let outcome = runner.run(&all, |(expression, as_json, edits, noise, record)| {
        let valid = if as_json { expression.to_json().to_string() } else { expression.to_string() };
        let mut bytes = valid.into_bytes();
        for (place, byte, how) in edits {
            let at = place.index(bytes.len().max(1)).min(bytes.len());
            match how {
                0 => bytes.insert(at, byte),
                1 if at < bytes.len() => {
                    bytes.remove(at);
                }
                2 => bytes.truncate(at),
                3 if at < bytes.len() => bytes[at] = byte,
                _ => bytes.extend(bytes.clone().into_iter().skip(at).take(40)),
            }
        }
        for sent in [String::from_utf8_lossy(&bytes).into_owned(), noise] {
            for read in [CheckedFilter::from_text(&sent, &schema), CheckedFilter::from_json(&sent, &schema)] {
                match read {
                    Ok(filter) => {
                        prop_assert_eq!(filter.matches(&record), filter.matches(&record));
                        prop_assert_eq!(CheckedFilter::from_text(filter.text(), &schema).expect("a filter"), filter);
                    }
                    Err(error) => prop_assert!(!error.to_string().is_empty()),
                }
            }
        }
        Ok(())
    });
    assert!(outcome.is_ok(), "{}", outcome.expect_err("a mistake"));
}

#[test]
fn filters_that_say_the_same_have_one_text() {
    let schema = schema();
    let text = |filter: &str| CheckedFilter::from_text(filter, &schema).expect("a filter").text().to_owned();
    for (written, others) in [
        ("beds IN (1,2)", &["beds = 2 OR 1.0 = beds", "beds in (2, 1, 2)", "NOT (beds <> 1 AND beds <> 2e0)"] as &[_]),
        ("beds NOT IN (1,2)", &["beds <> 1 AND 2 <> beds", "NOT beds = 1 AND NOT (beds IN (2))"]),
        ("beds <= 3 AND beds >= 1", &["beds BETWEEN 1 AND 3", "3 >= beds AND 1 <= beds AND beds <= 3", "NOT (beds NOT BETWEEN 1 AND 3)"]),
        ("name = 'a'", &["name IN ('a')", "name LIKE 'a'", "'a' = name AND TRUE", "NOT NOT name = 'a'", "1 = 2 OR name = 'a'"]),
        ("CASEI(ACCENTI(name)) = 'forli'", &["ACCENTI(CASEI(name)) = CASEI(ACCENTI('FORLÌ'))"]),
        ("open = FALSE", &["open <> TRUE", "NOT (open = TRUE)"]),
        ("FALSE", &["beds = 1 AND FALSE", "1 > 2", "S_INTERSECTS(POINT(1 2), BBOX(3,3,4,4))", "NOT TRUE"]),
        (
            "S_INTERSECTS(geom,BBOX(0,40,10,50))",
            &["S_INTERSECTS(POLYGON((10 40, 0 40, 0 50, 10 50, 10 40)), geom)", "NOT S_DISJOINT(geom, BBOX(-0,40,10,50))"],
        ),
        ("S_WITHIN(geom,POLYGON((0 0,3 1,1 3,0 0)))", &["S_CONTAINS(POLYGON((3 1,0 0,1 3,3 1)), geom)"]),
        ("T_BEFORE(day,DATE('2026-01-01'))", &["T_AFTER(INTERVAL('2026-01-01','2026-01-01'), day)"]),
        ("A_CONTAINS(services,('a','b'))", &["A_CONTAINEDBY(['b','a','b'], services)"]),
    ] {
        assert_eq!(text(written), written);
        for other in others {
            assert_eq!(text(other), written, "{other}");
        }
    }
}

#[test]
fn absent_values_match_neither_a_condition_nor_its_negation() {
    let schema = schema();
    let nothing =
        Place { texts: [None, None], numbers: [None, None], open: None, day: None, moments: [None, None], services: None, geom: None };
    for filter in [
        "name = 'a'",
        "name LIKE '%'",
        "beds IN (1,2)",
        "beds BETWEEN 1 AND 2",
        "S_DISJOINT(geom, POINT(1 2))",
        "T_DISJOINT(day, DATE('2026-01-01'))",
        "T_AFTER(INTERVAL(start, '..'), DATE('2026-01-01'))",
        "A_CONTAINS(services, ())",
    ] {
        for asked in [filter.to_owned(), format!("NOT {filter}"), format!("{filter} OR NOT {filter}")] {
            assert!(!CheckedFilter::from_text(&asked, &schema).expect("a filter").matches(&nothing), "{asked}");
        }
        assert!(CheckedFilter::from_text(&format!("{filter} OR name IS NULL"), &schema).expect("a filter").matches(&nothing), "{filter}");
    }
}

#[test]
fn a_box_may_cross_the_antimeridian_and_reach_the_poles() {
    let schema = schema();
    let matches = |filter: &str, lon: f64, lat: f64| {
        let place = Place {
            texts: [None, None],
            numbers: [None, None],
            open: None,
            day: None,
            moments: [None, None],
            services: None,
            geom: Some(Geometry::Point(Point::new(lon, lat))),
        };
        CheckedFilter::from_text(filter, &schema).expect("a filter").matches(&place)
    };
    let pacific = "S_INTERSECTS(geom, BBOX(150, -90, -150, 90))";
    for (lon, lat, inside) in
        [(179.0, 0.0, true), (-179.0, 90.0, true), (180.0, -90.0, true), (150.0, 0.0, true), (12.0, 42.0, false), (149.9, 0.0, false)]
    {
        assert_eq!(matches(pacific, lon, lat), inside, "{lon} {lat}");
    }
    assert!(matches("S_INTERSECTS(geom, BBOX(170, -10, -180, 10))", -180.0, 0.0));
    assert!(matches("S_WITHIN(geom, BBOX(-180,-90,180,90))", 12.0, 42.0) && !matches("S_WITHIN(geom, BBOX(-180,-90,180,90))", 12.0, 90.0));
}

#[test]
fn what_costs_too_much_is_refused() {
    let dear = ["ACCENTI(name) = 'a' AND CASEI(name) LIKE 'b%'"; 3].join(" OR ");
    assert!(CheckedFilter::from_text(&dear, &schema()).is_ok());
    let ways: Vec<String> = (0..95).map(|number| format!("CASEI(name) LIKE '{number}%'")).collect();
    let refused = CheckedFilter::from_text(&ways.join(" OR "), &schema()).expect_err("a mistake");
    assert_eq!(refused.kind, ErrorKind::TooCostly { limit: limits::MAX_COST });
}

#[test]
fn polygons_that_are_none_are_refused() {
    for wrong in [
        "POLYGON((0 0,2 2,2 0,0 2,0 0))",
        "POLYGON((0 0,1 1,2 2,0 0))",
        "POLYGON((0 0,4 0,4 4,0 4))",
        "POLYGON((0 0,4 0,4 4,0 4,0 0),(5 5,6 5,6 6,5 5))",
        "POLYGON((0 0,4 0,4 4,0 4,0 0),(1 1,3 1,3 3,1 1),(2 1,3.5 1,3 3.5,2 1))",
        "MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((1 1,2 1,2 2,1 1)))",
        "LINESTRING(1 1,1 1)",
        "POLYGON EMPTY",
    ] {
        assert!(Expression::from_text(&format!("S_INTERSECTS(geom,{wrong})")).is_err(), "{wrong}");
    }
    for right in ["POLYGON((0 0,4 0,4 4,0 4,0 0),(0 2,2 1,2 3,0 2))", "MULTIPOLYGON(((0 0,4 0,4 4,0 0)),((4 4,5 4,5 5,4 4)))"] {
        assert!(Expression::from_text(&format!("S_INTERSECTS(geom,{right})")).is_ok(), "{right}");
    }
}
