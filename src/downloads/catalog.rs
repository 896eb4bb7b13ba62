//! The catalogue by DCAT-AP_IT: one dataset of sites and one of centres, with a distribution for each file and one for each
//! interface.

use super::edition::{Dataset, Edition, Kind};
use super::rdf::{Object, Statement};
use super::rndt;
use crate::config::ServeSettings;
use crate::files::Format;

const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const DCT: &str = "http://purl.org/dc/terms/";
const DCAT: &str = "http://www.w3.org/ns/dcat#";
const DCATAPIT: &str = "http://dati.gov.it/onto/dcatapit#";
const FOAF: &str = "http://xmlns.com/foaf/0.1/";
const VCARD: &str = "http://www.w3.org/2006/vcard/ns#";
const SPDX: &str = "http://spdx.org/rdf/terms#";
const OWL: &str = "http://www.w3.org/2002/07/owl#";
/// Which letters a text is written in (W3C, *Representing Content in RDF*).
const ENCODING: &str = "http://www.w3.org/2011/content#characterEncoding";
const XSD_DATE: &str = "http://www.w3.org/2001/XMLSchema#date";
const XSD_DECIMAL: &str = "http://www.w3.org/2001/XMLSchema#decimal";
const XSD_HEX: &str = "http://www.w3.org/2001/XMLSchema#hexBinary";
const AUTHORITY: &str = "http://publications.europa.eu/resource/authority/";
/// CC BY 4.0 in the controlled vocabulary of Italian public bodies.
pub const LICENCE: &str = "https://w3id.org/italia/controlled-vocabulary/licences/A21_CCBY40";

struct Graph {
    said: Vec<Statement>,
}

impl Graph {
    fn say(&mut self, subject: &str, predicate: String, object: Object) {
        self.said.push((subject.to_owned(), predicate, object));
    }

    fn is(&mut self, subject: &str, kinds: &[String]) {
        for kind in kinds {
            self.say(subject, RDF_TYPE.into(), Object::Thing(kind.clone()));
        }
    }

    fn thing(&mut self, subject: &str, predicate: String, address: impl Into<String>) {
        self.say(subject, predicate, Object::Thing(address.into()));
    }

    fn text(&mut self, subject: &str, predicate: String, italian: &str, english: &str) {
        self.say(subject, predicate.clone(), Object::Text(italian.into(), "it"));
        self.say(subject, predicate, Object::Text(english.into(), "en"));
    }

    fn day(&mut self, subject: &str, predicate: String, day: chrono::NaiveDate) {
        self.say(subject, predicate, Object::Typed(day.to_string(), XSD_DATE));
    }
}

