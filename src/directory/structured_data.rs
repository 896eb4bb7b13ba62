//! The card as schema.org reads it (JSON-LD). Coordinates only where they are public and exact; invented
//! centres are not described to search engines at all.

use serde_json::{Value, json};

use super::place::anchor;
use crate::centres::{Centre, Hours};
use crate::published::Site;

/// The data block of a card, safe to stand inside a `script` element; none for an invented centre.
#[must_use]
pub fn json_ld(centre: Option<&Centre>, sites: &[&Site], address: &str) -> Option<String> {
    if sites.iter().any(|site| site.demo) || centre.is_some_and(|centre| centre.demo) {
        return None;
    }
    let hours = centre.map(|centre| centre.hours.as_slice()).unwrap_or_default();
    let mut graph: Vec<Value> = sites.iter().map(|site| office(site, hours, address)).collect();
    if graph.is_empty() {
        return None;
    }
    if let Some(centre) = centre {
        graph.push(service(centre, address));
    }
    Some(inside_script(&json!({ "@context": "https://schema.org", "@graph": graph })))
}

/// JSON in which no character can end the script element or begin a comment.
#[must_use]
pub fn inside_script(value: &Value) -> String {
    let text = value.to_string();
    text.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

fn office(site: &Site, hours: &[Hours], address: &str) -> Value {
    let mut office = json!({
        "@type": "GovernmentOffice",
        "@id": format!("{address}#{}", anchor(site.id)),
        "name": site.name,
        "url": address,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": site.address,
            "postalCode": site.postcode,
            "addressLocality": site.municipality.as_ref().map(|unit| &unit.name),
            "addressRegion": site.region.name,
            "addressCountry": "IT",
        },
    });
    let first = |channel: &str| site.contacts.iter().find(|contact| contact.channel == channel).map(|contact| contact.value.clone());
    office["telephone"] = first("telefono").into();
    office["email"] = first("email").into();
    if let Some(position) = site.position.as_ref().filter(|position| !position.is_approximate()) {
        office["geo"] = json!({ "@type": "GeoCoordinates", "latitude": position.at.lat(), "longitude": position.at.lon() });
    }
    if site.is_in_service() {
        let open: Vec<Value> = hours.iter().filter(|hours| hours.site_id == site.id).filter_map(opening).collect();
        office["openingHoursSpecification"] = if open.is_empty() { Value::Null } else { open.into() };
    }
    without_nulls(office)
}

fn opening(hours: &Hours) -> Option<Value> {
    // A season without a year cannot be said in schema.org: better nothing than hours that are wrong in August.
    if (hours.season_from.as_str(), hours.season_to.as_str()) != ("01-01", "12-31") {
        return None;
    }
    let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let day = days.get(usize::try_from(hours.weekday - 1).ok()?)?;
    Some(json!({
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": format!("https://schema.org/{day}"),
        "opens": hours.opens.format("%H:%M").to_string(),
        "closes": hours.closes.format("%H:%M").to_string(),
    }))
}

fn service(centre: &Centre, address: &str) -> Value {
    let area: Vec<Value> = centre
        .catchment
        .iter()
        .map(|served| json!({ "@type": "AdministrativeArea", "name": served.name, "identifier": served.code }))
        .collect();
    without_nulls(json!({
        "@type": "GovernmentService",
        "@id": format!("{address}#centro"),
        "name": centre.name,
        "serviceType": "Centro per la famiglia",
        "url": address,
        "provider": centre.owner.as_ref().map(|owner| json!({ "@type": "GovernmentOrganization", "name": owner })),
        "areaServed": if area.is_empty() { Value::Null } else { area.into() },
    }))
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            fields.into_iter().filter(|(_, field)| !field.is_null()).map(|(name, field)| (name, without_nulls(field))).collect()
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_the_script_element() {
        let text = inside_script(&json!({ "name": "</script><script>alert(1)</script><!-- & \u{2028}" }));
        assert!(!text.contains('<') && !text.contains('>') && !text.contains('&') && !text.contains('\u{2028}'));
        let back: Value = serde_json::from_str(&text).expect("still JSON");
        assert_eq!(back["name"], "</script><script>alert(1)</script><!-- & \u{2028}");
    }

    #[test]
    fn what_is_not_known_is_not_said() {
        assert_eq!(without_nulls(json!({ "a": null, "b": { "c": null, "d": 1 } })), json!({ "b": { "d": 1 } }));
    }
}
