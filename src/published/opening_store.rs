//! Reads when public sites are open. Most sites share their hours with many others: equal calendars are held once.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use futures_util::TryStreamExt;
use sqlx::PgConnection;

use crate::centres::{Calendar, Interval, Season};

/// What is known of the opening of each site, by public number.
type Calendars = HashMap<i64, Arc<Calendar>>;

/// The hours and closures of some centres' sites, or of all. A site without either is not in it.
///
/// # Errors
/// When the database cannot be read.
pub(super) async fn calendars(db: &mut PgConnection, centres: Option<&[i64]>) -> sqlx::Result<Calendars> {
    let mut closures = closures(db, centres).await?;
    let mut gathered = Gathered::default();
    // One row for each interval of the country: read as they come, never held together.
    let mut rows = sqlx::query!(
        r#"select site_id as "site_id!", weekday as "weekday!", (extract(epoch from opens) / 60)::int2 as "opens!",
                  (extract(epoch from closes) / 60)::int2 as "closes!", season_from as "season_from!", season_to as "season_to!",
                  appointment as "appointment!"
           from public_hours
           where $1::bigint[] is null or site_id in (select site_id from public_site_keys where centre_key = any ($1))
           order by site_id"#,
        centres
    )
    .fetch(&mut *db);
    let mut present: Option<(i64, Vec<Interval>)> = None;
    while let Some(row) = rows.try_next().await? {
        let number = |value: i16| u16::try_from(value).unwrap_or_default();
        let interval = Interval {
            season: Season::read(&row.season_from, &row.season_to),
            weekday: u8::try_from(row.weekday).unwrap_or_default(),
            opens: number(row.opens),
            closes: number(row.closes),
            appointment: row.appointment,
        };
        match &mut present {
            Some((site, intervals)) if *site == row.site_id => intervals.push(interval),
            _ => {
                if let Some((site, intervals)) = present.replace((row.site_id, vec![interval])) {
                    gathered.keep(site, intervals, closures.remove(&site));
                }
            }
        }
    }
    drop(rows);
    if let Some((site, intervals)) = present {
        gathered.keep(site, intervals, closures.remove(&site));
    }
    for (site, closed) in closures {
        gathered.keep(site, vec![], Some(closed));
    }
    Ok(gathered.by_site)
}

#[derive(Default)]
struct Gathered {
    by_site: Calendars,
    distinct: HashSet<Arc<Calendar>>,
}

impl Gathered {
    fn keep(&mut self, site: i64, intervals: Vec<Interval>, closed: Option<Vec<(NaiveDate, NaiveDate)>>) {
        let calendar = Calendar::new(intervals, closed.unwrap_or_default());
        let shared = self.distinct.get(&calendar).map(Arc::clone).unwrap_or_else(|| {
            let first = Arc::new(calendar);
            self.distinct.insert(Arc::clone(&first));
            first
        });
        self.by_site.insert(site, shared);
    }
}

async fn closures(db: &mut PgConnection, centres: Option<&[i64]>) -> sqlx::Result<HashMap<i64, Vec<(NaiveDate, NaiveDate)>>> {
    let rows = sqlx::query!(
        r#"select site_id as "site_id!", first_day as "first_day!", last_day as "last_day!"
           from public_closures
           where $1::bigint[] is null or site_id in (select site_id from public_site_keys where centre_key = any ($1))"#,
        centres
    )
    .fetch_all(db)
    .await?;
    let mut closures: HashMap<i64, Vec<(NaiveDate, NaiveDate)>> = HashMap::new();
    for row in rows {
        closures.entry(row.site_id).or_default().push((row.first_day, row.last_day));
    }
    Ok(closures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_hours_are_held_once() {
        let monday = || vec![Interval { season: Season::WHOLE_YEAR, weekday: 1, opens: 540, closes: 780, appointment: false }];
        let mut gathered = Gathered::default();
        for site in 1..=1_000 {
            gathered.keep(site, monday(), None);
        }
        gathered.keep(1_001, vec![], None);
        assert_eq!(gathered.distinct.len(), 2);
        assert!(Arc::ptr_eq(&gathered.by_site[&1], &gathered.by_site[&1_000]));
    }
}
