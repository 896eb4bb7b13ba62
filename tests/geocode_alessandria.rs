//! The doors of Alessandria held out of the register and found again, and its streets as people write them.
//! Without CENTRI_TEST_DATA these stories say aloud that they prove nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use centri::geo::{Coordinates, geodesic_distance_m};
use centri::imports::geocode::{Geocoder, Precision, Wanted};
use data_import::table::ReadOptions;
use data_import::{ADDRESS_FIELDS, AddressRow, GivenPosition, map_headers, read_municipality_boundaries, table};
use sqlx::PgPool;

use crate::geocode::{Folder, import, locate};
use crate::support::{TestApp, root, story};

/// The real doors of Alessandria; without them the story says aloud that it proves nothing.
pub fn alessandria() -> Option<PathBuf> {
    let file = std::env::var_os("CENTRI_TEST_DATA").map(|folder| PathBuf::from(folder).join("geocodifica/indirizzi-alessandria.csv"));
    let file = file.filter(|file| file.is_file());
    if file.is_none() {
        eprintln!("geocode: NOT PROVED, CENTRI_TEST_DATA does not name a folder with geocodifica/indirizzi-alessandria.csv");
    }
    file
}

/// Alessandria among the comuni of the small Italy, with its real border.
pub async fn with_alessandria(pool: &PgPool) -> i32 {
    let boundary = read_municipality_boundaries(root().join("data-import/bundled/comuni-2025.fgb"))
        .find_map(|row| row.ok().filter(|row| row.istat_code == "006003"))
        .expect("the bundled border");
    let ring = |ring: &geo::LineString<f64>| {
        let vertices: Vec<String> = ring.0.iter().map(|vertex| format!("{} {}", vertex.x, vertex.y)).collect();
        format!("({})", vertices.join(","))
    };
    let polygons: Vec<String> = boundary
        .geometry
        .0
        .iter()
        .map(|polygon| {
            let rings: Vec<String> = std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring).collect();
            format!("({})", rings.join(","))
        })
        .collect();
    sqlx::query_scalar(
        "insert into municipality (istat_code, cadastral_code, name, province_id, point, point_method, geom, valid_from, source_id)
         select '006003', 'A182', 'Alessandria', id, st_setsrid(st_makepoint(8.6154, 44.9129), 4326), 'prova', st_geomfromtext($1, 4326), '2025-01-01', 1
         from province where istat_code = '037' returning id",
    )
    .bind(format!("MULTIPOLYGON({})", polygons.join(",")))
    .fetch_one(pool)
    .await
    .expect("Alessandria")
}

pub fn written(row: &AddressRow) -> String {
    let number = row.number.as_ref().expect("every row has one");
    format!("{}, {}{}{}", row.street, number.number, if number.exponent.is_empty() { "" } else { "/" }, number.exponent)
}

pub fn point(row: &AddressRow) -> Coordinates {
    match row.position {
        GivenPosition::Degrees { lon, lat } => Coordinates::parse(lon, lat).expect("on the globe"),
        other => panic!("{other:?}"),
    }
}

/// Every row of the register.
pub fn doors(file: &Path) -> Vec<AddressRow> {
    let table = table::open(file, &ReadOptions::default()).expect("a table");
    let mapped = map_headers(&ADDRESS_FIELDS, table.columns.headers(), &BTreeMap::new()).expect("known columns");
    table.renamed(mapped.names).rows.map(|row| AddressRow::of(&row.expect("a row")).expect("an address")).collect()
}

