//! `GET /api/v1/sites`, `/sites/{id}`, `/centres`, `/centres/{slug}`: the catalogue for programs, from memory.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::header::VARY;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use serde::Serialize;
use serde_json::json;

use super::choices::language_name;
use super::export;
use super::paging::{Page, read_cursor};
use crate::centres;
use crate::database::Pools;
use crate::files::Format;
use crate::published::{Choosing, ClusterId, Facet, FacetCounts, Filter, Mirror, Site, SiteItem, Snapshot, Tongue, geojson_feature};
use crate::state::AppState;
use crate::web::accept::{Chosen, FORMATS};
use crate::web::answer::{answer, json as json_answer};
use crate::web::visitor::Visitor;
use crate::web::{AppError, Parameters, Phrase, Words};

/// Items of a page where no number is asked for.
pub const DEFAULT_LIMIT: usize = 100;
/// Most items of a page.
pub const MOST: usize = 1_000;
/// The formats of the list of sites.
pub const SITE_FORMATS: [&str; 7] = FORMATS;

#[derive(Serialize)]
struct List<T> {
    items: Vec<T>,
    next: Option<String>,
    number_matched: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    number_positioned: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    facets: Option<FacetLists>,
}

/// One value of a facet, with how many sites would match if it were chosen.
#[derive(Serialize)]
struct FacetValue {
    code: String,
    label: String,
    count: usize,
}

/// Values by facet, in the order of their code lists.
type FacetLists = BTreeMap<&'static str, Vec<FacetValue>>;

struct Asked {
    filter: Filter,
    after: Option<String>,
    limit: usize,
    chosen: Chosen,
    cluster: Option<ClusterId>,
    facets: Vec<Facet>,
}

fn read(query: Option<&str>, headers: &HeaderMap, mirror: &Mirror, formats: &[&'static str], members: bool) -> Result<Asked, AppError> {
    let snapshot = mirror.snapshot();
    let mut parameters = Parameters::read(query);
    let between = || Phrase::new("error-number-between").with("low", "1").with("high", MOST.to_string());
    let limit: Option<usize> = parameters.parsed("limit", between);
    if let Some(given) = limit.filter(|limit| !(1..=MOST).contains(limit)) {
        parameters.refuse("limit", &given.to_string(), between());
    }
    let after = read_cursor(&mut parameters, "cursor");
    let chosen = Chosen::read(&mut parameters, headers, formats);
    // Members of a cluster of the map, by the name the tile gives it.
    let cluster = if members { parameters.parsed("cluster", || Phrase::new("error-cluster")) } else { None };
    let facets = if members { read_facets(&mut parameters) } else { vec![] };
    let filter = Filter::read(&mut parameters, Tongue::Interface, &snapshot.codes, &snapshot.units);
    if whole(chosen.format).is_some() {
        // A file is the whole list: half of one would pass for all of it.
        let counted = facets.first().map(|facet| facet.parameter(Tongue::Interface).to_owned());
        for (name, given) in [("limit", limit.map(|limit| limit.to_string())), ("cursor", after.clone()), ("facets", counted)] {
            if let Some(given) = given {
                parameters.refuse(name, &given, Phrase::new("error-whole-file"));
            }
        }
    }
    parameters.finish()?;
    Ok(Asked { filter, after, limit: limit.unwrap_or(DEFAULT_LIMIT), chosen, cluster, facets })
}

fn read_facets(parameters: &mut Parameters) -> Vec<Facet> {
    let given = parameters.many("facets");
    let names = given.iter().flat_map(|value| value.split(',')).map(str::trim).filter(|name| !name.is_empty());
    let mut facets = vec![];
    for name in names {
        match Facet::named(name, Tongue::Interface) {
            Some(facet) => facets.push(facet),
            None => {
                let allowed = Facet::ALL.map(|facet| facet.parameter(Tongue::Interface)).join(", ");
                parameters.refuse("facets", name, Phrase::new("error-one-of").with("allowed", allowed));
            }
        }
    }
    facets
}

/// The values of the facets asked for; those that would leave nothing are left out, unless they are chosen.
fn facet_lists(asked: &Asked, counts: &FacetCounts, snapshot: &Snapshot, words: Words) -> FacetLists {
    let values = |facet: Facet| {
        let chosen = asked.filter.chosen(facet);
        let values = counts.values(facet, snapshot).into_iter();
        let told = values.filter(|(code, count)| *count > 0 || chosen.iter().any(|one| one == code));
        let label = |code: &str| match facet {
            Facet::Language => language_name(code, words),
            _ => facet.label(code, snapshot, words.0).to_owned(),
        };
        told.map(|(code, count)| FacetValue { code: code.to_owned(), label: label(code), count }).collect()
    };
    asked.facets.iter().map(|facet| (facet.parameter(Tongue::Interface), values(*facet))).collect()
}

/// The formats in which a list comes whole; GeoJSON comes by pages here.
fn whole(format: &str) -> Option<Format> {
    Format::of_extension(format).filter(|format| *format != Format::GeoJson)
}

/// Sites that match, by comune and name, a page of them or all of them as a file; with `facets=` also how many each value of
/// those would leave.
///
/// # Errors
/// 400 for parameters that cannot be used.
pub async fn sites(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let asked = read(query.as_deref(), &headers, &state.mirror, &SITE_FORMATS, true)?;
    let snapshot = state.mirror.snapshot();
    let selected = snapshot.select(&asked.filter);
    let mut members = asked.cluster.map(|ClusterId(cell)| selected.positioned.inside(cell).sites.to_vec());
    if let Some(members) = &mut members {
        // From the order of the map to that of lists.
        members.sort_unstable();
    }
    if let Some(format) = whole(asked.chosen.format) {
        let question = format!("{:?} {}", asked.cluster.map(|ClusterId(cell)| cell), asked.filter.canonical());
        let chosen = members.unwrap_or_else(|| selected.sites.clone());
        let file = export::sites(snapshot, chosen, &question, format, state.clock.now(), &headers).await?;
        return Ok(asked.chosen.tell(file));
    }
    let matching: Vec<&Site> = members.as_ref().unwrap_or(&selected.sites).iter().map(|at| &*snapshot.sites[*at as usize]).collect();
    let positioned = matching.iter().filter(|site| site.position.is_some()).count();
    let page = Page::after(&matching, asked.after.as_deref(), asked.limit, |site| &site.sort_key);
    let facets = (!asked.facets.is_empty()).then(|| {
        let counts = match asked.cluster {
            // Whatever is chosen, the cluster's cell stays where it is.
            Some(ClusterId(cell)) => {
                let inside = snapshot.select(&Filter::default());
                let inside = inside.positioned.inside(cell).sites.iter().map(|at| snapshot.sites[*at as usize].id);
                Arc::new(snapshot.facets_among(inside, &asked.filter, Choosing::Besides))
            }
            None => snapshot.facets(&asked.filter, Choosing::Besides),
        };
        facet_lists(&asked, &counts, &snapshot, visitor.words)
    });
    let in_words = facets.is_some();
    let mut response = if asked.chosen.format == "geojson" {
        let features: Vec<_> = page.items.iter().map(|site| geojson_feature(site, &SiteItem::from(*site))).collect();
        let mut collection = json!({ "type": "FeatureCollection", "features": features, "numberMatched": matching.len(),
                                     "numberReturned": features.len(), "next": page.next });
        if let Some(facets) = facets {
            collection["facets"] = json!(facets);
        }
        answer(serde_json::to_vec(&collection).map_err(|error| AppError::Internal(error.into()))?, "geojson", &headers)
    } else {
        let items: Vec<SiteItem> = page.items.iter().map(|site| SiteItem::from(*site)).collect();
        let list = List { items, next: page.next, number_matched: matching.len(), number_positioned: Some(positioned), facets };
        json_answer(&list, &headers)?
    };
    if in_words {
        response.headers_mut().insert(VARY, HeaderValue::from_static("Accept-Language"));
    }
    Ok(asked.chosen.tell(response))
}

/// One site.
///
/// # Errors
/// 404 when no public site has that number.
pub async fn site(
    State(mirror): State<Arc<Mirror>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    Parameters::read(query.as_deref()).finish()?;
    let snapshot = mirror.snapshot();
    let site = id.parse().ok().and_then(|id| snapshot.site(id)).ok_or_else(|| AppError::NotFound(Phrase::new("error-no-site")))?;
    json_answer(&SiteItem::from(site), &headers)
}

#[derive(Serialize)]
struct CentreItem<'a> {
    id: i64,
    slug: &'a str,
    name: &'a str,
    region: crate::published::UnitItem<'a>,
    province: crate::published::UnitItem<'a>,
    network_role: &'a str,
    recognition: &'a str,
    ownership: Option<&'a str>,
    demo: bool,
    sites: Vec<SiteItem<'a>>,
}

