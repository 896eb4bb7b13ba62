//! The holder of coverage: demand read from the database when the territory changes, distances and answers kept while
//! they are asked for, computing done beside the requests and never more than two at a time.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::Rome;
use serde_json::Value;
use sqlx::PgPool;
use tokio::sync::Semaphore;

use super::answer::Answer;
use super::areas::{Areas, Level};
use super::classes::Official;
use super::compute::{Circumstances, rows};
use super::demand::{Cells, Census, Demand, Group, MUNICIPALITIES};
use super::facts::Facts;
use super::given::Given;
use super::held::Held;
use super::indicator::Indicator;
use super::recipe::Recipe;
use super::request::CoverageRequest;
use super::row::Row;
use super::shelf::Shelf;
use super::store;
use super::supply::{Day, Supply};
use super::travel::{Matrix, Times};
use super::travel_store;
use crate::database::Pools;
use crate::published::{Codes, Mirror, Snapshot, former_sites};
use crate::web::{AppError, ParameterError, Parameters, Phrase};

/// Bytes of distances held.
const HELD_BYTES: usize = 160 << 20;
/// Bytes of travel times held.
const TIMES_BYTES: usize = 48 << 20;
/// Bytes of answers held.
const ANSWER_BYTES: usize = 64 << 20;
/// Bytes of figures that scenarios are compared with.
const BEFORE_BYTES: usize = 32 << 20;
/// Bytes of demands held.
const DEMAND_BYTES: usize = 192 << 20;
/// Computations at a time.
const AT_ONCE: usize = 2;
/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a figure waits for its recipe to be written.
const RECIPE_PATIENCE: Duration = Duration::from_secs(1);
/// Recipes between two clearings of old ones.
const CLEARED_EVERY: u32 = 256;

/// What everything is computed on, until the territory changes.
#[derive(Debug, Default)]
pub struct Ground {
    territory: Option<i64>,
    areas: Arc<Areas>,
    census: Census,
    boundary_year: i32,
    sets: BTreeMap<String, Cells>,
    matrices: Vec<Matrix>,
    official: Arc<Official>,
}

impl Ground {
    /// The travel-time matrices that may be asked for, by key.
    #[must_use]
    pub fn matrices(&self) -> &[Matrix] {
        &self.matrices
    }

    /// The areas.
    #[must_use]
    pub fn areas(&self) -> &Areas {
        &self.areas
    }

    /// The demand that knows most of a Region: the first set with cells in it, else the points of comuni.
    #[must_use]
    pub fn finest(&self, region: &str) -> &str {
        let there = self.sets.iter().find(|(_, set)| set.regions.iter().any(|code| code == region));
        there.map_or(MUNICIPALITIES, |(key, _)| key)
    }

    /// Keys of the demands that may be asked for, and the groups each names.
    pub fn demands(&self) -> impl Iterator<Item = (&str, Vec<&str>)> {
        let comuni = (MUNICIPALITIES, self.census.groups.keys().map(String::as_str).collect());
        std::iter::once(comuni).chain(self.sets.iter().map(|(key, set)| (key.as_str(), set.groups.iter().map(String::as_str).collect())))
    }
}

/// The holder.
#[derive(Debug)]
pub struct Coverage {
    mirror: Arc<Mirror>,
    ground: RwLock<Arc<Ground>>,
    reading: tokio::sync::Mutex<()>,
    demands: Shelf<Demand>,
    facts: Shelf<Facts>,
    held: Shelf<Held>,
    times: Shelf<Times>,
    answers: Shelf<Answer>,
    befores: Shelf<Vec<Row>>,
    turn: Semaphore,
    recipes: Mutex<Recipes>,
}

/// Recipes known to be kept, so that each is written once.
#[derive(Debug, Default)]
struct Recipes {
    kept: HashMap<String, Arc<Recipe>>,
    written: u32,
}

/// A question with all it needs.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The question.
    pub request: CoverageRequest,
    /// Distances, demand and supply.
    pub held: Arc<Held>,
    /// The people asked for.
    pub group: Arc<Group>,
    /// What some indicators ask besides.
    pub facts: Arc<Facts>,
    /// Travel times, where they are asked for and there are any.
    pub times: Option<Arc<Times>>,
    /// Distances on the earlier day of a change.
    pub before: Option<Arc<Held>>,
    /// Classes of comuni that were imported, where they are asked for.
    pub official: Option<Arc<Official>>,
    circumstances: Circumstances,
}

impl Prepared {
    /// The same question about the areas of another level.
    #[must_use]
    pub fn at(&self, level: Level) -> Self {
        let mut other = self.clone();
        other.request.level = level;
        other.request.pairs.iter_mut().filter(|(name, _)| *name == "level").for_each(|(_, word)| level.word().clone_into(word));
        other
    }

