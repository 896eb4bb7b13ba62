//! Reference systems: the operation of each Region, names, `.prj` files, likenesses.
//! Refuses constants of our own making: every expected place was computed by pyproj 3.7.2 (PROJ 9.5.1).

use data_import::crs::{Area, AxisOrder, Crs, CrsError, Guess, Transformer, axis_order, look};

/// Every code with a pipeline of our own.
const TABLE: [u32; 34] = [
    4326, 3857, 4258, 6706, 6707, 6708, 6709, 7791, 7792, 7793, 7794, 7795, 6875, 6876, 32632, 32633, 32634, 25832, 25833, 25834, 3064,
    3065, 9716, 3003, 3004, 4265, 4806, 4670, 23032, 23033, 23034, 4230, 3035, 3034,
];

/// Ten places from one end of Italy to the other: longitude, latitude, area.
const PLACES: [(f64, f64, Area); 10] = [
    (7.6869, 45.0703, Area::Mainland),
    (11.3548, 46.4983, Area::Mainland),
    (13.7768, 45.6495, Area::Mainland),
    (11.3426, 44.4949, Area::Mainland),
    (12.4922, 41.8902, Area::Mainland),
    (18.1720, 40.3515, Area::Mainland),
    (15.6476, 38.1113, Area::Mainland),
    (15.5540, 38.1938, Area::Sicily),
    (12.6090, 35.5020, Area::Sicily),
    (9.1217, 39.2238, Area::Sardinia),
];

fn transformer(code: u32, area: Area) -> Transformer {
    Transformer::new(&Crs::Epsg(code), area).expect("a code of the table makes a transformer")
}

/// Metres between two places a few metres apart.
fn metres(one: (f64, f64), other: (f64, f64)) -> f64 {
    let east = (one.0 - other.0).to_radians() * one.1.to_radians().cos() * 6_378_137.0;
    east.hypot((one.1 - other.1).to_radians() * 6_378_137.0)
}

/// Gauss-Boaga numbers and where they are. Made with pyproj: whole metres near the city hall, to Monte Mario degrees with
/// `Transformer.from_crs(4265, zone)`, then with `Transformer.from_pipeline("urn:ogc:def:coordinateOperation:EPSG::…")`
/// of 1660 (mainland), 1662 (Sardinia), 1664 (Sicily).
const CITIES: [(&str, u32, Area, f64, f64, f64, f64); 9] = [
    ("Palermo", 3004, Area::Sicily, 2376363.0, 4219919.0, 13.361503725, 38.115702050),
    ("Messina", 3004, Area::Sicily, 2568515.0, 4227462.0, 15.553997256, 38.193796713),
    ("Reggio di Calabria", 3004, Area::Mainland, 2576779.0, 4218364.0, 15.647595008, 38.111303554),
    ("Cagliari", 3003, Area::Sardinia, 1510536.0, 4341625.0, 9.121698408, 39.223801891),
    ("Bologna", 3003, Area::Mainland, 1686279.0, 4929529.0, 11.342594195, 44.494898105),
    ("Torino", 3003, Area::Mainland, 1396660.0, 4991618.0, 7.686901888, 45.070297952),
    ("Lecce", 3004, Area::Mainland, 2789402.0, 4471608.0, 18.171995386, 40.351499798),
    ("Trieste", 3004, Area::Mainland, 2424696.0, 5055851.0, 13.776800516, 45.649499981),
    ("Lampedusa", 3004, Area::Sicily, 2303133.0, 3931332.0, 12.609000818, 35.501997691),
];

#[test]
fn gauss_boaga_is_within_a_decimetre_of_the_operation_of_its_region() {
    for (city, code, area, x, y, lon, lat) in CITIES {
        let found = transformer(code, area).to_wgs84(x, y).expect("a place");
        assert!(metres(found, (lon, lat)) < 0.1, "{city}: {found:?} instead of {lon}, {lat}");
        // The other two areas are metres away (pyproj: 0.90 m at the least, Bologna with Sardinia's).
        for other in [Area::Mainland, Area::Sicily, Area::Sardinia].into_iter().filter(|other| *other != area) {
            let wrong = transformer(code, other).to_wgs84(x, y).expect("a place");
            assert!(metres(wrong, (lon, lat)) > 0.8, "{city} does not tell {other:?} from {area:?}");
        }
    }
}

