//! SQL of coverage: the demand and its areas, facts of sites, recipes. Everything read comes through public views.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, NaiveTime, Utc};
use serde_json::Value;
use sqlx::PgPool;

use super::areas::{District, Municipality};
use super::classes::OfficialClass;
use super::demand::{Cell, Cells, Census};
use super::facts::Facts;
use crate::geo::wkb::polygon;
use crate::geo::{Coordinates, geodesic_distance_m};

/// Most bytes of recipes kept, as JSON text.
const RECIPES_BYTES: i64 = 64 << 20;

/// Comuni, by code, and the year of their boundaries.
pub async fn municipalities(db: &PgPool) -> sqlx::Result<(Vec<Municipality>, i32)> {
    let rows = sqlx::query!(
        r#"select code as "code!", name as "name!", lon as "lon!", lat as "lat!", radius_m as "radius_m!", hull as "hull!", landmass_id,
                  valid_year as "valid_year!", province_code as "province_code!", province as "province!",
                  region_code as "region_code!", region as "region!", social_region_code as "social_region_code!",
                  social_region as "social_region!"
           from public_demand_municipalities order by code"#
    )
    .fetch_all(db)
    .await?;
    let year = rows.iter().map(|row| row.valid_year).max().unwrap_or_default();
    let municipalities = rows
        .into_iter()
        .filter_map(|row| {
            let at = Coordinates::parse(row.lon, row.lat).ok()?;
            Some(Municipality {
                reach_m: reach_m(at, &row.hull),
                at,
                radius_m: row.radius_m,
                landmass: row.landmass_id,
                code: row.code,
                name: row.name,
                province_code: row.province_code,
                province: row.province,
                region_code: row.region_code,
                region: row.region,
                social_region_code: row.social_region_code,
                social_region: row.social_region,
            })
        })
        .collect();
    Ok((municipalities, year))
}

/// Metres to the farthest corner of a hull, and a thousandth more, because a side that is straight in degrees is not so on the
/// Earth. The hull is a polygon as PostGIS sends it.
fn reach_m(at: Coordinates, hull: &[u8]) -> f64 {
    let hull = polygon(hull);
    let corners = hull.iter().flat_map(|hull| &hull.exterior().0).filter_map(|corner| Coordinates::parse(corner.x, corner.y).ok());
    1.001 * corners.map(|corner| geodesic_distance_m(at, corner)).fold(0.0, f64::max)
}

/// Ambiti with the comuni they are made of today.
pub async fn districts(db: &PgPool) -> sqlx::Result<Vec<District>> {
    let rows = sqlx::query!(
        r#"select code as "code!", name as "name!", social_region_code as "social_region_code!", municipality_codes as "municipality_codes!"
           from public_districts order by social_region_code, code"#
    )
    .fetch_all(db)
    .await?;
    let district = rows.into_iter().map(|row| District {
        code: row.code,
        name: row.name,
        social_region_code: row.social_region_code,
        municipality_codes: row.municipality_codes,
    });
    Ok(district.collect())
}

/// People of the newest year, for the comuni in this order.
pub async fn census(db: &PgPool, codes: &[String]) -> sqlx::Result<Census> {
    let rows = sqlx::query!(
        r#"select age_class as "age_class!", year as "year!", min(source) as "source!",
                  array_agg(municipality_code order by municipality_code) as "codes!", array_agg(persons order by municipality_code) as "persons!: Vec<Option<i32>>"
           from public_demand_population group by age_class, year"#
    )
    .fetch_all(db)
    .await?;
    let mut census = Census::default();
    let place: HashMap<&str, usize> = codes.iter().enumerate().map(|(at, code)| (code.as_str(), at)).collect();
    for row in rows {
        let mut figures = vec![None; codes.len()];
        for (code, persons) in row.codes.iter().zip(row.persons) {
            if let Some(at) = place.get(code.as_str()) {
                figures[*at] = persons.map(f64::from);
            }
        }
        census.year = row.year.into();
        // One source a year; where several wrote, the one everybody is counted by is named.
        if census.source.is_empty() || row.age_class == "all" {
            census.source = row.source;
        }
        census.groups.insert(row.age_class, figures);
    }
    Ok(census)
}

/// Official classes of comuni that were imported.
pub async fn official_classes(db: &PgPool) -> sqlx::Result<Vec<OfficialClass>> {
    sqlx::query_as!(
        OfficialClass,
        r#"select municipality_code as "municipality_code!", scheme as "scheme!", class as "class!", source as "source!"
           from public_municipality_classes order by scheme, municipality_code"#
    )
    .fetch_all(db)
    .await
}

/// The sets of cells that are loaded, without their cells.
pub async fn sets(db: &PgPool) -> sqlx::Result<BTreeMap<String, Cells>> {
    let rows = sqlx::query!(
        r#"select key as "key!", year, groups as "groups!", source as "source!", region_codes as "regions!" from public_demand_sets"#
    )
    .fetch_all(db)
    .await?;
    let set = rows.into_iter().map(|row| {
        let year = row.year.map(i32::from);
        (row.key.clone(), Cells { key: row.key, year, source: row.source, groups: row.groups, regions: row.regions, cells: vec![] })
    });
    Ok(set.collect())
}

