//! How well the gazetteer finds the real names of Italy, printed beside the aims of the design.
//! Refuses to run silently without its data: it says so aloud and measures nothing.
#![expect(clippy::print_stdout, reason = "a measuring test says what it measured")]

use std::collections::HashMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::names::Words;
use super::{Gazetteer, Place, PlaceKind};

/// The fields of a line of CSV, by header.
fn rows(file: &str) -> Option<Vec<HashMap<String, String>>> {
    let folder = std::env::var_os("CENTRI_TEST_PLACES")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data-import/bundled"), PathBuf::from);
    let text = std::fs::read_to_string(folder.join(file)).ok()?;
    let mut lines = text.lines();
    let header = fields(lines.next()?);
    let row = |line| header.iter().cloned().zip(fields(line)).collect();
    Some(lines.map(row).collect())
}

fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for letter in line.trim_end().chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            other => fields.last_mut().expect("never empty").push(other),
        }
    }
    fields
}

/// Municipalities and localities as the import makes them, or `None` without the bundled data.
fn real_places() -> Option<Vec<Place>> {
    let provinces: HashMap<String, HashMap<String, String>> =
        rows("province.csv")?.into_iter().map(|row| (row["cod_prov"].clone(), row)).collect();
    let residents: HashMap<String, u32> = rows("popolazione-comuni-2023-su-confini-2025.csv")?
        .into_iter()
        .filter_map(|row| Some((row["cod_com"].clone(), row["totale"].parse().ok()?)))
        .collect();
    let place = |row: HashMap<String, String>, kind, name: &str, residents| {
        let province = &provinces[&row["cod_prov"]];
        Place {
            kind,
            name: row[name].clone(),
            other_names: Vec::new(),
            municipality_code: row["cod_com"].clone(),
            municipality: row["comune"].clone(),
            province_code: row["cod_prov"].clone(),
            province: province["provincia"].clone(),
            province_label: row["sigla"].clone(),
            region_code: row["cod_reg"].clone(),
            region: province["regione"].clone(),
            lon: row["lon"].parse().expect("a longitude"),
            lat: row["lat"].parse().expect("a latitude"),
            residents,
        }
    };
    let municipalities = rows("comuni-punti.csv")?.into_iter().map(|row| {
        let residents = residents.get(&row["cod_com"]).copied();
        place(row, PlaceKind::Comune, "comune", residents)
    });
    let localities = rows("localita-geonames.csv")?.into_iter().map(|row| {
        let residents = row["popolazione_geonames"].parse().ok();
        place(row, PlaceKind::Localita, "localita", residents)
    });
    Some(municipalities.chain(localities).collect())
}

fn real_gazetteer() -> Option<Gazetteer> {
    let places = real_places();
    if places.is_none() {
        println!("places: NOT MEASURED, the bundled municipalities are not there");
    }
    places.map(Gazetteer::build)
}

/// Asks about every municipality; prints and returns the share of right first answers.
fn measure(gazetteer: &Gazetteer, what: &str, mut written: impl FnMut(&str) -> Vec<String>) -> (f64, Duration) {
    let mut times = Vec::new();
    let (mut right, mut wrong) = (0_u32, Vec::new());
    let municipalities: Vec<&Place> = gazetteer.places.iter().filter(|place| place.kind == PlaceKind::Comune).collect();
    for place in municipalities {
        for query in written(&place.name) {
            let started = Instant::now();
            let answer = gazetteer.geocode(&query, 10);
            times.push(started.elapsed());
            let first = answer.candidates.first().map(|candidate| candidate.place);
            // A shared name is answered rightly when all who share it are offered and the page asks.
            let is_right = first.is_some_and(|first| std::ptr::eq(first, place) || (first.name == place.name && answer.ambiguous));
            if is_right {
                right += 1;
            } else {
                let got = first.map_or("-", |first| first.name.as_str());
                wrong.push(format!("{query} → {got}"));
            }
        }
    }
    times.sort_unstable();
    let share = f64::from(right) / times.len() as f64;
    let slow = times[times.len() * 99 / 100];
    println!(
        "places: {what}: {share:.4} right of {}, median {:?}, p99 {slow:?}, max {:?}",
        times.len(),
        times[times.len() / 2],
        times[times.len() - 1],
    );
    println!("places:   wrong, for instance: {:?}", &wrong[..wrong.len().min(8)]);
    (share, slow)
}

