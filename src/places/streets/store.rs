//! SQL of streets, all of it over views of the public role and served by indexes.
//! Refuses to read without end: every statement has a limit of rows, its pool one of time.

use std::collections::HashMap;

use data_import::HouseNumber;
use sqlx::PgConnection;

use super::asking::Asked;
use super::{Door, Street, degrees};
use crate::geo::Coordinates;

/// A street that shares a key with one that was asked for.
#[derive(Debug)]
pub(super) struct Hit {
    /// Which of the readings.
    pub(super) asked: usize,
    pub(super) street: i32,
    pub(super) municipality_code: String,
}

/// A street with where it belongs.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) source: i32,
    pub(super) municipality_code: String,
    pub(super) street: Street,
}

/// Whether any street is known.
pub(super) async fn any(connection: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"select exists(select from public_streets) as "any!""#).fetch_one(connection).await
}

/// The keys asked for, column by column: one line for each reading, comune and key.
#[derive(Default)]
struct Lines {
    asked: Vec<i32>,
    codes: Vec<Option<String>>,
    keys: Vec<String>,
    heads: Vec<Option<String>>,
    tails: Vec<Option<String>>,
}

impl Lines {
    fn of(asked: &[Asked]) -> Self {
        let mut lines = Self::default();
        for (number, asked) in (0..).zip(asked) {
            let codes: Vec<Option<String>> =
                if asked.comuni.is_empty() { vec![None] } else { asked.comuni.iter().cloned().map(Some).collect() };
            let halves = asked.toponym.slippery().map(|(kind, word)| halves(kind, word));
            for code in codes {
                for (at, key) in asked.toponym.keys().into_iter().enumerate() {
                    let halves = halves.as_ref().filter(|_| at == 0 && code.is_some());
                    lines.asked.push(number);
                    lines.codes.push(code.clone());
                    lines.keys.push(key);
                    lines.heads.push(halves.map(|(head, _)| head.clone()));
                    lines.tails.push(halves.map(|(_, tail)| tail.clone()));
                }
            }
        }
        lines
    }
}

/// The beginning and the end of a key, of which one slip of the finger leaves at least one as it is.
fn halves(kind: &str, word: &str) -> (String, String) {
    let head = word.len() / 2 - 1;
    (format!("{kind} {}", &word[..head]).trim_start().to_owned(), word[head + 2..].to_owned())
}

/// Streets that share a key with what was asked for; in a comune that was named and has none, those whose key is a slip away.
pub(super) async fn hits(connection: &mut PgConnection, asked: &[Asked]) -> sqlx::Result<Vec<Hit>> {
    let lines = Lines::of(asked);
    let rows = sqlx::query!(
        r#"select distinct q.asked as "asked!", k.street_id as "street!", k.municipality_code as "code!"
           from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[]) as q (asked, code, key, head, tail)
           cross join lateral (
               (select street_id, municipality_code from public_street_keys where municipality_code = q.code and key = q.key limit 200)
               union all
               (select street_id, municipality_code from public_street_keys
                where q.head is not null and municipality_code = q.code and abs(length(key) - length(q.key)) <= 1
                  and not exists (select from public_street_keys same where same.municipality_code = q.code and same.key = q.key)
                  and (starts_with(key, q.head) or right(key, length(q.tail)) = q.tail) limit 100)
               union all
               (select street_id, municipality_code from public_street_keys where q.code is null and key = q.key limit 10000)) as k"#,
        &lines.asked,
        &lines.codes as &[Option<String>],
        &lines.keys,
        &lines.heads as &[Option<String>],
        &lines.tails as &[Option<String>]
    )
    .fetch_all(connection)
    .await?;
    let hit = |asked: i32, street, municipality_code| Some(Hit { asked: usize::try_from(asked).ok()?, street, municipality_code });
    Ok(rows.into_iter().filter_map(|row| hit(row.asked, row.street, row.code)).collect())
}