#[test]
fn the_strait_has_two_sides() {
    let (messina, reggio) = (Area::of_region("19"), Area::of_region("18"));
    let (one, other) = (transformer(3004, messina), transformer(3004, reggio));
    assert!(one.operation().name.contains("EPSG:1664") && one.operation().name.contains("Sicilia"), "{:?}", one.operation());
    assert!(other.operation().name.contains("EPSG:1660"), "{:?}", other.operation());
    assert_eq!(one.operation().accuracy_m, Some(4.0));
    assert_ne!(one.operation().definition, other.operation().definition);
    assert_eq!((Area::of_region("20"), Area::of_region("08"), Area::of_region("")), (Area::Sardinia, Area::Mainland, Area::Mainland));
}

#[test]
fn other_datums_are_where_pyproj_puts_them() {
    // ED50 by EPSG:1133, Monte Mario degrees by EPSG:1664 (those from Rome by EPSG:1262 before), the rest without a shift.
    let known = [
        (23032, Area::Mainland, 686333.0, 4929710.0, 11.3425971847, 44.4949041561),
        (23033, Area::Sicily, 356437.0, 4220107.0, 13.3615051133, 38.1157034988),
        (4230, Area::Sardinia, 9.122661, 39.224872, 9.1217002220, 39.2237997012),
        (4265, Area::Sicily, 13.361553, 38.115056, 13.3614995906, 38.1157001349),
        (4806, Area::Sicily, 0.909, 38.115, 13.3612799196, 38.1156441357),
        (3857, Area::Mainland, 1878171.0, 5029629.0, 16.8718971549, 41.1170982367),
        (32632, Area::Mainland, 1161146.0, 4581724.0, 16.8719000827, 41.1170962542),
        (32634, Area::Mainland, 153395.0, 4559975.0, 16.8719036972, 41.1170999105),
        (25833, Area::Mainland, 657155.0, 4553445.0, 16.8719055567, 41.1171007350),
        (7792, Area::Mainland, 657155.0, 4553445.0, 16.8719055567, 41.1171007350),
        (6875, Area::Mainland, 7408625.0, 4558187.0, 16.8718971543, 41.1171030381),
        (6876, Area::Mainland, 3409239.0, 4565034.0, 16.8718984686, 41.1170980159),
        (3064, Area::Mainland, 1161146.0, 4581724.0, 16.8719000828, 41.1170962552),
        (3035, Area::Mainland, 4899736.0, 2028216.0, 16.8719003684, 41.1170988139),
        (3034, Area::Mainland, 4564088.0, 1653273.0, 16.8719060938, 41.1171018982),
    ];
    for (code, area, x, y, lon, lat) in known {
        let found = transformer(code, area).to_wgs84(x, y).expect("a place");
        assert!(metres(found, (lon, lat)) < 0.001, "EPSG:{code}: {found:?} instead of {lon}, {lat}");
    }
}

#[test]
fn every_code_comes_back_to_the_millimetre() {
    for code in TABLE {
        for (lon, lat, area) in PLACES {
            let transformer = transformer(code, area);
            let (x, y) = transformer.from_wgs84(lon, lat).expect("a place in Italy has numbers in every system");
            let back = transformer.to_wgs84(x, y).expect("and back");
            assert!(metres(back, (lon, lat)) < 0.001, "EPSG:{code} {area:?} {lon}, {lat} came back as {back:?}");
        }
    }
}

#[test]
fn degrees_of_wgs84_are_not_touched() {
    for code in [4326, 4258, 6706, 4670] {
        assert_eq!(transformer(code, Area::Mainland).to_wgs84(11.342_594_195, 44.494_898_105), Ok((11.342_594_195, 44.494_898_105)));
    }
}