/// The statements of the catalogue; addresses are absolute.
pub fn statements(edition: &Edition, settings: &ServeSettings, origin: &str) -> Vec<Statement> {
    let at = |path: &str| format!("{origin}{path}");
    let (catalog, publisher, contact, licence) = (at("/catalog"), at("/catalog#publisher"), at("/catalog#contact"), LICENCE);
    let dct = |name: &str| format!("{DCT}{name}");
    let dcat = |name: &str| format!("{DCAT}{name}");
    let it = |name: &str| format!("{DCATAPIT}{name}");
    let mut graph = Graph { said: vec![] };

    graph.is(&catalog, &[it("Catalog"), dcat("Catalog")]);
    graph.text(&catalog, dct("title"), "Catalogo dei Centri per la famiglia", "Catalogue of Italy's family-support centres");
    graph.text(
        &catalog,
        dct("description"),
        "Sedi e centri per la famiglia in Italia: file da scaricare e interfacce per programmi.",
        "Family-support centres in Italy and their sites: files to download and interfaces for programs.",
    );
    graph.thing(&catalog, dct("publisher"), &publisher);
    graph.thing(&catalog, dct("language"), format!("{AUTHORITY}language/ITA"));
    graph.thing(&catalog, format!("{FOAF}homepage"), at("/dati"));
    graph.thing(&catalog, dcat("themeTaxonomy"), format!("{AUTHORITY}data-theme"));
    graph.thing(&catalog, dct("license"), licence);
    graph.day(&catalog, dct("modified"), edition.dated);

    graph.is(&publisher, &[it("Agent"), format!("{FOAF}Agent")]);
    graph.say(&publisher, format!("{FOAF}name"), Object::Text(settings.publisher.clone(), "it"));
    let host = origin.trim_start_matches("https://").trim_start_matches("http://");
    let code = if settings.publisher_ipa.is_empty() { host } else { &settings.publisher_ipa };
    graph.say(&publisher, dct("identifier"), Object::Plain(code.into()));

    graph.is(&contact, &[it("Organization"), format!("{VCARD}Organization"), format!("{VCARD}Kind")]);
    graph.say(&contact, format!("{VCARD}fn"), Object::Plain(settings.publisher.clone()));
    if !settings.contact_email.is_empty() {
        graph.thing(&contact, format!("{VCARD}hasEmail"), format!("mailto:{}", settings.contact_email));
    }
    graph.thing(&contact, format!("{VCARD}hasURL"), at("/dati"));

    graph.is(licence, &[it("LicenseDocument"), dct("LicenseDocument")]);
    graph.say(licence, format!("{FOAF}name"), Object::Text("Creative Commons Attribuzione 4.0 Internazionale (CC BY 4.0)".into(), "it"));
    graph.thing(licence, dct("type"), "http://purl.org/adms/licencetype/Attribution");
    graph.say(licence, format!("{OWL}versionInfo"), Object::Plain("4.0".into()));

    let italy = at("/catalog#italia");
    graph.is(&italy, &[dct("Location")]);
    graph.thing(&italy, it("geographicalIdentifier"), format!("{AUTHORITY}country/ITA"));

    for dataset in Dataset::ALL {
        let own = at(&format!("/catalog/{}", dataset.name()));
        graph.thing(&catalog, dcat("dataset"), &own);
        graph.is(&own, &[it("Dataset"), dcat("Dataset")]);
        let (title, description) = words(dataset);
        graph.text(&own, dct("title"), title.0, title.1);
        graph.text(&own, dct("description"), description.0, description.1);
        graph.say(&own, dct("identifier"), Object::Plain(rndt::identifier(dataset, settings)));
        graph.day(&own, dct("modified"), edition.dated);
        graph.say(&own, format!("{OWL}versionInfo"), Object::Plain(edition.version.clone()));
        for theme in ["SOCI", "REGI"] {
            graph.thing(&own, dcat("theme"), format!("{AUTHORITY}data-theme/{theme}"));
        }
        for role in ["publisher", "rightsHolder", "creator"] {
            graph.thing(&own, dct(role), &publisher);
        }
        graph.thing(&own, dct("accrualPeriodicity"), format!("{AUTHORITY}frequency/CONT"));
        graph.thing(&own, dct("language"), format!("{AUTHORITY}language/ITA"));
        graph.thing(&own, dct("spatial"), &italy);
        graph.thing(&own, dcat("contactPoint"), &contact);
        graph.thing(&own, dcat("landingPage"), at("/dati"));
        // The same data set in the register of territorial data.
        let record = at(&format!("/downloads/rndt/{}.xml", dataset.name()));
        graph.thing(&catalog, dcat("record"), &record);
        graph.is(&record, &[dcat("CatalogRecord")]);
        graph.thing(&record, format!("{FOAF}primaryTopic"), &own);
        graph.thing(&record, dct("conformsTo"), "https://registry.geodati.gov.it/document/lg-rndt");
        graph.day(&record, dct("modified"), edition.dated);
        for word in ["centri per la famiglia", "famiglie", "servizi sociali", "genitori", "minori"] {
            graph.say(&own, dcat("keyword"), Object::Text(word.into(), "it"));
        }
        for file in edition.files.iter().filter(|file| file.dataset == dataset) {
            let one = format!("{own}/{}", file.kind.extension());
            graph.thing(&own, dcat("distribution"), &one);
            distribution(&mut graph, &one, &file.name(), file.kind.media_type(), licence);
            graph.thing(&one, dct("format"), format!("{AUTHORITY}file-type/{}", file_type(file.kind)));
            if let Some(standard) = standard(file.kind) {
                graph.thing(&one, dct("conformsTo"), standard);
            }
            if matches!(file.kind, Kind::Hsds | Kind::Table(Format::Csv | Format::GeoJson)) {
                graph.say(&one, ENCODING.into(), Object::Plain("UTF-8".into()));
            }
            graph.thing(&one, dcat("accessURL"), at("/downloads"));
            graph.thing(&one, dcat("downloadURL"), at(&edition.path(file)));
            graph.say(&one, dcat("byteSize"), Object::Typed(file.size.to_string(), XSD_DECIMAL));
            graph.day(&one, dct("modified"), edition.dated);
            let checksum = format!("{one}#checksum");
            graph.thing(&one, format!("{SPDX}checksum"), &checksum);
            graph.is(&checksum, &[format!("{SPDX}Checksum")]);
            graph.thing(&checksum, format!("{SPDX}algorithm"), format!("{SPDX}checksumAlgorithm_sha256"));
            graph.say(&checksum, format!("{SPDX}checksumValue"), Object::Typed(file.sha256.clone(), XSD_HEX));
        }
        let interface = format!("{own}/ogc");
        graph.thing(&own, dcat("distribution"), &interface);
        distribution(&mut graph, &interface, "OGC API Features", "application/geo+json", licence);
        graph.thing(&interface, dct("format"), format!("{AUTHORITY}file-type/GEOJSON"));
        graph.thing(&interface, dcat("accessURL"), at(&format!("/ogc/v1/collections/{}", dataset.name())));
    }
    graph.said
}