/// Centres that have a site that matches, with all their public sites, by comune and name of the first.
///
/// # Errors
/// 400 for parameters that cannot be used.
pub async fn centres(State(mirror): State<Arc<Mirror>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, AppError> {
    let asked = read(query.as_deref(), &headers, &mirror, &["json"], false)?;
    let snapshot = mirror.snapshot();
    let mut seen = HashSet::new();
    let firsts: Vec<&Site> = asked.filter.of(&snapshot).filter(|site| seen.insert(site.centre_id)).collect();
    let page = Page::after(&firsts, asked.after.as_deref(), asked.limit, |site| &site.sort_key);
    // All sites of the page's centres in one walk: a walk for each centre would cost a page the square of the country.
    let mut sites: HashMap<i64, Vec<SiteItem>> = page.items.iter().map(|first| (first.centre_id, vec![])).collect();
    for site in &snapshot.sites {
        if let Some(sites) = sites.get_mut(&site.centre_id) {
            sites.push(SiteItem::from(&**site));
        }
    }
    let items: Vec<CentreItem> = page
        .items
        .iter()
        .map(|first| CentreItem {
            id: first.centre_id,
            slug: &first.slug,
            name: &first.centre_name,
            region: (&first.region).into(),
            province: (&first.province).into(),
            network_role: &first.network_role,
            recognition: &first.recognition,
            ownership: first.ownership.as_deref(),
            demo: first.demo,
            sites: sites.remove(&first.centre_id).unwrap_or_default(),
        })
        .collect();
    json_answer(&List { items, next: page.next, number_matched: firsts.len(), number_positioned: None, facets: None }, &headers)
}

/// One centre with its sites, services and hours.
///
/// # Errors
/// 404 when no public centre has that page; 503 while the database is away.
pub async fn centre(
    State(mirror): State<Arc<Mirror>>,
    State(pools): State<Pools>,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    Parameters::read(query.as_deref()).finish()?;
    let snapshot = mirror.snapshot();
    let centre = centres::by_slug(&pools.public, &slug).await?.ok_or_else(|| AppError::NotFound(Phrase::new("error-no-centre")))?;
    let sites: Vec<SiteItem> = snapshot.sites_of(&slug).map(SiteItem::from).collect();
    let body = json!({ "centre": centre, "sites": sites });
    json_answer(&body, &headers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::accept::media_type;

    #[test]
    fn the_media_types_of_files_are_those_an_asker_can_name() {
        for format in Format::ALL {
            assert!(SITE_FORMATS.contains(&format.extension()));
            assert_eq!(media_type(format.extension()), format.media_type());
        }
    }
}