#[test]
fn no_number_makes_a_panic_or_a_place_that_is_none() {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    let strange = [0.0, -0.0, 90.0, 180.0, 1e7, -1e7, 2e7, 4e7, 1e300, -1e300, f64::MIN_POSITIVE, f64::MAX, f64::MIN];
    let sound = |(lon, lat): (f64, f64)| (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat);
    let mut places = 0;
    for code in TABLE.into_iter().chain([5659, 2154]) {
        let transformer = transformer(code, Area::Sicily);
        for round in 0..400 {
            let mut number = || match (round % 3, next()) {
                (0, bits) => f64::from_bits(bits),
                (1, bits) => strange[(bits % strange.len() as u64) as usize],
                (_, bits) => (bits % 20_000_000_000) as f64 / 1000.0 - 10_000_000.0,
            };
            let (x, y) = (number(), number());
            match transformer.to_wgs84(x, y) {
                Ok(place) => {
                    assert!(sound(place), "EPSG:{code} {x} {y} became {place:?}");
                    places += 1;
                }
                Err(error) if x.is_finite() && y.is_finite() => assert_eq!(error, CrsError::OutOfRange { x, y }),
                Err(error) => assert_eq!(error, CrsError::NotFinite),
            }
            if let Ok((east, north)) = transformer.from_wgs84(x, y) {
                assert!(east.is_finite() && north.is_finite(), "EPSG:{code} {x} {y} became {east} {north}");
            }
            let _ = look(x, y).to_string();
        }
    }
    assert!(places > 1000, "only {places} pairs were places: nothing was tried");
}

#[test]
fn a_batch_is_what_its_points_are_one_by_one() {
    let transformer = transformer(3003, Area::Mainland);
    let points: Vec<(f64, f64)> = (0..100_000).map(|number| (1_400_000.0 + f64::from(number), 5_000_000.0 - f64::from(number))).collect();
    let mut batch = points.clone();
    transformer.to_wgs84_all(&mut batch).expect("places");
    for (point, place) in points.iter().zip(&batch).step_by(997) {
        assert_eq!(transformer.to_wgs84(point.0, point.1), Ok(*place));
    }
    batch[3] = (f64::NAN, 0.0);
    assert_eq!(transformer.to_wgs84_all(&mut batch[3..]), Err(CrsError::NotFinite));
}

#[test]
fn systems_outside_the_table_keep_our_datum_operation() {
    // Monte Mario / TM Emilia-Romagna: its projection is PROJ's, its datum ours. The numbers are Gauss-Boaga's of Bologna
    // less 999,947 m and less 3,999,820 m.
    let outside = transformer(5659, Area::Mainland);
    assert!(outside.operation().name.contains("EPSG:1660"), "{:?}", outside.operation());
    let found = outside.to_wgs84(686_332.0, 929_709.0).expect("a place");
    assert!(metres(found, (11.342594195, 44.494898105)) < 0.001, "{found:?}");
    let sicily = transformer(5659, Area::Sicily);
    assert!(sicily.operation().name.contains("EPSG:1664"), "{:?}", sicily.operation());
    // Lambert-93 of France: wholly PROJ's.
    let french = transformer(2154, Area::Mainland);
    assert!(french.operation().name.starts_with("PROJ: "), "{:?}", french.operation());
    assert!(french.operation().accuracy_m == Some(1.0) && !french.operation().definition.is_empty(), "{:?}", french.operation());
    let (x, y) = french.from_wgs84(7.6869, 45.0703).expect("numbers");
    assert!(metres(french.to_wgs84(x, y).expect("a place"), (7.6869, 45.0703)) < 0.001);
}

