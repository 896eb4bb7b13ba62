//! From a question to its rows: which rule answers which indicator. Pure; the same given gives the same rows to the last digit.

use chrono::NaiveDate;

use super::given::Given;
use super::indicator::Indicator;
use super::row::Row;
use super::{change, classes, counts, distances, floating, inequality, quality, travel};

/// Figures that depend on the day and on code lists.
#[derive(Debug, Clone, Copy)]
pub struct Circumstances {
    /// The day asked for, today in Italy unless another is: a record due again yesterday is no longer fresh.
    pub today: NaiveDate,
    /// Ordinary categories of the national list of services.
    pub categories: usize,
}

/// The rows of a question, by measure and then by area.
#[must_use]
pub fn rows(given: &Given, circumstances: Circumstances) -> Vec<Row> {
    let threshold_m = given.request.threshold_m.unwrap_or_default();
    let threshold_min = given.request.threshold_min.unwrap_or_default();
    match given.request.indicator {
        Indicator::C1 => counts::number(given),
        Indicator::C2 => counts::rate(given),
        Indicator::C3 => distances::within(given, threshold_m),
        Indicator::C4 => travel::within(given, threshold_min),
        Indicator::C5 => distances::distance(given),
        Indicator::C6 => distances::uncovered(given, threshold_m),
        Indicator::C7 => floating::floating(given),
        Indicator::C8 => inequality::inequality(given),
        Indicator::C9 => classes::by_class(given, threshold_m, threshold_min),
        Indicator::C10 => change::change(given, threshold_m),
        Indicator::S1 => quality::breadth(given, circumstances.categories),
        Indicator::S2 => quality::hours(given),
        Indicator::S3 => quality::free_access(given),
        Indicator::S4 => quality::professions(given),
        Indicator::S5 => quality::physical_access(given),
        Indicator::S6 => quality::freshness(given, circumstances.today),
        Indicator::ServedComuni => counts::served_comuni(given),
        Indicator::ServedPeople => counts::served_people(given),
        Indicator::ServedDistricts => counts::served_districts(given),
        Indicator::ServiceOffer => counts::service_offer(given),
        Indicator::HubSpoke => counts::hub_spoke(given),
    }
}
