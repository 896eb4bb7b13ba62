//! The filters that lists, nearest, tiles and the embed share: parameters on what a site says of itself, and CQL2.
//! Both become one expression with one canonical form and one evaluator. A site that does not declare something
//! never matches a filter on it.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::codes::Codes;
use super::cql2::{ArrayOp, CheckedFilter, Expression};
use super::facets::Facet;
use super::open_at::OpenAt;
use super::properties::{list, one_of, site_schema};
use super::site::Site;
use super::snapshot::Snapshot;
use super::units::Units;
use crate::web::{Parameters, Phrase};

/// Names of the filter parameters in interfaces (English) and pages (Italian).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// `/tiles`, `/api`, the embed's attributes.
    Interface,
    /// Pages.
    Page,
}

/// What is asked for. Empty lists ask for nothing; each list is sorted, so that equal filters are equal values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    regions: Vec<String>,
    social_regions: Vec<String>,
    provinces: Vec<String>,
    municipalities: Vec<String>,
    districts: Vec<String>,
    services: Vec<String>,
    needs: Vec<String>,
    network_roles: Vec<String>,
    site_kinds: Vec<String>,
    statuses: Vec<String>,
    recognitions: Vec<String>,
    ownerships: Vec<String>,
    languages: Vec<String>,
    audiences: Vec<String>,
    access_modes: Vec<String>,
    age: Option<i16>,
    open_at: Option<OpenAt>,
    /// Only open or temporarily housed sites, because no status was asked for.
    in_service: bool,
    /// The CQL2 filter as asked, in its canonical form.
    cql2: Option<Arc<CheckedFilter>>,
    /// All of the above but age, opening and service, as one condition.
    condition: Option<Arc<CheckedFilter>>,
}

/// The territory a filter names, by its codes; empty lists name nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Territory {
    /// ISTAT codes of Regions.
    pub regions: Vec<String>,
    /// Codes of social regions.
    pub social_regions: Vec<String>,
    /// ISTAT codes of provinces.
    pub provinces: Vec<String>,
    /// ISTAT codes of comuni.
    pub municipalities: Vec<String>,
    /// Codes of ambiti.
    pub districts: Vec<String>,
}

/// The names of all filter parameters of interfaces.
pub const PARAMETERS: [&str; 19] = [
    "region",
    "social_region",
    "province",
    "municipality",
    "district",
    "service",
    "need",
    "network_role",
    "site_kind",
    "status",
    "recognition",
    "ownership",
    "language",
    "audience",
    "access",
    "age",
    "open_at",
    "filter",
    "filter-lang",
];

struct Reader<'a> {
    parameters: &'a mut Parameters,
    codes: &'a Codes,
}

impl Reader<'_> {
    fn codes(&mut self, name: &'static str, list: &str) -> Vec<String> {
        let mut found = vec![];
        for value in self.values(name) {
            // A protected service is no filter value: nobody may learn by asking where it is given.
            if self.codes.get(list, &value).is_some_and(|code| !code.protected) {
                found.push(value);
            } else {
                let allowed: Vec<&str> = self.codes.list(list).filter(|code| !code.protected).map(|code| code.code.as_str()).collect();
                self.parameters.refuse(name, &value, Phrase::new("error-one-of").with("allowed", allowed.join(", ")));
            }
        }
        sorted(found)
    }

    fn units(&mut self, name: &'static str, known: impl Fn(&str) -> Option<String>) -> Vec<String> {
        let mut found = vec![];
        for value in self.values(name) {
            match known(&value) {
                Some(code) => found.push(code),
                None => self.parameters.refuse(name, &value, Phrase::new("error-unknown-code")),
            }
        }
        sorted(found)
    }

    fn values(&mut self, name: &'static str) -> Vec<String> {
        self.parameters
            .many(name)
            .iter()
            .flat_map(|value| value.split(','))
            .map(|value| value.trim().to_owned())
            .filter(|value| !value.is_empty())
            .collect()
    }
}

fn sorted(mut list: Vec<String>) -> Vec<String> {
    list.sort();
    list.dedup();
    list
}

