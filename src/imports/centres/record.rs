//! A centre as a file tells it, and as the database has it, in one shape so that the two can be compared field by field.
//! Refuses to tell "not in the file" and "empty in the file" apart by a value: a field the file has no column for is absent.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use serde_json::Value;

/// Values by the column of the table they belong to, as JSON has them; null where known to be empty.
pub(super) type Fields = BTreeMap<String, Value>;

/// Columns of `centre` an import may write.
pub(super) const CENTRE_COLUMNS: [&str; 16] = [
    "name",
    "recognition",
    "network_role",
    "hub_id",
    "ownership",
    "management",
    "owner_id",
    "manager_id",
    "district_id",
    "website",
    "opened_on",
    "closed_on",
    "note",
    "source_url",
    "source_date",
    "other_names",
];

/// Columns of `site` an import may write, the position apart.
pub(super) const SITE_COLUMNS: [&str; 16] = [
    "name",
    "kind",
    "status",
    "address",
    "toponym",
    "house_number",
    "exponent",
    "postcode",
    "locality",
    "municipality_id",
    "position_visibility",
    "physical_access",
    "opened_on",
    "closed_on",
    "source_url",
    "valid_until",
];

/// A point and how exactly it is known.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Position {
    /// Degrees, EPSG:4326, seven decimals: a centimetre, and the same number in every format.
    pub(super) lon: f64,
    /// Degrees, EPSG:4326, seven decimals.
    pub(super) lat: f64,
    /// Code of `precision`.
    pub(super) precision: String,
    /// Radius in metres within which the site lies, where more is known than the precision says.
    pub(super) accuracy_m: Option<f32>,
    /// The coordinate system of the source, where the source gave coordinates.
    pub(super) source_crs: Option<String>,
    /// The operation that brought them to EPSG:4326, where there was one.
    pub(super) operation: Option<String>,
}

/// Precisions, the most exact first; the codes of the table of the same name.
pub(super) const PRECISIONS: [&str; 8] = ["civico", "interpolato", "via", "luogo", "quartiere", "zona", "localita", "comune"];

impl Position {
    /// Whether this one is known less exactly than `other`.
    pub(super) fn is_coarser_than(&self, other: &Self) -> bool {
        let rank = |precision: &str| PRECISIONS.iter().position(|known| *known == precision).unwrap_or(PRECISIONS.len());
        rank(&self.precision) > rank(&other.precision)
    }
}

/// A service offered, by its category.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Offered {
    pub(super) category: String,
    /// Belongs to the centre and to no site.
    pub(super) protected: bool,
    pub(super) access_mode: Option<String>,
    pub(super) languages: Vec<String>,
    pub(super) audiences: Vec<String>,
}

/// One opening on a weekday (1 Monday … 7 Sunday), local time `HH:MM`, season month-day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Opening {
    pub(super) weekday: i16,
    pub(super) opens: String,
    pub(super) closes: String,
    pub(super) season_from: String,
    pub(super) season_to: String,
    pub(super) appointment: bool,
}

/// Days on which a site is closed in spite of its hours, both inclusive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Closed {
    pub(super) first_day: NaiveDate,
    pub(super) last_day: NaiveDate,
}

/// A channel (`telefono`, `email`, `pec`, `web`) and its value.
pub(super) type Contact = (String, String);

/// What a row says of being the same as a centre we hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SameAs {
    /// Nothing: it is looked for.
    Unsaid,
    /// It is new, whatever it looks like.
    New,
    /// It is the centre with this slug.
    Slug(String),
}

/// A site of a record.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SiteRecord {
    pub(super) row: u64,
    pub(super) external_id: String,
    pub(super) fields: Fields,
    /// What holds for a new site where the file does not say.
    pub(super) defaults: Fields,
    pub(super) position: Option<Position>,
    /// None where the file does not speak of them.
    pub(super) hours: Option<BTreeSet<Opening>>,
    /// None where the file does not speak of hours.
    pub(super) closures: Option<BTreeSet<Closed>>,
    pub(super) services: Option<BTreeSet<Offered>>,
    pub(super) contacts: BTreeMap<String, BTreeSet<String>>,
}

