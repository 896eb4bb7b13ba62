//! The one way to streets: a small pool of its own, with little time for each statement.
//! Refuses to fail: while the database is away or slow there are no streets, and nothing of a question is ever logged.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sqlx::PgPool;

use super::super::Place;
use super::answer::{Register, StreetFound, candidates, found, spot};
use super::asking::Asked;
use super::{OUTSIDE_AT_MOST_M, along, store};
use crate::places::Precision;

/// The longest a question waits for all its statements, whatever the network does.
const PATIENCE: Duration = Duration::from_secs(2);

/// Streets of one reading that are looked at: those of the biggest comuni.
const LOOKED_AT: usize = 200;

/// Streets of one reading that are placed by their doors.
const PLACED: usize = 20;

/// What answers for streets.
#[derive(Debug)]
pub struct Streets {
    pool: PgPool,
    any: AtomicBool,
}

impl Streets {
    /// Over a pool with few connections and short limits. No street is known until [`Streets::refresh`].
    #[must_use]
    pub fn new(pool: PgPool) -> Self {
        Self { pool, any: AtomicBool::new(false) }
    }

    /// Whether any street is loaded; without one no question is put to the database.
    #[must_use]
    pub fn are_known(&self) -> bool {
        self.any.load(Ordering::Acquire)
    }

    /// Looks whether there are streets.
    ///
    /// # Errors
    /// When the database cannot be read; what was known stays.
    pub async fn refresh(&self) -> sqlx::Result<()> {
        let any = store::any(&mut *self.pool.acquire().await?).await?;
        self.any.store(any, Ordering::Release);
        Ok(())
    }

    /// The streets or doors of the first reading that has any, at most `limit`. `comune` gives a comune by its ISTAT code.
    pub async fn find<'a>(
        &self,
        asked: &[Asked],
        limit: usize,
        comune: impl Fn(&str) -> Option<&'a Place> + Send + Sync,
    ) -> Vec<StreetFound> {
        if asked.is_empty() || !self.are_known() {
            return vec![];
        }
        match tokio::time::timeout(PATIENCE, self.search(asked, limit, &comune)).await {
            Ok(Ok(found)) => found,
            // The cause only: neither the question nor the statement with its values.
            Ok(Err(error)) => {
                tracing::warn!(cause = cause(&error), "streets cannot be asked now");
                vec![]
            }
            Err(_) => {
                tracing::warn!(cause = "patience", "streets cannot be asked now");
                vec![]
            }
        }
    }

    async fn search<'a>(
        &self,
        asked: &[Asked],
        limit: usize,
        comune: &(impl Fn(&str) -> Option<&'a Place> + Sync),
    ) -> sqlx::Result<Vec<StreetFound>> {
        let residents = |code: &str| comune(code).and_then(|place| place.residents).unwrap_or(0);
        let mut connection = self.pool.acquire().await?;
        let mut hits = store::hits(&mut connection, asked).await?;
        hits.sort_by_cached_key(|hit| (hit.asked, Reverse(residents(&hit.municipality_code)), hit.street));
        for (number, asked) in asked.iter().enumerate() {
            let ids: Vec<i32> = hits.iter().filter(|hit| hit.asked == number).take(LOOKED_AT).map(|hit| hit.street).collect();
            if ids.is_empty() {
                continue;
            }
            let mut registers: BTreeMap<(String, i32), Register> = BTreeMap::new();
            for row in store::streets(&mut connection, &ids).await? {
                let register = registers.entry((row.municipality_code.clone(), row.source)).or_insert_with(|| Register {
                    municipality_code: row.municipality_code,
                    source: row.source,
                    streets: vec![],
                });
                register.streets.push(row.street);
            }
            let registers: Vec<Register> = registers.into_values().collect();
            let mut candidates = candidates(asked, &registers, residents);
            candidates.truncate(PLACED);
            let parts: Vec<i32> = candidates.iter().flat_map(|candidate| candidate.streets.iter().map(|street| street.id)).collect();
            let doors = store::doors(&mut connection, &parts).await?;
            for candidate in &mut candidates {
                let doors: Vec<_> = candidate.streets.iter().filter_map(|street| doors.get(&street.id)).flatten().cloned().collect();
                candidate.spot = spot(&doors, asked.number.as_ref());
                // Doors were looked at when they were imported; between two of them a border may run.
                if let (Some(placed), Some(number)) = (candidate.spot, &asked.number)
                    && placed.precision == Precision::Interpolato
                    && store::distance_outside_m(&mut connection, &candidate.register.municipality_code, placed.at).await?
                        > OUTSIDE_AT_MOST_M
                {
                    candidate.spot = along::nearest_by_number(&doors, number);
                }
            }
            let mut found = found(asked, candidates, comune);
            found.truncate(limit);
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok(vec![])
    }
}

/// What kind of thing went wrong.
fn cause(error: &sqlx::Error) -> &'static str {
    match error {
        sqlx::Error::PoolTimedOut => "no connection free",
        sqlx::Error::Database(_) => "database",
        sqlx::Error::Io(_) => "network",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use sqlx::postgres::PgPoolOptions;

    use super::*;
    use crate::places::example::with_streets;
    use crate::places::streets::asked;

    #[test]
    fn nothing_is_asked_before_a_street_is_known_and_nothing_fails_without_a_database() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            // A database that hears and never answers.
            let deaf = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
            deaf.set_nonblocking(true).expect("told");
            let address = format!("postgres://nobody@{}/none", deaf.local_addr().expect("an address"));
            let pool = PgPoolOptions::new().acquire_timeout(Duration::from_millis(100)).connect_lazy(&address).expect("a pool");
            let streets = Streets::new(pool);
            let asked = asked("via Verdi 1, Imola", &with_streets());
            assert_eq!(asked.len(), 1);
            assert_eq!(streets.find(&asked, 5, |_| None).await, []);
            assert!(deaf.accept().is_err(), "nobody has called");
            streets.any.store(true, Ordering::Release);
            assert_eq!(streets.find(&asked, 5, |_| None).await, []);
            assert!(deaf.accept().is_ok(), "somebody has called, and went on without an answer");
            assert!(streets.refresh().await.is_err() && streets.are_known(), "what was known stays");
        });
    }
}
