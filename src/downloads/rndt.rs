//! A dataset's record for the national register of territorial data (RNDT): ISO 19139 by AgID's *Linee Guida RNDT* 2.0 and its
//! operational guide. Where a datum is not known the record says so and does not make one up.

use super::catalog::words;
use super::edition::{Dataset, Edition, Extent, Kind};
use super::xml::{Element, node, text};
use crate::config::ServeSettings;
use crate::files::Format;

/// The lists of ISO 19139.
const LISTS: &str = "http://standards.iso.org/iso/19139/resources/gmxCodelists.xml";
const LANGUAGES: &str = "http://www.loc.gov/standards/iso639-2/";
const INSPIRE: &str = "http://inspire.ec.europa.eu/";
const METRE: &str = "http://standards.iso.org/iso/19139/resources/uom/ML_gmxUom.xml#m";
/// West, south, east, north of Italy, where no position is public. EPSG:4326.
const ITALY: [f64; 4] = [6.62, 35.49, 18.53, 47.1];
const LINEAGE: &str = "I dati vengono dagli elenchi di Regioni, Province autonome e comuni e da pagine pubbliche di enti; ogni riga indica la sua fonte e, \
                       se c’è stata, la data della verifica. Le posizioni vengono dalle coordinate delle fonti, trasformate in WGS 84 con l’operazione \
                       propria della Regione, oppure dall’indirizzo; la colonna accuracy_m dice per ogni sede entro quanti metri si trova il luogo. \
                       Le posizioni che devono restare riservate non ci sono. I confini e i codici dei comuni sono di ISTAT.";

