//! What is public of centres and not in the mirror: who owns them, how people with disabilities get in, contacts by role, comuni
//! served. Read through the views `public_*`, without what is invented.

use std::collections::BTreeMap;

use sqlx::{Acquire, PgPool};
use xxhash_rust::xxh3::xxh3_128;

/// A public way to reach a centre or one of its sites.
#[derive(Debug)]
pub struct Reach {
    /// Public number of the site; none for the centre as a whole.
    pub site: Option<i64>,
    /// A role, never a person.
    pub role: String,
    /// `telefono`, `email`, `pec` or `web`.
    pub channel: String,
    /// The number or address.
    pub value: String,
}

/// What a centre is besides what the mirror holds.
#[derive(Debug, Default)]
pub struct Body {
    /// The body that owns it.
    pub owner: Option<String>,
    /// Its page.
    pub website: Option<String>,
    /// All its ordinary services are declared free of charge.
    pub free: bool,
    /// One of its ordinary services carries the caution on violence.
    pub caution: bool,
}

/// Details by public number of the centre or site.
#[derive(Debug, Default)]
pub struct Details {
    /// By centre.
    pub bodies: BTreeMap<i64, Body>,
    /// What helps people with disabilities, by site with a public position.
    pub access: BTreeMap<i64, Vec<String>>,
    /// By centre.
    pub reaches: BTreeMap<i64, Vec<Reach>>,
    /// Codes and names of the comuni served, by centre.
    pub served: BTreeMap<i64, Vec<(String, String)>>,
}

impl Details {
    /// A hash of all of it.
    pub fn digest(&self) -> u128 {
        let mut sum = 0_u128;
        let mut add = |text: String| sum = sum.wrapping_add(xxh3_128(text.as_bytes()));
        self.bodies.iter().for_each(|one| add(format!("body {one:?}")));
        self.access.iter().for_each(|one| add(format!("access {one:?}")));
        self.reaches.iter().for_each(|one| add(format!("reaches {one:?}")));
        self.served.iter().for_each(|one| add(format!("served {one:?}")));
        sum
    }
}

/// Reads the details in one snapshot of the database.
///
/// # Errors
/// When the database cannot be read.
pub async fn read(db: &PgPool) -> sqlx::Result<Details> {
    let mut connection = db.acquire().await?;
    let mut reading = connection.begin().await?;
    sqlx::query!("set transaction isolation level repeatable read, read only").execute(&mut *reading).await?;
    // The planner takes the public few for a handful, and would walk all of them again for each one.
    sqlx::query!("set local enable_nestloop = off").execute(&mut *reading).await?;
    let mut details = Details::default();
    let bodies = sqlx::query!(
        r#"select c.id as "id!", c.owner as "owner?", c.website, coalesce(s.free, false) as "free!", coalesce(s.caution, false) as "caution!"
           from public_centres c
           left join (select v.centre_id, bool_and(v.free_of_charge is true) as free, bool_or(k.caution) as caution
                      from public_centre_services v join public_codes k on k.list = 'service_category' and k.code = v.category
                      where v.sensitivity = 'ordinaria' group by v.centre_id) s on s.centre_id = c.id
           where not c.demo"#
    )
    .fetch_all(&mut *reading)
    .await?;
    for row in bodies {
        details.bodies.insert(row.id, Body { owner: row.owner, website: row.website, free: row.free, caution: row.caution });
    }
    let access = sqlx::query!(
        r#"select id as "id!", physical_access as "physical_access!" from public_sites where not demo and cardinality(physical_access) > 0"#
    )
    .fetch_all(&mut *reading)
    .await?;
    details.access.extend(access.into_iter().map(|row| (row.id, row.physical_access)));
    let reaches = sqlx::query!(
        r#"select k.centre_id as "centre!", k.site_id, k.role as "role!", k.channel as "channel!", k.value as "value!"
           from public_contacts k join public_centres c on c.id = k.centre_id
           where not c.demo order by k.centre_id, k.site_id nulls first, k.channel desc, k.value"#
    )
    .fetch_all(&mut *reading)
    .await?;
    for row in reaches {
        let reach = Reach { site: row.site_id, role: row.role, channel: row.channel, value: row.value };
        details.reaches.entry(row.centre).or_default().push(reach);
    }
    let served = sqlx::query!(
        r#"select a.centre_id as "centre!", a.municipality_code as "code!", a.municipality as "name!"
           from public_catchments a join public_centres c on c.id = a.centre_id
           where not c.demo order by a.centre_id, a.municipality_code"#
    )
    .fetch_all(&mut *reading)
    .await?;
    for row in served {
        details.served.entry(row.centre).or_default().push((row.code, row.name));
    }
    reading.commit().await?;
    Ok(details)
}
