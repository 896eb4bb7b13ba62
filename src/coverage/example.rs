//! A site for tests that look at its number only.

use std::sync::Arc;

use crate::published::{Site, Unit};

/// The site of a number.
pub(super) fn site(id: i64) -> Arc<Site> {
    let unit = || Unit { code: "001".to_owned(), name: "Provincia".to_owned() };
    Arc::new(Site {
        id,
        centre_id: id,
        slug: String::new(),
        name: String::new(),
        centre_name: String::new(),
        site_kind: "sede_principale".to_owned(),
        status: "attiva".to_owned(),
        network_role: "unico".to_owned(),
        recognition: "da_verificare".to_owned(),
        ownership: None,
        position_visibility: "pubblica".to_owned(),
        position: None,
        address: None,
        postcode: None,
        locality: None,
        municipality: None,
        province: unit(),
        province_label: "XX".to_owned(),
        region: unit(),
        social_region_code: "01".to_owned(),
        district_code: None,
        services: vec![],
        languages: vec![],
        audiences: vec![],
        access_modes: vec![],
        ages: vec![],
        calendar: None,
        contacts: vec![],
        source_url: None,
        source_date: None,
        verified_on: None,
        verified_by: None,
        valid_until: None,
        demo: false,
        sort_key: String::new(),
        centre_key: id,
        digest: 0,
        drawn: std::sync::OnceLock::new(),
    })
}
