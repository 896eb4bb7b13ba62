//! The data dictionary: what each column of the files means.

use super::edition::Dataset;
use crate::published::cql2::Type;

/// What stands in the file of HSDS 3.0, by its place in a service; the rest is in the specification itself.
const HSDS: [(&str, &str, &str); 23] = [
    ("id", "UUID", "Always the same for the same centre; made of its public number"),
    ("name", "text", "Name of the centre: in HSDS the centre is the service"),
    ("status", "text", "active where a site is open or temporarily housed; temporarily closed; inactive where none is open yet"),
    ("organization", "object", "The body that owns the centre, where it is known by name; its description says what kind of body it is"),
    ("url", "text", "Page of the centre, where it has one of its own"),
    ("email", "text", "First public e-mail address of the centre as a whole"),
    ("application_process", "text", "How one gets in, in Italian"),
    ("eligibility_description", "text", "For whom, in Italian"),
    ("minimum_age", "integer", "Lowest age in years of what is offered; left out where a part of it has none"),
    ("maximum_age", "integer", "Highest age in years of what is offered; left out where a part of it has none"),
    ("fees_description", "text", "Said only where everything offered is declared free of charge"),
    ("alert", "text", "The caution on violence, where mediation or counselling of couples is offered"),
    ("assured_date", "date", "Day on which somebody last verified a site of the centre"),
    ("phones, contacts", "objects", "Public numbers and mailboxes by role, never by person; of one site they stand at its location"),
    ("service_areas", "objects", "Comuni served; extent is the ISTAT code"),
    (
        "attributes",
        "objects",
        "Codes of the lists network_role, recognition, ownership and service_category; a service that is not declared is not known to be missing",
    ),
    ("service_at_locations[].location", "object", "One site; external_identifier is its public number"),
    (
        "service_at_locations[].location.latitude, longitude",
        "number",
        "Public position, WGS 84; left out where it is not public, and description says so",
    ),
    (
        "service_at_locations[].location.addresses",
        "objects",
        "Address as the source writes it; postal_code is empty where the source has none",
    ),
    ("service_at_locations[].location.languages", "objects", "Languages spoken, ISO 639-1"),
    ("service_at_locations[].location.accessibility", "objects", "What is declared for people with disabilities"),
    (
        "service_at_locations[].location.schedules",
        "objects",
        "Weekly rules in local time; seasons, appointments and closures in words, in Italian",
    ),
    ("service_at_locations[].attributes", "objects", "What is offered at this site, codes of service_category"),
];

/// The dictionary as CSV: dataset, column, type, meaning.
pub fn csv() -> String {
    let mut text = String::from("dataset,column,type,meaning\n");
    for dataset in Dataset::ALL {
        for (name, kind) in dataset.table().schema.properties() {
            let kind = match kind {
                Type::Text => "text",
                Type::Number => "number",
                Type::Integer => "integer",
                Type::Boolean => "boolean",
                Type::Date => "date",
                Type::Timestamp => "date-time",
                Type::TextList => "list of texts; joined by commas in CSV, XLSX, FlatGeobuf and GeoPackage",
                Type::Geometry => {
                    "geometry; columns lon and lat in CSV and XLSX, where it is a point; in GeoParquet also a column bbox: its box"
                }
            };
            text.push_str(&format!("{},{name},\"{kind}\",\"{}\"\n", dataset.name(), meaning(name).replace('"', "\"\"")));
        }
    }
    for (place, kind, meaning) in HSDS {
        text.push_str(&format!("centres.hsds.json,\"{place}\",\"{kind}\",\"{meaning}\"\n"));
    }
    text
}

/// What a column means, in English.
fn meaning(column: &str) -> &'static str {
    match column {
        "id" => "Stable public number of the site, or of the centre in the file of centres",
        "slug" => "Last part of the address of the centre's page, /centri/{slug}",
        "name" => "Name in Italian",
        "centre_id" => "Public number of the centre the site belongs to",
        "centre_name" => "Name of the centre",
        "region_code" => "ISTAT code of the Region, two digits",
        "social_region_code" => "Code of the body competent for social policy: a Region, or Trento or Bolzano",
        "province_code" => "ISTAT code of the province or unit of that level, three digits",
        "municipality_code" => "ISTAT code of the comune, six digits; empty where it would tell a position that is not public",
        "district_code" => "Code of the social-planning district, where known",
        "municipality" => "Name of the comune; empty where it would tell a position that is not public",
        "province" => "Name of the province or unit of that level",
        "region" => "Name of the Region",
        "network_role" => "Role in the network: unico, hub, spoke, diffuso",
        "site_kind" => "Kind of place: sede_principale, sede_decentrata, sportello, itinerante, telefono_online",
        "status" => "State: programmata, attiva, temporanea, sospesa",
        "recognition" => "Who recognises the centre: riconosciuto_regione, censito_dipartimento, autodichiarato, da_verificare",
        "ownership" => "Kind of body that owns the centre",
        "precision" => {
            "How exactly the position is known: civico, interpolato, via, luogo, quartiere, zona, localita, comune; empty without a public position"
        }
        "sites" => "Number of public sites",
        "services" => "Services offered, by code; a service that is not declared is not known to be missing",
        "languages" => "Languages spoken, ISO 639-1",
        "audiences" => "For whom, by code",
        "access_modes" => "How one gets in: libero, su_appuntamento, su_invio",
        "verified_on" => "Day on which somebody last verified the record; empty if never",
        "verified_by" => "Body that verified it",
        "demo" => "Invented for demonstration; always false in the files of /downloads",
        "position_visibility" => "How much of the position is public: pubblica, solo_comune, solo_ambito",
        "accuracy_m" => "Radius in metres within which the place really lies",
        "address" => "Address as the source writes it; empty without a public position",
        "postcode" => "Italian postcode",
        "locality" => "Locality or quarter",
        "telephone" => "First public telephone number",
        "email" => "First public e-mail address",
        "source_url" => "Page the record was read in",
        "source_date" => "Date of the source as the source gives it",
        "valid_until" => "Day from which on the record is to be verified again",
        "geom" => "Public position in EPSG:4326, longitude first; empty where it is not public. Of a centre: those of its sites",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_meaning() {
        for dataset in Dataset::ALL {
            for (name, _) in dataset.table().schema.properties() {
                assert!(!meaning(name).is_empty(), "{} {name}", dataset.name());
            }
        }
        assert!(
            csv().lines().skip(1).all(|line| ["sites,", "centres,", "centres.hsds.json,"].iter().any(|dataset| line.starts_with(dataset)))
        );
    }
}