/// Streets by id, each with one of its doors.
pub(super) async fn streets(connection: &mut PgConnection, ids: &[i32]) -> sqlx::Result<Vec<Row>> {
    let rows = sqlx::query!(
        r#"select s.id as "id!", s.source_id as "source!", s.municipality_code as "code!", s.name as "name!", s.other_names as "other_names!",
                  s.localities as "localities!", s.postcodes as "postcodes!", door.lon_e7 as "lon_e7?", door.lat_e7 as "lat_e7?"
           from public_streets s left join lateral
                (select lon_e7, lat_e7 from public_house_numbers h where h.street_id = s.id order by number, red, exponent limit 1) as door on true
           where s.id = any($1) order by s.id"#,
        ids
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let point = row.lon_e7.zip(row.lat_e7).and_then(|(lon, lat)| degrees(lon, lat));
            let street = Street::new(row.id, row.name, &row.other_names, row.localities, row.postcodes, point);
            Row { source: row.source, municipality_code: row.code, street }
        })
        .collect())
}

/// The doors of streets, by street and number; of an endless street the first thousands.
pub(super) async fn doors(connection: &mut PgConnection, streets: &[i32]) -> sqlx::Result<HashMap<i32, Vec<Door>>> {
    let rows = sqlx::query!(
        r#"select h.street_id as "street!", h.number as "number!", h.red as "red!", h.exponent as "exponent!", h.lon_e7 as "lon_e7!", h.lat_e7 as "lat_e7!"
           from unnest($1::int[]) as asked (id) cross join lateral
                (select * from public_house_numbers where street_id = asked.id order by number, red, exponent limit 3000) as h"#,
        streets
    )
    .fetch_all(connection)
    .await?;
    let mut doors: HashMap<i32, Vec<Door>> = HashMap::new();
    for row in rows {
        let Ok(number) = u32::try_from(row.number) else { continue };
        let number = HouseNumber { number, exponent: row.exponent, red: row.red };
        doors.entry(row.street).or_default().extend(degrees(row.lon_e7, row.lat_e7).map(|at| Door { number, at }));
    }
    Ok(doors)
}

/// How far outside its comune a position lies, metres on the ellipsoid; 0 inside.
pub(super) async fn distance_outside_m(connection: &mut PgConnection, municipality_code: &str, at: Coordinates) -> sqlx::Result<f64> {
    let metres = sqlx::query_scalar!(
        r#"select case when st_covers(m.geom, p.point) then 0 else st_distance(m.geom::geography, p.point::geography) end as "metres!"
           from public_municipalities m, (select st_setsrid(st_makepoint($2, $3), 4326) as point) as p where m.code = $1"#,
        municipality_code,
        at.lon(),
        at.lat()
    )
    .fetch_optional(connection)
    .await?;
    Ok(metres.unwrap_or(f64::INFINITY))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_leaves_a_half_as_it_is() {
        let (head, tail) = halves("via", "garibaldi");
        assert_eq!((head.as_str(), tail.as_str()), ("via gar", "aldi"));
        let kept = |slip: &str| format!("via {slip}").starts_with(&head) || slip.ends_with(&tail);
        let word: Vec<char> = "garibaldi".chars().collect();
        for at in 0..word.len() {
            let (mut wrong, mut missing, mut doubled, mut exchanged) = (word.clone(), word.clone(), word.clone(), word.clone());
            wrong[at] = 'z';
            missing.remove(at);
            doubled.insert(at, 'z');
            exchanged.swap(at, (at + 1).min(word.len() - 1));
            for slip in [wrong, missing, doubled, exchanged] {
                let slip: String = slip.into_iter().collect();
                assert!(kept(&slip), "{slip}");
            }
        }
        assert!(!kept("zaribaldz"), "two slips are too many");
        assert_eq!(halves("", "piazza"), ("pi".into(), "za".into()));
    }
}
