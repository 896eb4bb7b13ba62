//! A centre as a file tells it and the same one as the database has it, for the tests beside it.
//! Refuses to be real: name, street and telephone are invented.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::json;

use super::record::{Fields, Owned, Position, Record, SameAs, SiteRecord, StoredCentre, StoredSite};

/// The source that brought the stored one.
const SOURCE: i32 = 7;

/// Fields that are texts.
pub(super) fn text(pairs: &[(&str, &str)]) -> Fields {
    pairs.iter().map(|(column, value)| ((*column).to_owned(), json!(value))).collect()
}

/// A point on the 44th parallel.
pub(super) fn at(precision: &str, lon: f64) -> Position {
    Position { lon, lat: 44.0, precision: precision.into(), accuracy_m: None, source_crs: None, operation: None }
}

/// A centre with one site and one telephone.
pub(super) fn record() -> Record {
    Record {
        row: 2,
        external_id: "X1".into(),
        identified: true,
        same_as: SameAs::Unsaid,
        slug: "centro".into(),
        published: true,
        fields: text(&[("name", "Centro")]),
        defaults: Fields::new(),
        organisations: BTreeMap::new(),
        hub: None,
        sites: vec![SiteRecord {
            row: 2,
            external_id: "X1".into(),
            fields: text(&[("address", "via Esempio 1"), ("status", "attiva")]),
            defaults: Fields::new(),
            position: Some(at("comune", 11.0)),
            hours: None,
            closures: None,
            services: None,
            contacts: BTreeMap::new(),
        }],
        services: None,
        contacts: BTreeMap::from([("telefono".to_owned(), BTreeSet::from(["051 000000".to_owned()]))]),
        catchment: None,
        professions: None,
    }
}

/// [`record`] as it was stored.
pub(super) fn stored() -> StoredCentre {
    stored_of(&record())
}

/// A record with one site as it was stored.
pub(super) fn stored_of(record: &Record) -> StoredCentre {
    let contacts = record.contacts.iter().flat_map(|(channel, values)| values.iter().map(move |value| (channel.clone(), value.clone())));
    StoredCentre {
        id: 1,
        source: SOURCE,
        external_id: record.external_id.clone(),
        slug: record.slug.clone(),
        demo: false,
        published: true,
        verified: false,
        missing_since: None,
        fields: record.fields.clone(),
        field_source: HashMap::new(),
        sites: record
            .sites
            .iter()
            .map(|site| StoredSite {
                id: 10,
                source: SOURCE,
                external_id: site.external_id.clone(),
                fields: site.fields.clone(),
                field_source: HashMap::new(),
                position: site.position.clone(),
                verified: false,
                missing_since: None,
                hours: vec![],
                closures: vec![],
                services: vec![],
                contacts: vec![],
            })
            .collect(),
        services: vec![],
        contacts: contacts.map(|what| Owned { id: 5, what, source: Some(SOURCE) }).collect(),
        catchment: vec![],
        professions: vec![],
    }
}