fn distribution(graph: &mut Graph, own: &str, title: &str, media_type: &str, licence: &str) {
    graph.is(own, &[format!("{DCATAPIT}Distribution"), format!("{DCAT}Distribution")]);
    graph.say(own, format!("{DCT}title"), Object::Text(title.into(), "it"));
    graph.thing(own, format!("{DCT}license"), licence);
    let kind = media_type.split(';').next().unwrap_or_default();
    graph.thing(own, format!("{DCAT}mediaType"), format!("https://www.iana.org/assignments/media-types/{kind}"));
}

/// The standard that says what is in a file, where the media type does not.
fn standard(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Hsds => Some("https://docs.openreferral.org/en/3.0/"),
        Kind::Table(Format::Parquet) => Some("https://geoparquet.org/releases/v1.1.0/"),
        Kind::Table(_) => None,
    }
}

/// Title and description, Italian and English.
pub fn words(dataset: Dataset) -> ((&'static str, &'static str), (&'static str, &'static str)) {
    match dataset {
        Dataset::Sites => (
            ("Sedi dei Centri per la famiglia", "Sites of family-support centres"),
            (
                "I luoghi in cui lavorano i Centri per la famiglia in Italia, con indirizzo, posizione, servizi e data della verifica. Le posizioni che devono restare riservate non ci sono.",
                "The places where Italy's Centri per la famiglia work, with address, position, services and day of verification. Positions that must stay confidential are not in it.",
            ),
        ),
        Dataset::Centres => (
            ("Centri per la famiglia", "Family-support centres"),
            (
                "I Centri per la famiglia in Italia, uno per riga, con i servizi e i punti delle loro sedi pubbliche.",
                "Italy's Centri per la famiglia, one a row, with their services and the points of their public sites.",
            ),
        ),
    }
}

/// Code of the format in the European list of file types.
fn file_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Hsds => "JSON",
        Kind::Table(Format::Csv) => "CSV",
        Kind::Table(Format::GeoJson) => "GEOJSON",
        Kind::Table(Format::Xlsx) => "XLSX",
        Kind::Table(Format::GeoPackage) => "GPKG",
        Kind::Table(Format::Parquet) => "PARQUET",
        // The list has no name for FlatGeobuf.
        Kind::Table(Format::FlatGeobuf) => "BIN",
    }
}