fn percentile(sorted: &[f64], share: f64) -> f64 {
    sorted.get(((sorted.len() as f64 * share) as usize).min(sorted.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
}

/// A street as people write it: each text must lead to this street or to none.
fn variants(street: &str) -> Vec<(&'static str, String)> {
    let mut variants =
        vec![("capitals", street.to_uppercase()), ("without accents", street.replace('\'', "")), ("lower case", street.to_lowercase())];
    for (whole, short) in [
        ("Via ", "V. "),
        ("Viale ", "V.le "),
        ("Corso ", "C.so "),
        ("Piazza ", "P.zza "),
        ("Piazzale ", "P.le "),
        ("Largo ", "L.go "),
        ("Vicolo ", "V.lo "),
        ("Strada Provinciale ", "S.P. "),
        ("Strada ", "Str. "),
    ] {
        if let Some(rest) = street.strip_prefix(whole) {
            variants.push(("abbreviated", format!("{short}{rest}")));
        }
    }
    for (whole, short) in [
        ("San ", "S. "),
        ("Santa ", "S.ta "),
        ("Quattro ", "IV "),
        ("Venticinque ", "XXV "),
        ("Venti ", "20 "),
        (" Della ", " "),
        (" Dei ", " "),
        (" Di ", " "),
    ] {
        if street.contains(whole) {
            variants.push(("equivalent", street.replacen(whole, short, 1)));
        }
    }
    let words: Vec<&str> = street.split(' ').collect();
    if let [kind, name, rest @ ..] = words.as_slice()
        && !rest.is_empty()
        && *kind == "Via"
    {
        let initial: String = name.chars().take(1).collect();
        variants.push(("initial", format!("{kind} {initial}. {}", rest.join(" "))));
        variants.push(("without the first word", format!("{kind} {}", rest.join(" "))));
    }
    for (at, word) in words.iter().enumerate().skip(1) {
        let letters: Vec<char> = word.chars().collect();
        if letters.len() < 5 {
            continue;
        }
        for place in 1..letters.len() - 1 {
            let with = |slip: Vec<char>| {
                let mut words: Vec<String> = words.iter().map(ToString::to_string).collect();
                words[at] = slip.into_iter().collect();
                words.join(" ")
            };
            let mut missing = letters.clone();
            missing.remove(place);
            variants.push(("a letter missing", with(missing)));
            let mut exchanged = letters.clone();
            exchanged.swap(place - 1, place);
            variants.push(("letters exchanged", with(exchanged)));
            let mut wrong = letters.clone();
            wrong[place] = if wrong[place] == 'e' { 'o' } else { 'e' };
            variants.push(("a wrong letter", with(wrong)));
        }
    }
    variants
}

#[test]
fn the_doors_of_alessandria_are_found_again() {
    let Some(file) = alessandria() else { return };
    story(async {
        let app = TestApp::small().await;
        let pool = app.pools.owner.clone();
        let comune = with_alessandria(&pool).await;
        let mapping = [("cod_com", "=006003")];
        let whole = import(&pool, &file, &mapping).await.expect("imported");
        eprintln!("geocode: Alessandria\n{whole}");
        assert!(whole.inserted > 26_000 && whole.refused.is_empty(), "{whole}");
        let again = import(&pool, &file, &mapping).await.expect("imported again");
        assert_eq!((again.inserted, again.updated, again.vanished, again.unchanged), (0, 0, 0, whole.inserted), "{again}");

        let rows = doors(&file);
        let mut times: HashMap<_, usize> = HashMap::new();
        for row in &rows {
            *times.entry((row.street_id.clone(), row.number.clone())).or_default() += 1;
        }
        let tenth: Vec<&AddressRow> =
            rows.iter().step_by(10).filter(|row| times[&(row.street_id.clone(), row.number.clone())] == 1).collect();
        let mut connection = pool.acquire().await.expect("a connection");

        // Doors the register knows are found at their own place.
        let mut geocoder = Geocoder::new();
        let mut exact = 0;
        for row in &tenth {
            let found = locate(&mut geocoder, &mut connection, comune, &written(row), None).await.expect("a position");
            assert!(found.street.is_none() || found.street.as_deref() == Some(row.street.as_str()), "{}: {found:?}", written(row));
            if found.precision == Precision::Civico {
                assert_eq!(found.at, point(row), "{}", written(row));
                exact += 1;
            }
        }
        eprintln!("geocode: {exact} of {} known doors found at 0 m", tenth.len());
        assert!(exact * 100 >= tenth.len() * 99, "{exact} of {}", tenth.len());

        // Every tenth door is taken out of the register and looked for.
        let held_out: BTreeSet<u64> = tenth.iter().map(|row| row.row).collect();
        let text = std::fs::read_to_string(&file).expect("the register");
        let thinned: String =
            (1_u64..).zip(text.lines()).filter(|(number, _)| !held_out.contains(number)).map(|(_, line)| format!("{line}\n")).collect();
        let folder = Folder::new("alessandria");
        let report = import(&pool, &folder.file("indirizzi-alessandria.csv", &thinned), &mapping).await.expect("imported");
        assert!(report.vanished > 2_500 && report.inserted == 0, "{report}");
        let mut geocoder = Geocoder::new();
        let mut errors: BTreeMap<Precision, Vec<f64>> = BTreeMap::new();
        let mut within: BTreeMap<Precision, usize> = BTreeMap::new();
        for row in &tenth {
            let found = locate(&mut geocoder, &mut connection, comune, &written(row), None).await.expect("a position");
            assert!(
                found.street.is_none() || found.street.as_deref() == Some(row.street.as_str()),
                "wrong street for {}: {found:?}",
                written(row)
            );
            let error = geodesic_distance_m(found.at, point(row));
            errors.entry(found.precision).or_default().push(error);
            *within.entry(found.precision).or_default() += usize::from(error <= found.accuracy_m);
        }
        for (precision, errors) in &mut errors {
            errors.sort_by(f64::total_cmp);
            eprintln!(
                "geocode: held out, {:>11}: {:>5} doors, median {:>6.1} m, p95 {:>7.1} m, {:.1} % within the accuracy said",
                precision.code(),
                errors.len(),
                percentile(errors, 0.5),
                percentile(errors, 0.95),
                100.0 * within[precision] as f64 / errors.len() as f64
            );
        }
        assert!(!errors.contains_key(&Precision::Civico), "a door that was taken out cannot be exact");
        let between = &errors[&Precision::Interpolato];
        assert!(between.len() * 10 > tenth.len() * 9, "{} of {} between neighbours", between.len(), tenth.len());
        assert!(percentile(between, 0.5) < 20.0 && percentile(between, 0.95) < 160.0, "median and p95 of interpolato");
        assert!(within[&Precision::Interpolato] * 100 >= between.len() * 90, "the accuracy said is honest");
    });
}

/// A name in lower case without the words that join others.
fn without_particles(name: &str) -> String {
    const PARTICLES: [&str; 14] = ["di", "del", "dello", "della", "dei", "degli", "delle", "da", "dal", "in", "sul", "la", "lo", "de"];
    let lower = name.to_lowercase();
    lower.split(' ').filter(|word| !PARTICLES.contains(word)).collect::<Vec<_>>().join(" ")
}

#[test]
fn slips_and_abbreviations_lead_to_the_same_street_of_alessandria_or_to_none() {
    let Some(file) = alessandria() else { return };
    story(async {
        let app = TestApp::small().await;
        let pool = app.pools.owner.clone();
        let comune = with_alessandria(&pool).await;
        import(&pool, &file, &[("cod_com", "=006003")]).await.expect("imported");
        let names: Vec<String> =
            sqlx::query_scalar("select distinct name from street order by name").fetch_all(&pool).await.expect("names");
        let known: BTreeSet<String> = names.iter().map(|name| without_particles(name)).collect();
        let mut first_words: HashMap<&str, usize> = HashMap::new();
        for word in names.iter().filter_map(|name| name.split(' ').nth(1)) {
            *first_words.entry(word).or_default() += 1;
        }
        let mut connection = pool.acquire().await.expect("a connection");
        let mut geocoder = Geocoder::new();
        let mut found_of: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        let mut wrong = vec![];
        for street in &names {
            for (kind, text) in variants(street) {
                // What is the name of another street means that one. And people leave out given names, which recur.
                let plain = without_particles(&text);
                let another = known.contains(&plain) && plain != without_particles(street);
                let recurs = street.split(' ').nth(1).is_some_and(|word| first_words[word] > 1);
                if another || (kind == "without the first word" && !recurs) {
                    continue;
                }
                let wanted = Wanted { toponym: Some(&text), ..Wanted::default() };
                let found = geocoder.locate(&mut connection, comune, &wanted).await.expect("an answer").expect("a position");
                let count = found_of.entry(kind).or_default();
                count.1 += 1;
                match found.street {
                    Some(found) if found == *street => count.0 += 1,
                    Some(found) => wrong.push(format!("{text} became {found}, meant was {street}")),
                    None => {}
                }
            }
        }
        for (kind, (found, of)) in &found_of {
            eprintln!("geocode: {kind:>22}: {found} of {of} find their street");
        }
        assert!(wrong.is_empty(), "{} wrong: {wrong:#?}", wrong.len());
        for kind in ["capitals", "lower case", "abbreviated", "equivalent"] {
            let (found, of) = found_of[kind];
            assert!(found * 100 >= of * 95, "{kind}: {found} of {of}");
        }
    });
}