/// A small generator with a seed, so that every run makes the same slips.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    /// The text with a letter left out, added, swapped for another or with its neighbour.
    fn slip(&mut self, text: &str) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        let at = self.roll(letters.len());
        let any = char::from(b'a' + self.roll(26) as u8);
        match self.roll(4) {
            0 => drop(letters.remove(at)),
            1 => letters.insert(at, any),
            2 => letters[at] = any,
            _ if at + 1 < letters.len() => letters.swap(at, at + 1),
            _ => letters[at] = any,
        }
        letters.into_iter().collect()
    }
}

#[test]
fn real_names_are_found() {
    let Some(places) = real_places() else {
        println!("places: NOT MEASURED, the bundled municipalities are not there");
        return;
    };
    let started = Instant::now();
    let gazetteer = Gazetteer::build(places);
    println!("places: {} built in {:?}", gazetteer.len(), started.elapsed());

    let mut dice = Dice(20_261_123);
    let exact = [
        measure(&gazetteer, "as they are", |name| vec![name.to_owned()]),
        measure(&gazetteer, "without accents", |name| vec![Words::of(name).words.join(" ")]),
        measure(&gazetteer, "lower case", |name| vec![name.to_lowercase()]),
        measure(&gazetteer, "curly apostrophes", |name| vec![name.replace('\'', "’")]),
        measure(&gazetteer, "halves of a bilingual name", |name| {
            let halves: Vec<_> = name.split('/').map(str::to_owned).collect();
            if halves.len() > 1 { halves } else { Vec::new() }
        }),
    ];
    let slipped = measure(&gazetteer, "one slip", |name| vec![dice.slip(name)]);
    for (share, _) in exact {
        assert!(share >= 0.97);
    }
    assert!(slipped.0 >= 0.85);
    // The aim is 5 ms in an optimised build; a busy test machine gets some air.
    assert!(exact.iter().chain([&slipped]).all(|(_, slow)| *slow < Duration::from_millis(50)));
}

#[test]
fn province_labels_tell_shared_names_apart() {
    let Some(gazetteer) = real_gazetteer() else {
        return;
    };
    for (query, code) in [
        ("Livo (CO)", "013130"),
        ("Livo TN", "022106"),
        ("Castro, BG", "016065"),
        ("Castro Bergamo", "016065"),
        ("Castro (BG), Lombardia", "016065"),
        ("Castro (Lecce)", "075096"),
        ("Castro Puglia", "075096"),
        ("Samone TN", "022165"),
        ("Samone, Piemonte", "001235"),
        ("Livo in provincia di Como", "013130"),
        ("comune di Livo (CO), Italia", "013130"),
    ] {
        let answer = gazetteer.geocode(query, 10);
        let found: Vec<_> = answer.candidates.iter().map(|c| &c.place.municipality_code).collect();
        assert_eq!(found.first().map(|code| code.as_str()), Some(code), "{query}: {found:?}");
        assert!(!answer.ambiguous, "{query}");
    }
    for shared in ["Castro", "Livo", "Peglio", "Samone", "San Teodoro"] {
        let answer = gazetteer.geocode(shared, 10);
        assert!(answer.ambiguous, "{shared}");
        assert!(answer.candidates.len() >= 2);
        assert!(answer.candidates[..2].iter().all(|c| c.place.kind == PlaceKind::Comune));
    }
}