impl Filter {
    /// Reads the filter parameters of a request; mistakes are noted in `parameters`.
    pub fn read(parameters: &mut Parameters, tongue: Tongue, codes: &Codes, units: &Units) -> Self {
        // Most questions carry no filter: nothing to read then.
        if tongue == Tongue::Interface && !parameters.offers(&PARAMETERS) {
            return Self::default();
        }
        let name = |english: &'static str, italian: &'static str| if tongue == Tongue::Interface { english } else { italian };
        let age_name = name("age", "eta");
        let age: Option<i16> = parameters.parsed(age_name, || Phrase::new("error-number-between").with("low", "0").with("high", "120"));
        if let Some(given) = age.filter(|age| !(0..=120).contains(age)) {
            parameters.refuse(age_name, &given.to_string(), Phrase::new("error-number-between").with("low", "0").with("high", "120"));
        }
        let cql2 = if tongue == Tongue::Interface { read_cql2(parameters) } else { None };
        let open_at = OpenAt::read(parameters, tongue);
        let mut reader = Reader { parameters, codes };
        let mut filter = Self {
            regions: reader.units(name("region", "regione"), |code| units.region(code).map(|unit| unit.code.clone())),
            social_regions: reader.units("social_region", |code| units.social_region(code).map(|unit| unit.code.clone())),
            provinces: reader.units(name("province", "provincia"), |code| units.province(code).map(|unit| unit.code.clone())),
            municipalities: reader.units(name("municipality", "comune"), |code| units.municipality(code).map(|_| code.to_owned())),
            districts: reader.units(name("district", "ambito"), |code| units.has_district(code).then(|| code.to_owned())),
            services: reader.codes(name("service", "servizio"), "service_category"),
            needs: reader.codes(name("need", "bisogno"), "service_heading"),
            network_roles: reader.codes(name("network_role", "ruolo"), "network_role"),
            site_kinds: reader.codes("site_kind", "site_kind"),
            statuses: reader.codes(name("status", "stato"), "site_status"),
            recognitions: reader.codes("recognition", "recognition"),
            ownerships: reader.codes("ownership", "ownership"),
            languages: sorted(reader.values(name("language", "lingua"))),
            audiences: reader.codes("audience", "audience"),
            access_modes: reader.codes(name("access", "accesso"), "access_mode"),
            age,
            open_at,
            in_service: false,
            cql2,
            condition: None,
        };
        if tongue == Tongue::Page && !filter.regions.is_empty() {
            // Menus are chosen one after the other: who takes another Region lets go of the province in the old one.
            let regions = &filter.regions;
            let inside =
                |code: &String| units.provinces().any(|(unit, _, of)| unit.code == *code && regions.iter().any(|region| region == of));
            filter.provinces.retain(inside);
        }
        if let Some(expression) = filter.expression(codes) {
            match CheckedFilter::new(expression, site_schema()) {
                Ok(checked) => filter.condition = Some(Arc::new(checked)),
                // Each part was understood; together they are more than a filter may hold.
                Err(error) => parameters.refuse("filter", "", error.phrase()),
            }
        }
        // What is planned or suspended may have hours and is not open.
        if filter.open_at.is_some() { filter.in_service_unless_asked() } else { filter }
    }

    /// What is asked for as one condition; none where nothing is asked.
    fn expression(&self, codes: &Codes) -> Option<Expression> {
        let need = |heading: &String| {
            let offered: Vec<String> = codes
                .list("service_category")
                .filter(|code| code.heading.as_ref() == Some(heading))
                .map(|code| code.code.clone())
                .collect();
            list("services", ArrayOp::Overlaps, &offered).unwrap_or(Expression::Boolean(false))
        };
        let parts = [
            one_of("region_code", &self.regions),
            one_of("social_region_code", &self.social_regions),
            one_of("province_code", &self.provinces),
            one_of("municipality_code", &self.municipalities),
            one_of("district_code", &self.districts),
            one_of("network_role", &self.network_roles),
            one_of("site_kind", &self.site_kinds),
            one_of("status", &self.statuses),
            one_of("recognition", &self.recognitions),
            one_of("ownership", &self.ownerships),
            list("services", ArrayOp::Contains, &self.services),
            list("languages", ArrayOp::Contains, &self.languages),
            list("audiences", ArrayOp::Contains, &self.audiences),
            list("access_modes", ArrayOp::Contains, &self.access_modes),
        ];
        let needs = self.needs.iter().map(need);
        let cql2 = self.cql2.iter().map(|filter| filter.expression().clone());
        let all: Vec<Expression> = parts.into_iter().flatten().chain(needs).chain(cql2).collect();
        (!all.is_empty()).then_some(Expression::And(all))
    }