#[test]
fn names_people_write() {
    for (text, code) in [
        ("EPSG:3003", 3003),
        ("3003", 3003),
        (" epsg:3003 ", 3003),
        ("urn:ogc:def:crs:EPSG::3003", 3003),
        ("urn:ogc:def:crs:EPSG:9.8:3003", 3003),
        ("http://www.opengis.net/def/crs/EPSG/0/7791", 7791),
        ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", 4326),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", 4326),
        ("OGC:CRS84", 4326),
        ("http://www.opengis.net/gml/srs/epsg.xml#4326", 4326),
        ("ESRI:102091", 3003),
        ("EPSG:900913", 3857),
        ("EPSG:26592", 3004),
        ("EPSG:2154", 2154),
        ("WGS84", 4326),
        ("wgs 84", 4326),
        ("Monte Mario / Italy zone 1", 3003),
        ("Monte Mario / Italy zone 2", 3004),
        ("Gauss-Boaga fuso ovest", 3003),
        ("GAUSS BOAGA EST", 3004),
        ("Roma40 Gauss-Boaga zona 2", 3004),
        ("Roma 1940 fuso I", 3003),
        ("Monte Mario", 4265),
        ("Monte Mario (Rome)", 4806),
        ("UTM 32N", 32632),
        ("UTM33", 32633),
        ("WGS84 UTM zona 33N", 32633),
        ("UTM-WGS84 fuso 32 T", 32632),
        ("ETRS89 / UTM zone 32N", 25832),
        ("ETRF2000 UTM 33N", 7792),
        ("RDN2008 / UTM zone 32N", 7791),
        ("RDN2008 / UTM zone 32N (N-E)", 6707),
        ("RDN2008 / Italy zone (E-N)", 7794),
        ("RDN2008 / Italy zone (N-E)", 6875),
        ("RDN2008 / Zone 12 (N-E)", 6876),
        ("ED50 UTM 32", 23032),
        ("IGM95 / UTM zone 33N", 3065),
        ("LAEA Europe", 3035),
        ("ETRS89-extended / LAEA Europe", 3035),
        ("ETRS89-extended / LCC Europe", 3034),
        ("Web Mercator", 3857),
        ("WGS 84 / Pseudo-Mercator", 3857),
    ] {
        assert_eq!(Crs::parse(text), Ok(Crs::Epsg(code)), "{text}");
    }
    // Every entry is found by its code, and by the name it gives itself.
    for code in TABLE {
        let name = Crs::Epsg(code).name();
        let own = name.strip_prefix(&format!("EPSG:{code} ")).expect("code and name");
        assert_eq!(Crs::parse(own), Ok(Crs::Epsg(code)), "{own}");
    }
    for text in [
        "",
        "boh",
        "UTM",
        "UTM 31N",
        "UTM 32N bis",
        "Gauss-Boaga",
        "Monte Mario UTM 32",
        "12",
        "EPSG:",
        "EPSG:abc",
        "+proj=utm +zone=32",
        "\0",
    ] {
        assert!(matches!(Crs::parse(text), Err(CrsError::UnknownName(_))), "{text:?}: {:?}", Crs::parse(text));
    }
    // A unit, a vertical system, a geocentric one and a number nobody gave.
    for (text, code) in [("EPSG:9001", 9001), ("EPSG:5773", 5773), ("EPSG:4978", 4978), ("EPSG:999999", 999_999)] {
        assert_eq!(Crs::parse(text), Err(CrsError::UnknownCode(code)));
    }
}

#[test]
fn the_authority_order_is_known() {
    for code in [4326, 4258, 6706, 4670, 4265, 4806, 4230, 6707, 6708, 6709, 6875, 6876, 3035, 3034] {
        assert_eq!(axis_order(&Crs::Epsg(code)), AxisOrder::NorthEast, "EPSG:{code}");
    }
    for code in [3857, 32632, 32633, 25832, 7791, 7792, 7794, 7795, 3003, 3004, 23032, 3064, 9716, 2154] {
        assert_eq!(axis_order(&Crs::Epsg(code)), AxisOrder::EastNorth, "EPSG:{code}");
    }
    assert_eq!(axis_order(&Crs::Epsg(4979)), AxisOrder::NorthEast, "outside the table PROJ is asked");
    for code in TABLE {
        let geographic = [4326, 4258, 6706, 4670, 4265, 4806, 4230].contains(&code);
        assert_eq!(Crs::Epsg(code).is_geographic(), geographic, "EPSG:{code}");
    }
    assert!(Crs::Epsg(4269).is_geographic() && !Crs::Epsg(2154).is_geographic());
}