    /// The given of the question, over its own distances or those of a changed supply.
    #[must_use]
    pub fn given<'a>(&'a self, held: &'a Held) -> Given<'a> {
        let mut given = Given::new(&self.request, held, Arc::clone(&self.group), &self.facts);
        (given.times, given.before, given.official) = (self.times.clone(), self.before.clone(), self.official.clone());
        given
    }

    /// The rows of the question over distances.
    #[must_use]
    pub fn rows(&self, held: &Held) -> Vec<Row> {
        rows(&self.given(held), self.circumstances)
    }

    /// The same without saying how finely people and how surely sites are placed: for comparisons, where only figures count.
    #[must_use]
    pub fn figures(&self, held: &Held) -> Vec<Row> {
        rows(&self.given(held).without_certainty(), self.circumstances)
    }
}

impl Coverage {
    /// Over a mirror; nothing is read yet.
    #[must_use]
    pub fn new(mirror: Arc<Mirror>) -> Self {
        Self {
            mirror,
            ground: RwLock::default(),
            reading: tokio::sync::Mutex::default(),
            demands: Shelf::new(DEMAND_BYTES),
            facts: Shelf::new(1 << 20),
            held: Shelf::new(HELD_BYTES),
            times: Shelf::new(TIMES_BYTES),
            answers: Shelf::new(ANSWER_BYTES),
            befores: Shelf::new(BEFORE_BYTES),
            turn: Semaphore::new(AT_ONCE),
            recipes: Mutex::default(),
        }
    }