    /// The same filter, asking for sites in service unless a status was asked for.
    #[must_use]
    pub fn in_service_unless_asked(mut self) -> Self {
        self.in_service = self.statuses.is_empty();
        self
    }

    /// The same filter whatever the status, and whether it asked for sites in service because no status was chosen: for days
    /// other than today, which the status does not speak of.
    #[must_use]
    pub fn of_any_status(&self) -> (Self, bool) {
        (Self { in_service: false, ..self.clone() }, self.in_service)
    }

    /// The territory named, and the filter that asks for all the rest: for those who look at what lies around it too.
    #[must_use]
    pub fn without_territory(mut self, codes: &Codes) -> (Territory, Self) {
        let territory = Territory {
            regions: std::mem::take(&mut self.regions),
            social_regions: std::mem::take(&mut self.social_regions),
            provinces: std::mem::take(&mut self.provinces),
            municipalities: std::mem::take(&mut self.municipalities),
            districts: std::mem::take(&mut self.districts),
        };
        // What is left asks for less than what was checked.
        self.condition = self.expression(codes).and_then(|rest| CheckedFilter::new(rest, site_schema()).ok()).map(Arc::new);
        (territory, self)
    }

    /// Does the site say of itself all that is asked?
    #[must_use]
    pub fn matches(&self, site: &Site) -> bool {
        self.condition.as_ref().is_none_or(|condition| condition.matches(site))
            && (!self.in_service || site.is_in_service())
            && self.suits(site)
    }

    /// What is asked that no property says.
    fn suits(&self, site: &Site) -> bool {
        self.open_at.is_none_or(|open| site.is_open(open.moment))
            && self.age.is_none_or(|age| {
                site.ages.iter().any(|(from, to)| {
                    (from.is_some() || to.is_some()) && from.is_none_or(|from| from <= age) && to.is_none_or(|to| to >= age)
                })
            })
    }

    /// What is chosen of a facet, sorted.
    #[must_use]
    pub fn chosen(&self, facet: Facet) -> &[String] {
        match facet {
            Facet::Region => &self.regions,
            Facet::SocialRegion => &self.social_regions,
            Facet::Province => &self.provinces,
            Facet::Service => &self.services,
            Facet::Need => &self.needs,
            Facet::NetworkRole => &self.network_roles,
            Facet::SiteKind => &self.site_kinds,
            Facet::Status => &self.statuses,
            Facet::Recognition => &self.recognitions,
            Facet::Ownership => &self.ownerships,
            Facet::Language => &self.languages,
            Facet::Audience => &self.audiences,
            Facet::Access => &self.access_modes,
        }
    }

    /// Only sites in service, because no status is chosen.
    pub(super) fn is_in_service(&self) -> bool {
        self.in_service
    }

    /// Asks for something that no facet chooses.
    pub(super) fn asks_beside_facets(&self) -> bool {
        !self.municipalities.is_empty() || !self.districts.is_empty() || self.cql2.is_some() || self.age.is_some() || self.open_at.is_some()
    }

    /// Does the site say of itself all that is asked beside what facets choose?
    pub(super) fn matches_beside_facets(&self, site: &Site) -> bool {
        let among = |codes: &[String], code: Option<&String>| codes.is_empty() || code.is_some_and(|code| codes.contains(code));
        among(&self.municipalities, site.municipality.as_ref().map(|unit| &unit.code))
            && among(&self.districts, site.district_code.as_ref())
            && self.cql2.as_ref().is_none_or(|filter| filter.matches(site))
            && self.suits(site)
    }