/// A centre with its sites as the file tells it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Record {
    /// First row that speaks of it.
    pub(super) row: u64,
    pub(super) external_id: String,
    /// Whether the file itself gave the identifier.
    pub(super) identified: bool,
    pub(super) same_as: SameAs,
    /// The slug it would like; another centre may have it.
    pub(super) slug: String,
    pub(super) published: bool,
    pub(super) fields: Fields,
    /// What holds for a new centre where the file does not say; a known one keeps what it has.
    pub(super) defaults: Fields,
    /// Names to be found or made as organisations: owner, manager.
    pub(super) organisations: BTreeMap<&'static str, Option<String>>,
    /// Identifier, slug or name of the hub it belongs to.
    pub(super) hub: Option<String>,
    pub(super) sites: Vec<SiteRecord>,
    /// Services of the centre as a whole; sensitive ones are always here.
    pub(super) services: Option<BTreeSet<Offered>>,
    /// Channels the file speaks of, each with its values.
    pub(super) contacts: BTreeMap<String, BTreeSet<String>>,
    /// Municipalities served.
    pub(super) catchment: Option<BTreeSet<i32>>,
    /// Professions at work, codes of `staff_profile`.
    pub(super) professions: Option<BTreeSet<String>>,
}

/// A row of a table that belongs to a centre or a site, and whose it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Owned<T> {
    pub(super) id: i64,
    pub(super) what: T,
    /// The source it came from; none where a person wrote it.
    pub(super) source: Option<i32>,
}

/// A site as the database has it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct StoredSite {
    pub(super) id: i64,
    pub(super) source: i32,
    pub(super) external_id: String,
    pub(super) fields: Fields,
    pub(super) field_source: HashMap<String, i32>,
    pub(super) position: Option<Position>,
    pub(super) verified: bool,
    pub(super) missing_since: Option<NaiveDate>,
    pub(super) hours: Vec<Owned<Opening>>,
    pub(super) closures: Vec<Owned<Closed>>,
    pub(super) services: Vec<Owned<Offered>>,
    pub(super) contacts: Vec<Owned<Contact>>,
}

/// A row's fields with the defaults for what it does not say.
pub(super) fn complete(fields: &Fields, defaults: &Fields) -> Fields {
    let mut all = defaults.clone();
    all.extend(fields.clone());
    all
}

/// How identifiers begin that an import made up for rows without one.
pub(super) const MADE_UP: char = '~';

impl SiteRecord {
    /// Whether the file gave no identifier.
    pub(super) fn has_made_up_id(&self) -> bool {
        self.external_id.starts_with(MADE_UP)
    }
}

impl StoredSite {
    /// Whether its source gave no identifier.
    pub(super) fn has_made_up_id(&self) -> bool {
        self.external_id.starts_with(MADE_UP)
    }

    pub(super) fn visibility(&self) -> &str {
        self.fields.get("position_visibility").and_then(Value::as_str).unwrap_or("pubblica")
    }
}

/// A centre as the database has it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct StoredCentre {
    pub(super) id: i64,
    pub(super) source: i32,
    pub(super) external_id: String,
    pub(super) slug: String,
    pub(super) demo: bool,
    pub(super) published: bool,
    pub(super) verified: bool,
    pub(super) missing_since: Option<NaiveDate>,
    pub(super) fields: Fields,
    pub(super) field_source: HashMap<String, i32>,
    pub(super) sites: Vec<StoredSite>,
    pub(super) services: Vec<Owned<Offered>>,
    pub(super) contacts: Vec<Owned<Contact>>,
    pub(super) catchment: Vec<Owned<i32>>,
    pub(super) professions: Vec<Owned<String>>,
}

impl StoredCentre {
    /// A centre that was made of a record a moment ago, without its sites.
    pub(super) fn made(id: i64, record: &Record, source: i32) -> Self {
        Self {
            id,
            source,
            external_id: record.external_id.clone(),
            slug: record.slug.clone(),
            demo: false,
            published: record.published,
            verified: false,
            missing_since: None,
            fields: complete(&record.fields, &record.defaults),
            field_source: HashMap::new(),
            sites: vec![],
            services: vec![],
            contacts: vec![],
            catchment: vec![],
            professions: vec![],
        }
    }
}