#[test]
fn what_people_write() {
    let Some(gazetteer) = real_gazetteer() else {
        return;
    };
    for (query, name) in [
        ("Forli'", "Forlì"),
        ("FORLÌ", "Forlì"),
        ("Bozen", "Bolzano/Bozen"),
        ("Bolzano - Bozen", "Bolzano/Bozen"),
        ("bolzano bozen", "Bolzano/Bozen"),
        ("Steverjan", "San Floriano del Collio-Števerjan"),
        ("Reggio Emilia", "Reggio nell'Emilia"),
        ("Reggio Calabria", "Reggio di Calabria"),
        ("reggio emilia (RE)", "Reggio nell'Emilia"),
        ("S. Giovanni Rotondo", "San Giovanni Rotondo"),
        ("S.Giovanni in Persiceto", "San Giovanni in Persiceto"),
        ("Monte S. Angelo", "Monte Sant'Angelo"),
        ("laquila", "L'Aquila"),
        ("Aquila", "L'Aquila"),
        ("Spezia", "La Spezia"),
        ("via Roma 1, Bologna", "Bologna"),
        ("Via Roma 1, 40121 Bologna (BO)", "Bologna"),
        ("via Roma 1 Bologna", "Bologna"),
        ("via Roma 1, Reggio Emilia, RE", "Reggio nell'Emilia"),
        ("via Roma 1, Bolonga", "Bologna"),
        ("Milnao", "Milano"),
        ("Casalecchio", "Casalecchio di Reno"),
        ("Roma", "Roma"),
        ("Napoli NA", "Napoli"),
        ("Aoste", "Aosta"),
        ("stazione Bologna", "Bologna"),
        ("Città di Castello", "Città di Castello"),
        ("citta di bologna", "Bologna"),
        ("Mestre, Venezia", "Mestre"),
        ("Aosta, Valle d'Aosta", "Aosta"),
        ("Paternò", "Paternò"),
        ("Castelfranco Veneto (TV)", "Castelfranco Veneto"),
    ] {
        let answer = gazetteer.geocode(query, 5);
        let names: Vec<_> = answer.candidates.iter().map(|c| c.place.name.as_str()).collect();
        assert_eq!(names.first(), Some(&name), "{query}: {names:?}");
    }
    for nonsense in [
        "xqzwk",
        "asdfghjkl",
        "???",
        "",
        "   ",
        "12",
        "99999",
        "東京東京東京",
        "🦀",
        "buongiorno a tutti",
        "consultorio",
        "ospedale",
        "scuola",
        "hello world",
        "select * from",
        "centro famiglia",
    ] {
        let names: Vec<_> = gazetteer.geocode(nonsense, 5).candidates.iter().map(|c| c.place.name.clone()).collect();
        assert!(names.is_empty(), "{nonsense}: {names:?}");
    }
    let first = |prefix: &str| gazetteer.suggest(prefix, 5).first().map(|c| c.place.name.clone());
    for (prefix, name) in [
        ("bol", "Bologna"),
        ("rom", "Roma"),
        ("l'aq", "L'Aquila"),
        ("s. giovanni rot", "San Giovanni Rotondo"),
        ("forlì", "Forlì"),
        ("boz", "Bolzano/Bozen"),
        ("persicet", "San Giovanni in Persiceto"),
        ("Castro (B", "Castro"),
        ("milnao", "Milano"),
    ] {
        assert_eq!(first(prefix).as_deref(), Some(name), "{prefix}");
    }
    assert!(gazetteer.suggest("", 5).is_empty());
    let mut times: Vec<_> = ('a'..='z')
        .flat_map(|letter| ["", "a", "an", "e"].map(|more| format!("{letter}{more}")))
        .map(|prefix| {
            let started = Instant::now();
            let _ = gazetteer.suggest(&prefix, 8);
            started.elapsed()
        })
        .collect();
    times.sort_unstable();
    println!("places: suggest: median {:?}, max {:?}", times[times.len() / 2], times[times.len() - 1]);
}

#[test]
fn hard_questions_stay_quick() {
    let Some(gazetteer) = real_gazetteer() else {
        return;
    };
    let hard = [
        "san ".repeat(50),
        "s. ".repeat(60),
        "via a, ".repeat(28),
        "castro bergamo ".repeat(13),
        "san giovanni in san pietro di santa maria, roma rm lazio".into(),
        "via della repubblica 12/b, 00100 rome (rm), lazio, italia".into(),
        "e".repeat(5_000),
        "a b c d e f g h i l m n o p q r s t u v z ".repeat(4),
    ];
    for query in hard {
        let started = Instant::now();
        let answer = gazetteer.geocode(&query, 10);
        let took = started.elapsed();
        let found = answer.candidates.len();
        println!("places: hard: {took:?} for {found} of {:.30}…", query);
        assert!(took < Duration::from_millis(500), "{query}: {took:?}");
    }
}