    /// Asks for nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// One text for all filters that ask for the same, however it was said: the key of what is remembered for it.
    #[must_use]
    pub fn canonical(&self) -> String {
        let condition = self.condition.as_ref().map_or("", |condition| condition.text());
        let age = self.age.map(|age| format!("{age} ")).unwrap_or_default();
        let open = self.open_at.map(|open| format!("open {} ", open.moment.text())).unwrap_or_default();
        let service = if self.in_service { "in service " } else { "" };
        format!("{service}{open}{age}{condition}")
    }

    /// The sites of a snapshot that match, in the order of lists.
    pub fn of<'a>(&'a self, snapshot: &'a Snapshot) -> impl Iterator<Item = &'a Site> {
        snapshot.sites.iter().map(|site| &**site).filter(|site| self.matches(site))
    }

    /// The moment at which sites are to be open, if that is asked for.
    #[must_use]
    pub fn open_at(&self) -> Option<OpenAt> {
        self.open_at
    }

    /// When `now` was, for reading the filter again from its own pairs.
    #[must_use]
    pub fn asked_at(&self) -> Option<DateTime<Utc>> {
        self.open_at.map(OpenAt::instant)
    }

    /// The same filter with `now` as the instant it meant: what may be asked of tiles and interfaces.
    #[must_use]
    pub fn at_its_moment(&self) -> Self {
        Self { open_at: self.open_at.map(|open| OpenAt { now: false, ..open }), ..self.clone() }
    }

    /// The one Region asked for, if exactly one.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        match self.regions.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The filter as query pairs, canonical: sorted values in the fixed order of parameters.
    #[must_use]
    pub fn pairs(&self, tongue: Tongue) -> Vec<(&'static str, String)> {
        let name = |english: &'static str, italian: &'static str| if tongue == Tongue::Interface { english } else { italian };
        let lists = [
            (name("region", "regione"), &self.regions),
            ("social_region", &self.social_regions),
            (name("province", "provincia"), &self.provinces),
            (name("municipality", "comune"), &self.municipalities),
            (name("district", "ambito"), &self.districts),
            (name("service", "servizio"), &self.services),
            (name("need", "bisogno"), &self.needs),
            (name("network_role", "ruolo"), &self.network_roles),
            ("site_kind", &self.site_kinds),
            (name("status", "stato"), &self.statuses),
            ("recognition", &self.recognitions),
            ("ownership", &self.ownerships),
            (name("language", "lingua"), &self.languages),
            ("audience", &self.audiences),
            (name("access", "accesso"), &self.access_modes),
        ];
        let mut pairs: Vec<(&'static str, String)> =
            lists.into_iter().flat_map(|(name, values)| values.iter().map(move |value| (name, value.clone()))).collect();
        pairs.extend(self.age.map(|age| (name("age", "eta"), age.to_string())));
        pairs.extend(self.open_at.map(|open| open.pair(tongue)));
        if tongue == Tongue::Interface {
            pairs.extend(self.cql2.iter().map(|filter| ("filter", filter.text().to_owned())));
        }
        pairs
    }
}

/// `filter`, in the language `filter-lang` names (OGC API Features Part 3): CQL2 text unless it says JSON.
fn read_cql2(parameters: &mut Parameters) -> Option<Arc<CheckedFilter>> {
    let language = parameters.one("filter-lang");
    let text = parameters.one("filter");
    let reader = match language.as_deref() {
        None | Some("cql2-text") => CheckedFilter::from_text,
        Some("cql2-json") => CheckedFilter::from_json,
        Some(other) => {
            parameters.refuse("filter-lang", other, Phrase::new("error-one-of").with("allowed", "cql2-text, cql2-json"));
            return None;
        }
    };
    let text = text?;
    let read = reader(&text, site_schema());
    match read {
        Ok(filter) => Some(Arc::new(filter)),
        Err(error) => {
            parameters.refuse("filter", &text, error.phrase());
            None
        }
    }
}
