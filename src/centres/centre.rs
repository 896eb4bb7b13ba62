//! A centre as its card shows it: the service with what it offers, when it is open and how fresh this is.

use chrono::{NaiveDate, NaiveTime};
use serde::Serialize;

/// One service a centre offers.
#[derive(Clone, Debug, Serialize)]
pub struct Service {
    /// Code of `service_category`.
    pub category: String,
    /// Code of the heading it stands under.
    pub heading: String,
    /// Given by referral; nothing is told of where or when.
    pub protected: bool,
    /// Code of `access_mode`.
    pub access_mode: Option<String>,
    /// Free of charge, where declared.
    pub free_of_charge: Option<bool>,
    /// Ages in years, both inclusive.
    pub age_from: Option<i16>,
    /// Ages in years, both inclusive.
    pub age_to: Option<i16>,
    /// Carries the caution on violence (art. 473-bis.43 c.p.c.).
    pub caution: bool,
}

/// Opening of a site on one weekday, local time of Europe/Rome.
#[derive(Clone, Debug, Serialize)]
pub struct Hours {
    /// The site's public number.
    pub site_id: i64,
    /// 1 Monday … 7 Sunday.
    pub weekday: i16,
    /// Opens at.
    pub opens: NaiveTime,
    /// Closes at.
    pub closes: NaiveTime,
    /// First day of the season, month-day.
    pub season_from: String,
    /// Last day of the season, month-day.
    pub season_to: String,
    /// Only by appointment.
    pub appointment: bool,
}

/// Days a site is closed.
#[derive(Clone, Debug, Serialize)]
pub struct Closure {
    /// The site's public number.
    pub site_id: i64,
    /// First day.
    pub first_day: NaiveDate,
    /// Last day, inclusive.
    pub last_day: NaiveDate,
    /// Why, in Italian.
    pub reason: Option<String>,
}

/// A comune the centre serves.
#[derive(Clone, Debug, Serialize)]
pub struct Served {
    /// ISTAT code.
    pub code: String,
    /// Name.
    pub name: String,
}

/// Another centre of the same network.
#[derive(Clone, Debug, Serialize)]
pub struct Linked {
    /// Last part of its page's address.
    pub slug: String,
    /// Name.
    pub name: String,
}

/// How fresh a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// Verified by a body on a day, and not yet due again.
    Verified,
    /// Verified once, now due again.
    Expired,
    /// Never verified by a person.
    ToVerify,
}

impl Freshness {
    /// Of a record verified on a day and due again after another.
    #[must_use]
    pub fn of(verified_on: Option<NaiveDate>, valid_until: Option<NaiveDate>, today: NaiveDate) -> Self {
        match (verified_on, valid_until) {
            (None, _) => Self::ToVerify,
            (Some(_), Some(until)) if until < today => Self::Expired,
            (Some(_), _) => Self::Verified,
        }
    }
}

/// A centre with everything public about it but its sites, which the mirror holds.
#[derive(Clone, Debug, Serialize)]
pub struct Centre {
    /// Random stable public number.
    pub id: i64,
    /// Last part of its page's address.
    pub slug: String,
    /// Name.
    pub name: String,
    /// Code of `recognition`.
    pub recognition: String,
    /// Code of `network_role`.
    pub network_role: String,
    /// Page of its hub, if it is a spoke of one.
    pub hub_slug: Option<String>,
    /// Name of its hub.
    pub hub_name: Option<String>,
    /// Code of `ownership`.
    pub ownership: Option<String>,
    /// Code of `management`.
    pub management: Option<String>,
    /// Name of the body that owns it.
    pub owner: Option<String>,
    /// Name of the body that runs it.
    pub manager: Option<String>,
    /// Its own site.
    pub website: Option<String>,
    /// Open since.
    pub opened_on: Option<NaiveDate>,
    /// Invented, for demonstration.
    pub demo: bool,
    /// Name of the source.
    pub source_title: String,
    /// Page it was read in.
    pub source_url: Option<String>,
    /// Date of the source as the source gives it.
    pub source_date: Option<String>,
    /// Verified on.
    pub verified_on: Option<NaiveDate>,
    /// Verified by which body.
    pub verified_by: Option<String>,
    /// To be verified again from.
    pub valid_until: Option<NaiveDate>,
    /// Services in the order of the code list.
    pub services: Vec<Service>,
    /// Opening hours of its sites.
    pub hours: Vec<Hours>,
    /// Closures of its sites.
    pub closures: Vec<Closure>,
    /// Professions at work, codes of `staff_profile` in the order of the list.
    pub professions: Vec<String>,
    /// Comuni it serves.
    pub catchment: Vec<Served>,
    /// The centres that have this one as their hub, by name.
    pub spokes: Vec<Linked>,
    /// Telephone, mailboxes and pages of the whole centre.
    pub contacts: Vec<(String, String)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(verified: Option<&str>, until: Option<&str>, expected: Freshness) {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        assert_eq!(Freshness::of(verified.map(day), until.map(day), day("2026-03-03")), expected);
    }

    #[test]
    fn a_record_is_fresh_until_its_day_and_never_without_a_person() {
        check(None, None, Freshness::ToVerify);
        check(Some("2026-01-01"), None, Freshness::Verified);
        check(Some("2025-01-01"), Some("2026-03-03"), Freshness::Verified);
        check(Some("2025-01-01"), Some("2026-03-02"), Freshness::Expired);
    }
}
