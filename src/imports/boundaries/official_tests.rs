//! What an official row leaves out comes from the territory stored, or the row is refused with a reason.

use super::super::stored::tests::some;
use super::*;

fn square(west: f64, south: f64) -> MultiPolygon<f64> {
    let corner = |x: f64, y: f64| geo::Coord { x: west + x, y: south + y };
    let ring = vec![corner(0.0, 0.0), corner(0.1, 0.0), corner(0.1, 0.1), corner(0.0, 0.1), corner(0.0, 0.0)];
    MultiPolygon(vec![geo::Polygon::new(ring.into(), Vec::new())])
}

fn row(number: u64, code: &str, name: &str, region: &str) -> BoundaryRow {
    BoundaryRow {
        row: number,
        istat_code: code.to_owned(),
        name: Some(name.to_owned()),
        other_name: None,
        cadastral_code: None,
        province_code: code[..3].to_owned(),
        province_name: None,
        province_label: None,
        province_kind: None,
        region_code: Some(region.to_owned()),
        region_name: None,
        shape: square(11.3, 44.4),
    }
}

fn taken(rows: Vec<BoundaryRow>, crs: &Crs) -> (Vec<Result<MunicipalityBoundary, Refusal>>, Vec<Refusal>) {
    let (stored, companions) = (some(), Companions::default());
    let mut reading = Reading::new(crs, &stored, &companions);
    let units = rows.into_iter().map(|row| reading.take(row).expect("the system can be used")).collect();
    (units, reading.official.warned)
}

fn alone(row: BoundaryRow) -> Result<MunicipalityBoundary, Refusal> {
    taken(vec![row], &Crs::Epsg(4326)).0.remove(0)
}

#[test]
fn what_is_left_out_is_what_is_stored() {
    let unit = alone(row(1, "063049", "Napoli", "15")).expect("it is known");
    let told = (unit.cadastral_code.as_str(), unit.province_name.as_str(), unit.province_label.as_str(), unit.region_name.as_str());
    assert_eq!(told, ("F839", "Napoli", "NA", "Campania"));
    assert_eq!(unit.geometry, square(11.3, 44.4), "degrees stay the numbers they were");
    let without_region = BoundaryRow { region_code: None, ..row(1, "037006", "BOLOGNA", "") };
    let unit = alone(without_region).expect("its province is known");
    assert_eq!((unit.name.as_str(), unit.region_code.as_str(), unit.region_name.as_str()), ("Bologna", "08", "Emilia-Romagna"));
}

#[test]
fn bilingual_names_stay_whole() {
    let named = |name: &str, other: Option<&str>| {
        let given = BoundaryRow { other_name: other.map(str::to_owned), ..row(1, "021008", name, "04") };
        alone(given).map(|unit| unit.name)
    };
    assert_eq!(named("Bolzano", Some("Bozen")), Ok("Bolzano/Bozen".to_owned()));
    assert_eq!(named("Bolzano", None), Ok("Bolzano/Bozen".to_owned()));
    assert_eq!(named("Bolzano/Bozen", Some("Bozen")), Ok("Bolzano/Bozen".to_owned()));
    assert_eq!(named("Bolzano Nuova", Some("Neubozen")), Ok("Bolzano Nuova/Neubozen".to_owned()));
}

#[test]
fn a_renumbered_municipality_is_the_same_and_somebody_should_look() {
    let (units, warned) =
        taken(vec![BoundaryRow { province_code: "037".to_owned(), ..row(4, "237006", "Bologna", "08") }], &Crs::Epsg(4326));
    let unit = units[0].as_ref().expect("its name is known");
    assert_eq!((unit.istat_code.as_str(), unit.cadastral_code.as_str()), ("237006", "A944"));
    assert_eq!(warned.iter().map(|warning| warning.row).collect::<Vec<_>>(), [4]);
}

#[test]
fn what_cannot_be_known_is_refused_with_a_reason() {
    let refused = |row: BoundaryRow| alone(row).map_err(|refusal| refusal.to_string()).map(|unit| unit.istat_code);
    // Code 037999 is one Bologna had, but nobody knows a Region 99.
    let unknown = refused(row(7, "037999", "Fusa", "99")).expect_err("no such Region");
    assert_eq!(unknown, "riga 7, colonna regione: la Regione 99 non è fra quelle conosciute → aggiungere la colonna regione");
    let new = refused(row(7, "037888", "Nuovo", "08")).expect_err("nobody knows it");
    assert!(new.starts_with("riga 7, colonna cod_catasto: il comune non è fra quelli conosciuti"), "{new}");
    let province =
        refused(BoundaryRow { cadastral_code: Some("M999".to_owned()), ..row(7, "118001", "Nuovo", "08") }).expect_err("no name");
    assert!(province.contains("la provincia 118 non è fra quelle conosciute"), "{province}");
    let metres =
        refused(BoundaryRow { shape: square(686_297.0, 4_929_876.0), ..row(7, "037006", "Bologna", "08") }).expect_err("not degrees");
    assert!(metres.contains("indicare il sistema con --crs: sembra EPSG:32632"), "{metres}");
    let (twice, _) = taken(vec![row(1, "037006", "Bologna", "08"), row(2, "037006", "Bologna", "08")], &Crs::Epsg(4326));
    assert!(twice[1].as_ref().is_err_and(|refusal| refusal.reason.contains("stesso comune della riga 1")), "{twice:?}");
}

#[test]
fn metres_become_degrees_and_the_operation_is_told_once() {
    let (stored, companions, crs) = (some(), Companions::default(), Crs::Epsg(32632));
    let mut reading = Reading::new(&crs, &stored, &companions);
    for code in ["037006", "021008"] {
        let metres = BoundaryRow {
            shape: square(686_297.0, 4_929_876.0),
            ..row(1, code, "Comune", stored.province(&code[..3]).map_or("", |known| &known.region_code))
        };
        let unit = reading.take(metres).expect("usable").expect("known");
        assert!(is_in_italy(&unit.geometry));
    }
    assert_eq!(reading.official.operations.len(), 1, "{:?}", reading.official.operations);
}