/// The cells of a set, by name.
pub async fn cells(db: &PgPool, set: &str) -> sqlx::Result<Vec<Cell>> {
    let rows = sqlx::query!(
        r#"select cell as "cell!", lon as "lon!", lat as "lat!", radius_m as "radius_m!", municipality_code as "municipality_code!",
                  persons as "persons!: Vec<Option<f64>>"
           from public_demand_cells where demand_set = $1 order by cell"#,
        set
    )
    .fetch_all(db)
    .await?;
    let cells = rows.into_iter().filter_map(|row| {
        Some(Cell {
            name: row.cell,
            at: Coordinates::parse(row.lon, row.lat).ok()?,
            radius_m: row.radius_m.into(),
            municipality_code: row.municipality_code,
            persons: row.persons,
        })
    });
    Ok(cells.collect())
}

/// Code and name of the comune that covers a point.
pub async fn covering(db: &PgPool, at: Coordinates) -> sqlx::Result<Option<(String, String)>> {
    let row = sqlx::query!(
        r#"select code as "code!", name as "name!" from public_municipalities
           where st_covers(geom, st_setsrid(st_makepoint($1, $2), 4326)) order by code limit 1"#,
        at.lon(),
        at.lat()
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (row.code, row.name)))
}

/// What only some indicators ask of public sites and centres.
pub async fn facts(db: &PgPool) -> sqlx::Result<Facts> {
    let hours = sqlx::query!(
        r#"select site_id as "site_id!", opens as "opens!", closes as "closes!", season_from as "from!", season_to as "to!"
           from public_hours where not appointment"#
    )
    .fetch_all(db)
    .await?;
    let mut of_season: HashMap<(i64, String, String), f64> = HashMap::new();
    for row in hours {
        *of_season.entry((row.site_id, row.from, row.to)).or_default() += between(row.opens, row.closes);
    }
    let access =
        sqlx::query_scalar!(r#"select id as "id!" from public_sites where cardinality(physical_access) > 0"#).fetch_all(db).await?;
    let catchments = sqlx::query!(r#"select centre_id as "centre_id!", municipality_code as "code!" from public_catchments order by 1, 2"#)
        .fetch_all(db)
        .await?;
    let mut served: HashMap<i64, Vec<String>> = HashMap::new();
    for row in catchments {
        served.entry(row.centre_id).or_default().push(row.code);
    }
    let staffing =
        sqlx::query!(r#"select centre_id as "centre_id!", profile as "profile!" from public_staffing order by 1, 2"#).fetch_all(db).await?;
    let mut professions: HashMap<i64, Vec<String>> = HashMap::new();
    for row in staffing {
        professions.entry(row.centre_id).or_default().push(row.profile);
    }
    let declare_access = access.into_iter().collect::<HashSet<_>>();
    Ok(Facts { weekly_hours: ordinary_week(of_season), declare_access, served, professions })
}

fn between(opens: NaiveTime, closes: NaiveTime) -> f64 {
    (closes - opens).num_minutes() as f64 / 60.0
}

/// The hours of the whole year where a site gives them, else those of its fullest season.
fn ordinary_week(of_season: HashMap<(i64, String, String), f64>) -> HashMap<i64, f64> {
    let mut best: HashMap<i64, (bool, f64)> = HashMap::new();
    for ((site, from, to), hours) in of_season {
        let this = (from == "01-01" && to == "12-31", hours);
        let held = best.entry(site).or_insert(this);
        if (this.0 && !held.0) || (this.0 == held.0 && this.1 > held.1) {
            *held = this;
        }
    }
    best.into_iter().map(|(site, (_, hours))| (site, hours)).collect()
}

/// Keeps a recipe, the oldest making room.
pub async fn keep_recipe(db: &PgPool, id: &str, recipe: &Value, made_at: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query!("insert into coverage_recipe (id, recipe, made_at) values ($1, $2, $3) on conflict (id) do nothing", id, recipe, made_at)
        .execute(db)
        .await?;
    Ok(())
}

/// Throws away the oldest recipes beyond what may be kept.
pub async fn forget_recipes(db: &PgPool) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from coverage_recipe where id in (
             select id from (select id, sum(pg_column_size(recipe)) over (order by made_at desc, id) as kept from coverage_recipe) as by_age
             where kept > $1::bigint)",
        RECIPES_BYTES
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A recipe by its hash.
pub async fn recipe(db: &PgPool, id: &str) -> sqlx::Result<Option<(Value, DateTime<Utc>)>> {
    let row = sqlx::query!(r#"select recipe as "recipe!", made_at as "made_at!" from public_coverage_recipes where id = $1"#, id)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| (row.recipe, row.made_at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comune_reaches_to_its_farthest_corner() {
        let at = |lon: f64, lat: f64| Coordinates::parse(lon, lat).expect("on the globe");
        let corners: [(f64, f64); 5] = [(11.0, 44.4), (11.2, 44.4), (11.2, 44.6), (11.0, 44.6), (11.0, 44.4)];
        let mut hull = vec![1, 3, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0];
        corners.iter().for_each(|(lon, lat)| hull.extend([lon.to_le_bytes(), lat.to_le_bytes()].concat()));
        let expected = 1.001 * geodesic_distance_m(at(11.01, 44.59), at(11.2, 44.4));
        assert!((reach_m(at(11.01, 44.59), &hull) - expected).abs() < 1e-6);
    }

    #[test]
    fn the_whole_year_wins_over_a_season_and_a_full_season_over_an_empty_one() {
        let season = |site: i64, from: &str, to: &str, hours: f64| ((site, from.to_owned(), to.to_owned()), hours);
        let weeks = ordinary_week(HashMap::from([
            season(1, "01-01", "12-31", 20.0),
            season(1, "07-01", "08-31", 40.0),
            season(2, "07-01", "08-31", 8.0),
            season(2, "09-01", "06-30", 24.0),
        ]));
        assert_eq!((weeks[&1], weeks[&2]), (20.0, 24.0));
    }
}