/// A projected system as ESRI writes it: name, geographic part, method and parameters.
fn esri(name: &str, geographic: &str, parameters: &str) -> String {
    format!("PROJCS[\"{name}\",{geographic},{parameters},UNIT[\"Meter\",1.0]]")
}

fn geographic(name: &str, datum: &str, spheroid: &str) -> String {
    format!("GEOGCS[\"{name}\",DATUM[\"{datum}\",SPHEROID[{spheroid}]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]")
}

fn transverse(meridian: f64, easting: f64) -> String {
    format!(
        "PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"False_Easting\",{easting:?}],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",{meridian:?}],PARAMETER[\"Scale_Factor\",0.9996],PARAMETER[\"Latitude_Of_Origin\",0.0]"
    )
}

const INTERNATIONAL: &str = "\"International_1924\",6378388.0,297.0";
const GRS80: &str = "\"GRS_1980\",6378137.0,298.257222101";
const WGS84: &str = "\"WGS_1984\",6378137.0,298.257223563";

#[test]
fn prj_files_are_read_by_their_parameters() {
    let wgs84 = geographic("GCS_WGS_1984", "D_WGS_1984", WGS84);
    let roma = geographic("GCS_Monte_Mario", "D_Monte_Mario", INTERNATIONAL);
    let etrs = geographic("GCS_ETRS_1989", "D_ETRS_1989", GRS80);
    let rdn = geographic("GCS_RDN2008", "D_Rete_Dinamica_Nazionale_2008", GRS80);
    let ed50 = geographic("GCS_European_1950", "D_European_1950", INTERNATIONAL);
    let laea = "PROJECTION[\"Lambert_Azimuthal_Equal_Area\"],PARAMETER[\"False_Easting\",4321000.0],PARAMETER[\"False_Northing\",3210000.0],PARAMETER[\"Central_Meridian\",10.0],PARAMETER[\"Latitude_Of_Origin\",52.0]";
    let web = "PROJECTION[\"Mercator_Auxiliary_Sphere\"],PARAMETER[\"False_Easting\",0.0],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",0.0],PARAMETER[\"Standard_Parallel_1\",0.0],PARAMETER[\"Auxiliary_Sphere_Type\",0.0]";
    let cases = [
        (wgs84.clone(), 4326),
        (roma.clone(), 4265),
        (rdn.clone(), 6706),
        (esri("WGS_1984_UTM_Zone_32N", &wgs84, &transverse(9.0, 500_000.0)), 32632),
        (esri("WGS_1984_UTM_Zone_33N", &wgs84, &transverse(15.0, 500_000.0)), 32633),
        (esri("Monte_Mario_Italy_1", &roma, &transverse(9.0, 1_500_000.0)), 3003),
        (esri("Monte_Mario_Italy_2", &roma, &transverse(15.0, 2_520_000.0)), 3004),
        (esri("ETRS_1989_UTM_Zone_32N", &etrs, &transverse(9.0, 500_000.0)), 25832),
        (esri("ETRS_1989_LAEA", &etrs, laea), 3035),
        (esri("RDN2008_UTM_zone_32N", &rdn, &transverse(9.0, 500_000.0)), 7791),
        (esri("ED_1950_UTM_Zone_32N", &ed50, &transverse(9.0, 500_000.0)), 23032),
        (esri("WGS_1984_Web_Mercator_Auxiliary_Sphere", &wgs84, web), 3857),
        // The name lies: the parameters are those of the first zone.
        (esri("Monte_Mario_Italy_2", &roma, &transverse(9.0, 1_500_000.0)), 3003),
        (esri("WGS_1984_UTM_Zone_32N", &wgs84, &transverse(15.0, 500_000.0)), 32633),
        // The code lies too.
        (esri("x", &wgs84, &transverse(15.0, 500_000.0)).replace("1.0]]", "1.0],AUTHORITY[\"EPSG\",\"32632\"]]"), 32633),
        // The code decides between systems with the same numbers.
        (esri("x", &rdn, &transverse(9.0, 500_000.0)).replace("1.0]]", "1.0],AUTHORITY[\"EPSG\",\"6707\"]]"), 6707),
    ];
    for (text, code) in cases {
        assert_eq!(Crs::from_wkt(&text), Crs::Epsg(code), "{text}");
        assert_eq!(Crs::from_wkt(&format!("\u{feff}{text}\r\n\0")), Crs::Epsg(code), "with a mark and an end of line");
        assert_eq!(Crs::parse(&text), Ok(Crs::Epsg(code)));
    }
}