/// The record of a dataset; addresses are absolute.
pub fn record(dataset: Dataset, edition: &Edition, settings: &ServeSettings, origin: &str) -> String {
    let id = identifier(dataset, settings);
    let root = node(
        "gmd:MD_Metadata",
        [
            characters("gmd:fileIdentifier", &id),
            language(),
            code("gmd:characterSet", "gmd:MD_CharacterSetCode", "utf8", "utf8"),
            characters("gmd:parentIdentifier", &id),
            code("gmd:hierarchyLevel", "gmd:MD_ScopeCode", "dataset", "dataset"),
            party("gmd:contact", "pointOfContact", "punto di contatto", settings, origin),
            node("gmd:dateStamp", [text("gco:Date", edition.dated.to_string())]),
            anchor("gmd:metadataStandardName", "https://registry.geodati.gov.it/document/lg-rndt", "Linee Guida RNDT"),
            characters("gmd:metadataStandardVersion", "2.0"),
            reference_system(),
            node("gmd:identificationInfo", [identification(dataset, &id, edition, settings, origin)]),
            node("gmd:distributionInfo", [distribution(dataset, edition, settings, origin)]),
            node("gmd:dataQualityInfo", [quality(&edition.extent)]),
        ],
    );
    let spaces = [
        ("xmlns:gmd", "http://www.isotc211.org/2005/gmd"),
        ("xmlns:gco", "http://www.isotc211.org/2005/gco"),
        ("xmlns:gmx", "http://www.isotc211.org/2005/gmx"),
        ("xmlns:gml", "http://www.opengis.net/gml/3.2"),
        ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    spaces.into_iter().fold(root, |root, (name, space)| root.with(name, space)).document("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
}

/// The code of the body in IPA comes first, as the register wants.
pub fn identifier(dataset: Dataset, settings: &ServeSettings) -> String {
    let body = if settings.publisher_ipa.is_empty() { "centri" } else { &settings.publisher_ipa };
    format!("{body}:{}", dataset.name())
}

fn characters(name: &'static str, inside: &str) -> Element {
    node(name, [text("gco:CharacterString", inside)])
}

fn anchor(name: &'static str, address: &str, inside: &str) -> Element {
    node(name, [text("gmx:Anchor", inside).with("xlink:href", address)])
}

/// A value of a list of ISO; `kind` names both the element and the list.
fn code(name: &'static str, kind: &'static str, value: &str, label: &str) -> Element {
    let list = kind.trim_start_matches("gmd:");
    node(name, [text(kind, label).with("codeList", format!("{LISTS}#{list}")).with("codeListValue", value)])
}

fn language() -> Element {
    node("gmd:language", [text("gmd:LanguageCode", "ita").with("codeList", LANGUAGES).with("codeListValue", "ita")])
}

fn party(name: &'static str, role: &str, label: &str, settings: &ServeSettings, origin: &str) -> Element {
    let mailbox = match settings.contact_email.as_str() {
        "" => node("gmd:electronicMailAddress", []).with("gco:nilReason", "missing"),
        given => characters("gmd:electronicMailAddress", given),
    };
    let address = node("gmd:address", [node("gmd:CI_Address", [mailbox])]);
    let page = node("gmd:onlineResource", [node("gmd:CI_OnlineResource", [linkage(&format!("{origin}/dati"))])]);
    let reached = node("gmd:contactInfo", [node("gmd:CI_Contact", [address, page])]);
    let party = [characters("gmd:organisationName", &settings.publisher), reached, code("gmd:role", "gmd:CI_RoleCode", role, label)];
    node(name, [node("gmd:CI_ResponsibleParty", party)])
}

fn linkage(address: &str) -> Element {
    node("gmd:linkage", [text("gmd:URL", address)])
}

fn date(day: &str, kind: &str, label: &str) -> Element {
    let day = node("gmd:date", [text("gco:Date", day)]);
    node("gmd:date", [node("gmd:CI_Date", [day, code("gmd:dateType", "gmd:CI_DateTypeCode", kind, label)])])
}

/// The register has no WGS 84: at the accuracy of these data it is RDN2008, the national frame.
fn reference_system() -> Element {
    let system = anchor("gmd:code", "http://www.opengis.net/def/crs/EPSG/0/6706", "RDN2008-6706");
    let identifier = node("gmd:referenceSystemIdentifier", [node("gmd:RS_Identifier", [system])]);
    node("gmd:referenceSystemInfo", [node("gmd:MD_ReferenceSystem", [identifier])])
}

fn identification(dataset: Dataset, id: &str, edition: &Edition, settings: &ServeSettings, origin: &str) -> Element {
    let (title, description) = words(dataset);
    let citation = [
        characters("gmd:title", title.0),
        date(&edition.dated.to_string(), "revision", "revisione"),
        node("gmd:identifier", [node("gmd:RS_Identifier", [characters("gmd:code", id)])]),
        party("gmd:citedResponsibleParty", "owner", "proprietario", settings, origin),
        code("gmd:presentationForm", "gmd:CI_PresentationFormCode", "mapDigital", "mappa digitale"),
        node("gmd:series", [node("gmd:CI_Series", [characters("gmd:issueIdentification", id)])]),
    ];
    let [west, south, east, north] = edition.extent.bounds.unwrap_or(ITALY);
    let side = |name, degrees: f64| node(name, [text("gco:Decimal", format!("{degrees:.6}"))]);
    let bounds = [
        side("gmd:westBoundLongitude", west),
        side("gmd:eastBoundLongitude", east),
        side("gmd:southBoundLatitude", south),
        side("gmd:northBoundLatitude", north),
    ];
    let geographic = node("gmd:geographicElement", [node("gmd:EX_GeographicBoundingBox", bounds)]);
    let frequency = code("gmd:maintenanceAndUpdateFrequency", "gmd:MD_MaintenanceFrequencyCode", "continual", "continuo");
    let mut inside = vec![
        node("gmd:citation", [node("gmd:CI_Citation", citation)]),
        characters("gmd:abstract", description.0),
        party("gmd:pointOfContact", "pointOfContact", "punto di contatto", settings, origin),
        node("gmd:resourceMaintenance", [node("gmd:MD_MaintenanceInformation", [frequency])]),
    ];
    inside.extend(keywords());
    inside.extend(constraints());
    inside.push(code("gmd:spatialRepresentationType", "gmd:MD_SpatialRepresentationTypeCode", "vector", "dati vettoriali"));
    // From the best to the worst known position.
    let mut metres: Vec<f64> = edition.extent.accuracy_m.into_iter().flat_map(|(best, worst)| [best, worst]).collect();
    metres.dedup();
    inside.extend(metres.into_iter().map(|metres| {
        let distance = node("gmd:distance", [text("gco:Distance", metres.to_string()).with("uom", METRE)]);
        node("gmd:spatialResolution", [node("gmd:MD_Resolution", [distance])])
    }));
    inside.push(language());
    inside.push(code("gmd:characterSet", "gmd:MD_CharacterSetCode", "utf8", "utf8"));
    inside.push(node("gmd:topicCategory", [text("gmd:MD_TopicCategoryCode", "society")]));
    inside.push(node("gmd:extent", [node("gmd:EX_Extent", [geographic])]));
    node("gmd:MD_DataIdentification", inside).with("id", dataset.name())
}

fn keywords() -> Vec<Element> {
    let thesaurus = |address: &str, title: &str, day: &str| {
        let citation = [anchor("gmd:title", address, title), date(day, "publication", "pubblicazione")];
        node("gmd:thesaurusName", [node("gmd:CI_Citation", citation)])
    };
    let theme = anchor("gmd:keyword", &format!("{INSPIRE}theme/us"), "Servizi di pubblica utilità e servizi amministrativi");
    let gemet = thesaurus("http://www.eionet.europa.eu/gemet/inspire_themes", "GEMET - INSPIRE themes, version 1.0", "2008-06-01");
    let national = anchor("gmd:keyword", &format!("{INSPIRE}metadata-codelist/SpatialScope/national"), "Nazionale");
    let scope = thesaurus(&format!("{INSPIRE}metadata-codelist/SpatialScope"), "Spatial scope", "2019-05-22");
    let free = ["open data", "centri per la famiglia", "famiglie", "servizi sociali", "genitori", "minori"];
    [vec![theme, gemet], vec![national, scope], free.map(|word| characters("gmd:keyword", word)).to_vec()]
        .map(|inside| node("gmd:descriptiveKeywords", [node("gmd:MD_Keywords", inside)]))
        .to_vec()
}

fn constraints() -> Vec<Element> {
    let restricted = |name| code(name, "gmd:MD_RestrictionCode", "otherRestrictions", "altri vincoli");
    let open = anchor(
        "gmd:otherConstraints",
        &format!("{INSPIRE}metadata-codelist/LimitationsOnPublicAccess/noLimitations"),
        "Nessuna limitazione al pubblico accesso",
    );
    let licence = anchor(
        "gmd:otherConstraints",
        "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0",
        "Creative Commons Attribuzione 4.0 Internazionale (CC BY 4.0)",
    );
    [[restricted("gmd:accessConstraints"), open], [restricted("gmd:useConstraints"), licence]]
        .map(|inside| node("gmd:resourceConstraints", [node("gmd:MD_LegalConstraints", inside)]))
        .to_vec()
}

fn distribution(dataset: Dataset, edition: &Edition, settings: &ServeSettings, origin: &str) -> Element {
    let files = || edition.files.iter().filter(move |file| file.dataset == dataset);
    let formats = files().map(|file| {
        let (name, version) = format_name(file.kind);
        node("gmd:distributionFormat", [node("gmd:MD_Format", [characters("gmd:name", name), characters("gmd:version", version)])])
    });
    let distributor = party("gmd:distributorContact", "distributor", "distributore", settings, origin);
    let online = |address: String, protocol: (&str, &str), service: &str| {
        let inside = [
            linkage(&address),
            anchor("gmd:protocol", protocol.0, protocol.1),
            anchor("gmd:applicationProfile", &format!("{INSPIRE}metadata-codelist/SpatialDataServiceType/{service}"), service),
            anchor("gmd:description", &format!("{INSPIRE}metadata-codelist/OnLineDescriptionCode/accessPoint"), "accessPoint"),
        ];
        node("gmd:onLine", [node("gmd:CI_OnlineResource", inside)])
    };
    let download = ("https://registry.geodati.gov.it/metadata-codelist/ProtocolValue/www-download", "WWW:DOWNLOAD-1.0-http--download");
    let features = ("http://www.opengis.net/def/interface/ogcapi-features", "OGC API - Features");
    // The address that leads to the file of the day: a record outlives an edition.
    let mut places: Vec<Element> =
        files().map(|file| online(format!("{origin}/downloads/latest/{}", file.name()), download, "other")).collect();
    places.push(online(format!("{origin}/ogc/v1/collections/{}", dataset.name()), features, "download"));
    let mut inside: Vec<Element> = formats.collect();
    inside.push(node("gmd:distributor", [node("gmd:MD_Distributor", [distributor])]));
    inside.push(node("gmd:transferOptions", [node("gmd:MD_DigitalTransferOptions", places)]));
    node("gmd:MD_Distribution", inside)
}

fn format_name(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Hsds => ("HSDS", "3.0"),
        Kind::Table(Format::Csv) => ("CSV", "RFC 4180"),
        Kind::Table(Format::GeoJson) => ("GeoJSON", "RFC 7946"),
        Kind::Table(Format::Xlsx) => ("XLSX", "ISO/IEC 29500"),
        Kind::Table(Format::FlatGeobuf) => ("FlatGeobuf", "3"),
        Kind::Table(Format::GeoPackage) => ("GeoPackage", "1.3"),
        Kind::Table(Format::Parquet) => ("GeoParquet", "1.1"),
    }
}

fn quality(extent: &Extent) -> Element {
    let level = code("gmd:level", "gmd:MD_ScopeCode", "dataset", "dataset");
    let mut inside = vec![node("gmd:scope", [node("gmd:DQ_Scope", [level])])];
    if let Some((_, worst)) = extent.accuracy_m {
        let unit = node(
            "gml:BaseUnit",
            [
                text("gml:identifier", "m").with("codeSpace", "http://www.bipm.org/en/si/base_units"),
                node("gml:unitsSystem", []).with("xlink:href", "http://www.bipm.org/en/si"),
            ],
        )
        .with("gml:id", "metre");
        let value = node("gco:Record", [text("gco:Real", worst.to_string())]).with("xsi:type", "gco:Real_PropertyType");
        let measured = node("gmd:DQ_QuantitativeResult", [node("gmd:valueUnit", [unit]), node("gmd:value", [value])]);
        inside.push(node("gmd:report", [node("gmd:DQ_AbsoluteExternalPositionalAccuracy", [node("gmd:result", [measured])])]));
    }
    let regulation = [
        characters(
            "gmd:title",
            "REGOLAMENTO (UE) N. 1089/2010 DELLA COMMISSIONE del 23 novembre 2010 recante attuazione della direttiva 2007/2/CE del Parlamento europeo \
             e del Consiglio per quanto riguarda l'interoperabilità dei set di dati territoriali e dei servizi di dati territoriali",
        ),
        date("2010-12-08", "publication", "pubblicazione"),
    ];
    let conformance = [
        node("gmd:specification", [node("gmd:CI_Citation", regulation)]),
        characters("gmd:explanation", "I dati non seguono lo schema armonizzato di INSPIRE"),
        node("gmd:pass", [text("gco:Boolean", "false")]),
    ];
    let result = node("gmd:result", [node("gmd:DQ_ConformanceResult", conformance)]);
    inside.push(node("gmd:report", [node("gmd:DQ_DomainConsistency", [result])]));
    inside.push(node("gmd:lineage", [node("gmd:LI_Lineage", [characters("gmd:statement", LINEAGE)])]));
    node("gmd:DQ_DataQuality", inside)
}