    /// The present snapshot of what is public.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.mirror.snapshot()
    }

    /// The ground as last read.
    #[must_use]
    pub fn ground(&self) -> Arc<Ground> {
        Arc::clone(&self.ground.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the ground again where the territory has changed since.
    ///
    /// # Errors
    /// When the database cannot be read; the ground read before stays.
    pub async fn refresh(&self, db: &PgPool, territory: i64) -> sqlx::Result<Arc<Ground>> {
        let held = self.ground();
        if held.territory == Some(territory) {
            return Ok(held);
        }
        let _turn = self.reading.lock().await;
        let held = self.ground();
        if held.territory == Some(territory) {
            return Ok(held);
        }
        let (municipalities, boundary_year) = store::municipalities(db).await?;
        let districts = store::districts(db).await?;
        let areas = Arc::new(Areas::new(municipalities, &districts));
        let codes: Vec<String> = areas.municipalities.iter().map(|one| one.code.clone()).collect();
        let census = store::census(db, &codes).await?;
        let sets = store::sets(db).await?;
        let matrices = travel_store::matrices(db).await?;
        let official = Arc::new(Official::new(&areas, &store::official_classes(db).await?));
        let ground = Arc::new(Ground { territory: Some(territory), areas, census, boundary_year, sets, matrices, official });
        *self.ground.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&ground);
        self.demands.clear();
        Ok(ground)
    }

    /// Reads a question and everything it needs; all mistakes at once, with those noted before.
    ///
    /// # Errors
    /// 400 for parameters that cannot be used, 503 while the database is away and what is needed was never read.
    pub async fn prepare(
        &self,
        mut parameters: Parameters,
        mistakes: Vec<ParameterError>,
        indicator: Option<Indicator>,
        pools: &Pools,
        now: DateTime<Utc>,
    ) -> Result<Prepared, AppError> {
        if !self.mirror.is_loaded() {
            return Err(AppError::Unavailable("nothing public has been read yet".into()));
        }
        let snapshot = self.mirror.snapshot();
        let ground = self.refresh(&pools.public, snapshot.territory).await?;
        let mut request = CoverageRequest::read(&mut parameters, &snapshot, indicator);
        let today = now.with_timezone(&Rome).date_naive();
        request.settle_days(today, &mut parameters);
        let matrices: Vec<&str> = ground.matrices.iter().map(|matrix| matrix.key.as_str()).collect();
        request.settle_matrix(&matrices, &mut parameters);
        let known: Vec<&str> = ground.demands().map(|(key, _)| key).collect();
        let demand = if known.contains(&request.demand.as_str()) {
            let demand = self.demand(&ground, &request.demand, &snapshot, &pools.public).await?;
            request.settle(&demand, &mut parameters);
            Some(demand)
        } else {
            parameters.refuse("demand", &request.demand, Phrase::new("error-one-of").with("allowed", known.join(", ")));
            None
        };
        parameters.finish_with(mistakes)?;
        let demand = demand.ok_or_else(AppError::not_found)?;
        let group = demand.group(&request.group).ok_or_else(AppError::not_found)?;
        let facts = self.facts(&snapshot, &request, &pools.public).await?;
        let former = if request.as_of.is_some() { former_sites(&pools.public).await? } else { vec![] };
        let day = |date: Option<NaiveDate>| date.map(|date| Day { date, today, former: &former });
        let held = self.held(&request, &demand, &snapshot, day(request.as_of)).await;
        let before = match day(request.since) {
            Some(since) => Some(self.held(&request, &demand, &snapshot, Some(since)).await),
            None => None,
        };
        let times = self.times(&ground, &request, &held, pools).await?;
        let circumstances = Circumstances { today: request.as_of.unwrap_or(today), categories: ordinary_categories(&snapshot.codes) };
        if request.indicator == Indicator::S6 {
            // Fresh on a day: another day is another question.
            request.pairs.push(("today", circumstances.today.to_string()));
        }
        let official = (request.indicator == Indicator::C9).then(|| Arc::clone(&ground.official));
        Ok(Prepared { request, held, group, facts, times, before, official, circumstances })
    }

    /// The answer to a question, computed once.
    ///
    /// # Errors
    /// As [`Coverage::prepare`]; 503 where too many others wait.
    pub async fn answer(&self, parameters: Parameters, pools: &Pools, now: DateTime<Utc>) -> Result<Arc<Answer>, AppError> {
        self.answer_about(parameters, None, pools, now).await
    }

    /// The same, of an indicator where none is named.
    ///
    /// # Errors
    /// As [`Coverage::answer`].
    pub async fn answer_about(
        &self,
        parameters: Parameters,
        indicator: Option<Indicator>,
        pools: &Pools,
        now: DateTime<Utc>,
    ) -> Result<Arc<Answer>, AppError> {
        let prepared = self.prepare(parameters, vec![], indicator, pools, now).await?;
        let (demand, supply) = (&prepared.held.demand, &prepared.held.supply);
        let recipe = Recipe::new("coverage", &prepared, None);
        let id = recipe.id.clone();
        self.keep(recipe, pools, now).await;
        let making = prepared.clone();
        let make = async {
            let recipe = id.clone();
            let rows = self.in_turn(move || making.rows(&making.held)).await?;
            Ok::<_, AppError>(Arc::new(Answer {
                boundary_year: demand.boundary_year,
                population_source: demand.source.clone(),
                population_year: demand.year,
                centres_snapshot: supply.version.clone(),
                demo: supply.demo,
                demand: Arc::clone(demand),
                request: prepared.request.clone(),
                recipe,
                rows,
            }))
        };
        self.answers.get(&id, Answer::weight, make).await
    }

    /// The figures a scenario is compared with, computed once.
    ///
    /// # Errors
    /// 503 where its turn does not come in time.
    pub async fn before(&self, prepared: &Prepared) -> Result<Arc<Vec<Row>>, AppError> {
        let key = Recipe::new("before", prepared, None).id;
        let working = prepared.clone();
        let make = async { Ok(Arc::new(self.in_turn(move || working.figures(&working.held)).await?)) };
        self.befores.get(&key, |rows| rows.len() * 400, make).await
    }

    /// Does work that takes a processor for a while, beside the requests, when its turn has come.
    ///
    /// # Errors
    /// 503 where its turn does not come in time.
    pub async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
        let turn = tokio::time::timeout(PATIENCE, self.turn.acquire()).await;
        let Ok(Ok(_turn)) = turn else { return Err(AppError::Unavailable("too many computations of coverage".into())) };
        tokio::task::spawn_blocking(work).await.map_err(|error| AppError::Internal(error.into()))
    }

    /// Keeps a recipe so that it is found later. Where the database is away it is found in memory as long as this process lives.
    pub async fn keep(&self, recipe: Recipe, pools: &Pools, now: DateTime<Utc>) {
        let recipe = Arc::new(recipe);
        let clear = {
            let mut recipes = self.recipes.lock().unwrap_or_else(PoisonError::into_inner);
            if recipes.kept.contains_key(&recipe.id) {
                return;
            }
            if recipes.kept.len() >= 1_000 {
                recipes.kept.clear();
            }
            recipes.kept.insert(recipe.id.clone(), Arc::clone(&recipe));
            recipes.written = recipes.written.wrapping_add(1);
            recipes.written.is_multiple_of(CLEARED_EVERY)
        };
        let written = async {
            store::keep_recipe(&pools.owner, &recipe.id, &recipe.content, now).await?;
            if clear { store::forget_recipes(&pools.owner).await } else { Ok(()) }
        };
        // A figure is not kept waiting for its recipe for long: this process knows it in any case.
        let written = tokio::time::timeout(RECIPE_PATIENCE, written).await.unwrap_or(Err(sqlx::Error::PoolTimedOut));
        if let Err(error) = written {
            tracing::warn!(%error, id = recipe.id, "a recipe of coverage could not be kept");
        }
    }

    /// A recipe by its id, with the moment it was first used where that is known.
    ///
    /// # Errors
    /// When the database is away and this process does not know it.
    pub async fn recipe(&self, id: &str, pools: &Pools) -> Result<Option<(Value, Option<DateTime<Utc>>)>, AppError> {
        let remembered = || {
            let held = self.recipes.lock().unwrap_or_else(PoisonError::into_inner).kept.get(id).cloned();
            held.map(|held| (held.content.clone(), None))
        };
        match store::recipe(&pools.public, id).await {
            Ok(Some((content, made_at))) => Ok(Some((content, Some(made_at)))),
            Ok(None) => Ok(remembered()),
            Err(error) => remembered().map_or_else(|| Err(error.into()), |found| Ok(Some(found))),
        }
    }

    /// The demand of a key that the ground knows.
    async fn demand(&self, ground: &Arc<Ground>, key: &str, snapshot: &Arc<Snapshot>, db: &PgPool) -> Result<Arc<Demand>, AppError> {
        let make = async {
            let cells = match ground.sets.get(key) {
                Some(set) => Some(Cells { cells: store::cells(db, key).await?, ..set.clone() }),
                None => None,
            };
            let (ground, snapshot) = (Arc::clone(ground), Arc::clone(snapshot));
            let build =
                move || Demand::new(Arc::clone(&ground.areas), ground.boundary_year, &ground.census, cells.as_ref(), &snapshot.land);
            Ok(Arc::new(self.in_turn(build).await?))
        };
        let held = format!("{:?} {key}", ground.territory);
        self.demands.get(&held, Demand::weight, make).await
    }

    async fn facts(&self, snapshot: &Snapshot, request: &CoverageRequest, db: &PgPool) -> Result<Arc<Facts>, AppError> {
        let asks =
            matches!(request.indicator, Indicator::S2 | Indicator::S4 | Indicator::S5 | Indicator::ServedComuni | Indicator::ServedPeople)
                || request.weight == super::request::Weight::Hours;
        if !asks {
            return Ok(Arc::default());
        }
        let weight =
            |facts: &Facts| 64 * (facts.weekly_hours.len() + facts.declare_access.len() + facts.served.len() + facts.professions.len());
        self.facts.get(&snapshot.version, weight, async { Ok(Arc::new(store::facts(db).await?)) }).await
    }

    async fn held(&self, request: &CoverageRequest, demand: &Arc<Demand>, snapshot: &Snapshot, day: Option<Day<'_>>) -> Arc<Held> {
        let of_day = day.map(|day| format!("{} {}", day.date, day.version()));
        let key = format!("{} {} {} {of_day:?} {}", snapshot.version, demand.version, request.same_land, request.filter.canonical());
        let make = async {
            let supply = match day {
                Some(day) => Supply::on(snapshot, &request.filter, day),
                None => Supply::new(snapshot, &request.filter),
            };
            Ok::<_, std::convert::Infallible>(Arc::new(Held::new(Arc::clone(demand), Arc::new(supply), request.same_land)))
        };
        let Ok(held) = self.held.get(&key, Held::weight, make).await;
        held
    }

    /// Travel times to the sites of the supply, where the question asks for them and a matrix is loaded.
    async fn times(&self, ground: &Ground, request: &CoverageRequest, held: &Held, pools: &Pools) -> Result<Option<Arc<Times>>, AppError> {
        let Some(matrix) = ground.matrices.iter().find(|matrix| matrix.key == request.matrix) else { return Ok(None) };
        let (demand, supply) = (&held.demand, &held.supply);
        let key = format!(
            "{} {} {:?} {} {} {:?} {:?} {}",
            matrix.key, matrix.edition, ground.territory, demand.version, supply.version, supply.former, request.as_of, supply.filter
        );
        let make = async {
            let from = travel_store::from_origins(&pools.public, &matrix.key, supply).await?;
            Ok::<_, AppError>(Arc::new(Times::new(&matrix.key, demand, &from)))
        };
        self.times.get(&key, Times::weight, make).await.map(Some)
    }
}

/// Categories of the national list that may be public at a site.
fn ordinary_categories(codes: &Codes) -> usize {
    codes.list("service_category").filter(|code| !code.protected).count()
}
