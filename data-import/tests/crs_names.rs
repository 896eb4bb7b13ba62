//! Names, codes and definitions of reference systems: what is understood, what goes to PROJ, what is refused.
//! Refuses a name read by half.

use data_import::crs::{Area, AxisOrder, Crs, CrsError, Transformer, axis_order};

use crate::crs::{TABLE, metres, transformer};

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
    let with_program = esri("x", &wgs84, &transverse(10.0, 1.0)).replace("Transverse_Mercator", "PROJ-based operation method: +proj=noop");
    let deep = "PROJCS[".repeat(100_000);
    for text in ["", "PROJCS", "PROJCS[", "PROJCS[\"x", "LOCAL_CS[\"x\"]", "VERT_CS[\"x\",VERT_DATUM[\"y\",2005]]", "PROJCS[\"x\"]", &deep]
    {
        let crs = Crs::from_wkt(text);
        let made = Transformer::new(&crs, Area::Mainland).map(|_| ());
        assert!(matches!(made, Err(CrsError::NotWkt(_) | CrsError::Proj(_))), "{made:?} for {:.80}", text);
        assert!(!crs.is_geographic() && !crs.name().is_empty());
    }
    for text in [with_file, with_program] {
        let made = Transformer::new(&Crs::Wkt(text), Area::Mainland).map(|_| ());
        assert_eq!(made, Err(CrsError::NotWkt("it names files or programs of its own")));
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