#[test]
fn newer_wkt_is_read_too() {
    let text = r#"PROJCRS["RDN2008 / Italy zone (N-E)",BASEGEOGCRS["RDN2008",DATUM["Rete Dinamica Nazionale 2008",ELLIPSOID["GRS 1980",6378137,298.257222101,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],ID["EPSG",6706]],CONVERSION["Italy zone",METHOD["Transverse Mercator",ID["EPSG",9807]],PARAMETER["Latitude of natural origin",0,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Longitude of natural origin",12,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Scale factor at natural origin",0.9985,SCALEUNIT["unity",1]],PARAMETER["False easting",7000000,LENGTHUNIT["metre",1]],PARAMETER["False northing",0,LENGTHUNIT["metre",1]]],CS[Cartesian,2],AXIS["northing (N)",north,ORDER[1],LENGTHUNIT["metre",1]],AXIS["easting (E)",east,ORDER[2],LENGTHUNIT["metre",1]]]"#;
    assert_eq!(Crs::from_wkt(text), Crs::Epsg(6875));
    assert_eq!(axis_order(&Crs::Wkt(text.to_owned())), AxisOrder::NorthEast);
    let compound = format!("COMPOUNDCRS[\"x\",{text},VERTCRS[\"h\",VDATUM[\"h\"],CS[vertical,1],AXIS[\"h\",up,LENGTHUNIT[\"metre\",1]]]]");
    assert_eq!(Crs::from_wkt(&compound), Crs::Epsg(6875));
}

#[test]
fn a_definition_that_is_none_of_ours_goes_to_proj_with_our_datum() {
    // The zone of Genova's cadastre, invented: Monte Mario, a transverse Mercator nobody registered.
    let roma = geographic("GCS_Monte_Mario", "D_Monte_Mario", INTERNATIONAL);
    let text = esri("Locale", &roma, &transverse(10.0, 100_000.0));
    let crs = Crs::from_wkt(&text);
    assert_eq!((crs.clone(), crs.name(), crs.is_geographic()), (Crs::Wkt(text.clone()), "Locale".to_owned(), false));
    let reference = transformer(4265, Area::Sicily);
    let local = Transformer::new(&crs, Area::Sicily).expect("PROJ reads it");
    assert_eq!(local.operation().name, reference.operation().name);
    let (lon, lat) = reference.from_wgs84(13.3615, 38.1157).expect("Monte Mario degrees");
    let (x, y) = local.from_wgs84(13.3615, 38.1157).expect("numbers");
    assert!(metres(local.to_wgs84(x, y).expect("a place"), (13.3615, 38.1157)) < 0.001);
    assert!(metres((lon, lat), (13.3615, 38.1157)) > 50.0, "the datum operation moves it");
    // A shift the file brings along does not take the place of ours.
    let shifted = text.replace("297.0]]", "297.0],TOWGS84[0,0,0,0,0,0,0]]");
    let same = Transformer::new(&Crs::from_wkt(&shifted), Area::Sicily).expect("PROJ reads it");
    assert!(metres(same.to_wgs84(x, y).expect("a place"), (13.3615, 38.1157)) < 0.001);
    // The name of a datum on the ellipsoid of another is not that datum.
    let wrong = esri("Monte_Mario_Italy_1", &geographic("GCS_Monte_Mario", "D_Monte_Mario", GRS80), &transverse(9.0, 1_500_000.0));
    assert_eq!(Crs::from_wkt(&wrong), Crs::Wkt(wrong));
}

