//! What only some indicators ask: hours, physical access, catchments, professions. Kept out of the mirror because no map, list or
//! search needs them; read with the snapshot they belong to.

use std::collections::{HashMap, HashSet};

/// What is public of sites and centres beyond the mirror.
#[derive(Debug, Default, Clone)]
pub struct Facts {
    /// Hours in an ordinary week without appointments, by the site's public number; absent where a site gives none.
    pub weekly_hours: HashMap<i64, f64>,
    /// Sites that say anything on physical access.
    pub declare_access: HashSet<i64>,
    /// ISTAT codes of the comuni each centre serves, by its public number.
    pub served: HashMap<i64, Vec<String>>,
    /// Codes of `staff_profile` at work in each centre that says any, by its public number.
    pub professions: HashMap<i64, Vec<String>>,
}
