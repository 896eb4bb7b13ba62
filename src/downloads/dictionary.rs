//! The data dictionary: what each column of the files means.

use super::edition::Dataset;
use crate::published::cql2::Type;

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
        assert!(csv().lines().skip(1).all(|line| line.starts_with("sites,") || line.starts_with("centres,")));
    }
}