#[test]
fn definitions_that_cannot_be_used_say_so() {
    let wgs84 = geographic("GCS_WGS_1984", "D_WGS_1984", WGS84);
    let with_file =
        esri("x", &wgs84, &transverse(10.0, 1.0)).replace("1.0]]", "1.0],EXTENSION[\"PROJ4\",\"+proj=longlat +nadgrids=/etc/hosts\"]]");
    let deep = "PROJCS[".repeat(100_000);
    for text in [
        "",
        "PROJCS",
        "PROJCS[",
        "PROJCS[\"x",
        "LOCAL_CS[\"x\"]",
        "VERT_CS[\"x\",VERT_DATUM[\"y\",2005]]",
        "PROJCS[\"x\"]",
        &with_file,
        &deep,
    ] {
        let crs = Crs::from_wkt(text);
        let made = Transformer::new(&crs, Area::Mainland).map(|_| ());
        assert!(matches!(made, Err(CrsError::NotWkt(_) | CrsError::Proj(_))), "{made:?} for {:.80}", text);
        assert!(!crs.is_geographic() && !crs.name().is_empty());
    }
    // Cut anywhere, changed anywhere: an answer, never a panic.
    let whole = esri("Monte_Mario_Italy_1", &geographic("GCS_Monte_Mario", "D_Monte_Mario", INTERNATIONAL), &transverse(9.0, 1_500_000.0));
    for end in (0..whole.len()).step_by(7) {
        assert!(matches!(Crs::from_wkt(&whole[..end]), Crs::Wkt(_)));
        let mut bytes = whole.clone().into_bytes();
        bytes[end] = b'9';
        let changed = String::from_utf8(bytes).expect("ASCII");
        let _ = Transformer::new(&Crs::from_wkt(&changed), Area::Mainland).map(|made| made.to_wgs84(1_500_000.0, 4_500_000.0));
    }
}

#[test]
fn numbers_are_likened_to_what_they_are() {
    let likeness = |code: u32, lon: f64, lat: f64| {
        let (x, y) = transformer(code, Area::Mainland).from_wgs84(lon, lat).expect("numbers");
        (look(x, y), look(y, x))
    };
    let zones = [
        (32632, 6.7, 13.5),
        (32633, 12.0, 18.5),
        (3003, 6.7, 12.5),
        (3004, 11.9, 18.5),
        (7794, 6.7, 18.5),
        (7795, 6.7, 18.5),
        (3035, 6.7, 18.5),
        (3857, 6.7, 18.5),
    ];
    for (lon, lat, _) in PLACES {
        assert_eq!(look(lon, lat), Guess::Degrees);
        assert_eq!(look(lat, lon), Guess::SwappedDegrees);
        for (code, west, east) in zones {
            if (west..east).contains(&lon) {
                let (straight, swapped) = likeness(code, lon, lat);
                assert!(matches!(&straight, Guess::Metres(codes) if codes.contains(&code)), "EPSG:{code} {lon}, {lat}: {straight:?}");
                assert!(
                    matches!(&swapped, Guess::SwappedMetres(codes) if codes.contains(&code)) || matches!(swapped, Guess::Metres(_)),
                    "EPSG:{code} {lon}, {lat} swapped: {swapped:?}"
                );
            }
        }
    }
    // ISTAT delivers the whole country in zone 32: Lecce is 9 degrees from its meridian.
    assert!(matches!(likeness(32632, 18.1720, 40.3515).0, Guess::Metres(codes) if codes.first() == Some(&32632)));
    assert_eq!(look(686_358.0, 4_929_720.0), Guess::Metres(vec![32632]));
    assert_eq!(look(4_929_720.0, 686_358.0), Guess::SwappedMetres(vec![32632]));
    assert_eq!(look(686_358.0, 4_929_720.0).to_string(), "sembra EPSG:32632");
    assert_eq!(look(0.0, 0.0), Guess::ZeroZero);
    assert_eq!(look(2.3522, 48.8566), Guess::OutsideItaly, "Paris");
    assert_eq!(look(1.0, 1.0), Guess::OutsideItaly);
    assert_eq!(look(1e9, -1e9), Guess::OutsideItaly);
    assert_eq!(look(f64::NAN, 1.0), Guess::NotANumber);
    assert_eq!(look(1.0, f64::INFINITY), Guess::NotANumber);
}
