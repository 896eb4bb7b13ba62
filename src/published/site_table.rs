//! A site as a row of a table: the words filters may speak of, then what can only be read, then the point. One table for
//! exports of every format and for OGC, so that a column has one name and one meaning everywhere.

use std::sync::LazyLock;

use super::cql2::{Record, Schema, Type, Value};
use super::properties::site_schema;
use super::site::Site;

type Reader = fn(&Site) -> Value<'_>;

/// What can be read of a site and not be asked for; metres, EPSG:4326.
const DETAILS: [(&str, Type, Reader); 11] = [
    ("position_visibility", Type::Text, |site| Value::Text(&site.position_visibility)),
    ("accuracy_m", Type::Number, |site| site.position.as_ref().map_or(Value::Null, |position| Value::Number(position.accuracy_m))),
    ("address", Type::Text, |site| text(site.address.as_ref())),
    ("postcode", Type::Text, |site| text(site.postcode.as_ref())),
    ("locality", Type::Text, |site| text(site.locality.as_ref())),
    ("telephone", Type::Text, |site| contact(site, "telefono")),
    ("email", Type::Text, |site| contact(site, "email")),
    ("source_url", Type::Text, |site| text(site.source_url.as_ref())),
    ("source_date", Type::Text, |site| text(site.source_date.as_ref())),
    ("verified_by", Type::Text, |site| text(site.verified_by.as_ref())),
    ("valid_until", Type::Date, |site| site.valid_until.map_or(Value::Null, Value::Date)),
];

static TABLE: LazyLock<Schema> = LazyLock::new(|| {
    let asked = site_schema().properties();
    let (geometry, asked) = (asked.last().cloned(), &asked[..asked.len().saturating_sub(1)]);
    let details = DETAILS.iter().map(|(name, kind, _)| ((*name).to_owned(), *kind));
    Schema::new(asked.iter().cloned().chain(details).chain(geometry))
});

/// The columns of a site, its point last.
#[must_use]
pub fn site_table() -> &'static Schema {
    &TABLE
}

/// What can be read of a site and not be asked for, by name.
pub fn site_details(site: &Site) -> impl Iterator<Item = (&'static str, Value<'_>)> {
    DETAILS.iter().map(|(name, _, read)| (*name, read(site)))
}

/// A row of [`site_table`].
#[derive(Clone, Copy, Debug)]
pub struct SiteRow<'a>(pub &'a Site);

impl Record for SiteRow<'_> {
    fn get(&self, property: usize) -> Value<'_> {
        let asked = site_schema().properties().len() - 1;
        match property.checked_sub(asked) {
            None => self.0.get(property),
            Some(at) => match DETAILS.get(at) {
                Some((_, _, read)) => read(self.0),
                None if at == DETAILS.len() => self.0.get(asked),
                None => Value::Null,
            },
        }
    }
}

fn text(value: Option<&String>) -> Value<'_> {
    value.map_or(Value::Null, |value| Value::Text(value))
}

/// The first public contact of a channel.
fn contact<'a>(site: &'a Site, channel: &str) -> Value<'a> {
    site.contacts.iter().find(|contact| contact.channel == channel).map_or(Value::Null, |contact| Value::Text(&contact.value))
}
