//! Looks at sources: those due, or the one a person names; accepts and rejects what waits.
//! Refuses to work while another process does, and to import a file other than the one that was previewed.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use chrono::{DateTime, Utc};
use sqlx::PgPool;
use tokio::task::JoinSet;

use super::arrivals::{Arrivals, Work};
use super::configuration::{Configuration, Source};
use super::decision::Decision;
use super::failure::Failure;
use super::fetch::{Arrived, Validators, fetch};
use super::judgement;
use super::outcome::{Done, Outcome};
use super::standing::{Standing, hour};
use super::store::{self, State, WaitingFile};
use crate::imports::{self, Report};

/// Where and for whom a harvest works.
#[derive(Debug, Clone)]
pub struct Circumstances {
    /// The folder of the program; files that wait are kept in `harvest` inside it.
    pub folder: PathBuf,
    /// The bundled data, beside which the register of sources lies.
    pub bundled: PathBuf,
    /// Address of this instance, told to whoever is asked for a file.
    pub public_url: Option<String>,
    /// Who asked, for the history.
    pub actor: String,
}

/// The sources of a configuration over a database. Cloning is cheap enough.
#[derive(Debug, Clone)]
pub struct Harvester {
    pub(super) pool: PgPool,
    configuration: Configuration,
    circumstances: Circumstances,
    arrivals: Arrivals,
    agent: String,
}

/// What a file would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// What storing it would do.
    pub report: Report,
    /// Why it would wait for a person, each in a sentence in Italian; empty where it would be stored at once.
    pub reasons: Vec<String>,
    /// SHA-256 of the file.
    pub checksum: String,
}

/// Why a harvest could not be tried. What is wrong with a source is no error but an [`Outcome`]. Texts in Italian.
#[derive(Debug, thiserror::Error)]
pub enum HarvestError {
    /// The configuration does not name the source.
    #[error("la fonte «{key}» non è in harvest.toml; ci sono: {known}")]
    Unknown {
        /// The key asked for.
        key: String,
        /// Those there are.
        known: String,
    },
    /// Another process, or another part of this one, is at work.
    #[error("un'altra raccolta è in corso: riprovare tra poco")]
    Busy,
    /// The server asked not to be asked.
    #[error("il server della fonte «{key}» ha chiesto di non essere interrogato prima del {}", hour(*at))]
    TooEarly {
        /// Which source.
        key: String,
        /// Until when.
        at: DateTime<Utc>,
    },
    /// There is nothing to decide on.
    #[error("nessun file della fonte «{key}» attende una decisione")]
    NothingWaits {
        /// Which source.
        key: String,
    },
    /// Another file waits than the one meant.
    #[error("il file che attende ora comincia con {found}, non con {wanted}: guardarlo con «centri harvest list» prima di decidere")]
    AnotherFile {
        /// First digits of the one that waits.
        found: String,
        /// The digits given.
        wanted: String,
    },
    /// The settings changed after the preview.
    #[error("harvest.toml è cambiato dopo l'anteprima di «{key}»: ripetere «centri harvest run {key}»")]
    SettingsChanged {
        /// Which source.
        key: String,
    },
    /// The waiting file is not the one that was previewed.
    #[error("il file che attendeva per «{key}» non c'è più o è stato cambiato: ripetere «centri harvest run {key}»")]
    FileLost {
        /// Which source.
        key: String,
    },
    /// No file came, or it cannot be imported.
    #[error(transparent)]
    Failed(#[from] Failure),
    /// The folder of the program cannot be used.
    #[error("la cartella della raccolta non si può usare: {0}")]
    Folder(#[from] std::io::Error),
    /// The database is away or refuses.
    #[error("il database non risponde: {0}")]
    Database(#[from] sqlx::Error),
}

impl Harvester {
    /// Over a pool that may write.
    #[must_use]
    pub fn new(pool: PgPool, configuration: Configuration, circumstances: Circumstances) -> Self {
        let arrivals = Arrivals::inside(&circumstances.folder);
        let agent = agent(circumstances.public_url.as_deref());
        Self { pool, configuration, circumstances, arrivals, agent }
    }

    /// How every source stands: those of the configuration in its order, then those only the database knows.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list(&self) -> Result<Vec<Standing>, HarvestError> {
        let states = store::states(&self.pool).await?;
        let of = |key: &str| states.iter().find(|state| state.key == key);
        let configured = self.configuration.sources.iter().map(|source| Standing::of(source, of(&source.key)));
        let forgotten = states.iter().filter(|state| self.configuration.source(&state.key).is_none()).map(Standing::forgotten);
        Ok(configured.chain(forgotten).collect())
    }

    /// Fetches the file of a source and tells what it would change. Stores nothing, keeps nothing.
    ///
    /// # Errors
    /// When no file comes or it cannot be read, or the server asked for time.
    pub async fn preview(&self, key: &str, now: DateTime<Utc>) -> Result<Preview, HarvestError> {
        let source = self.source(key)?;
        in_time(source, self.known(source).await?.as_ref(), now)?;
        let work = self.arrivals.work()?;
        let fetched = self.fetch(source, &Validators::default(), &work, now).await?;
        let Some(arrived) = fetched else { return Err(Failure::Empty.into()) };
        let report = self.import(source, work.path(&arrived.name), true, now).await??;
        let reasons = judgement::reasons(&report, source.max_removed_percent);
        Ok(Preview { report, reasons, checksum: arrived.checksum })
    }

    /// Looks at every source that is due, one after the other.
    ///
    /// # Errors
    /// [`HarvestError::Busy`] while another process is at it; when the database or the folder cannot be used.
    pub async fn run_due(&self, now: DateTime<Utc>) -> Result<Vec<Done>, HarvestError> {
        if self.due(now).await?.is_empty() {
            return Ok(Vec::new());
        }
        let begun = Instant::now();
        self.in_turn(async {
            let mut done = Vec::new();
            // Asked again: whoever had the turn before may have done the work.
            for source in self.due(now).await? {
                done.push(self.look_at(source, now + begun.elapsed()).await?);
            }
            Ok(done)
        })
        .await
    }

    /// Looks at one source now, due or not.
    ///
    /// # Errors
    /// As [`Self::run_due`]; when the configuration does not name the source, or its server asked for time.
    pub async fn run(&self, key: &str, now: DateTime<Utc>) -> Result<Done, HarvestError> {
        let source = self.source(key)?;
        self.in_turn(async {
            in_time(source, self.known(source).await?.as_ref(), now)?;
            self.look_at(source, now).await
        })
        .await
    }

    /// Imports the file that waits, exactly as it was previewed. `digits` are the first of the checksum of the file meant.
    ///
    /// # Errors
    /// When none waits or another one, when it or the settings changed, when it cannot be imported any more.
    pub async fn accept(&self, key: &str, digits: Option<&str>, now: DateTime<Utc>) -> Result<Done, HarvestError> {
        let source = self.source(key)?;
        self.in_turn(async {
            let (mut state, file) = self.waiting(key, digits).await?;
            if state.settings != source.settings() {
                return Err(HarvestError::SettingsChanged { key: key.to_owned() });
            }
            let path = self.unchanged(&file).await.ok_or_else(|| HarvestError::FileLost { key: key.to_owned() })?;
            let report = self.import(source, path, false, now).await??;
            (state.outcome, state.message) = (Outcome::Applied, judgement::sentence(&report));
            (state.applied_at, state.waiting) = (Some(now), None);
            self.settle(&state).await?;
            Ok(Done { key: state.key, outcome: state.outcome, message: state.message, report: Some(report), told_before: false })
        })
        .await
    }

    /// Forgets the file that waits. The same file will not be proposed again, a changed one will.
    ///
    /// # Errors
    /// When none waits, or another one.
    pub async fn reject(&self, key: &str, digits: Option<&str>) -> Result<Done, HarvestError> {
        self.in_turn(async {
            let (mut state, _) = self.waiting(key, digits).await?;
            let message = "il file è stato scartato da una persona; lo stesso file non sarà riproposto, uno cambiato sì";
            (state.outcome, state.message, state.waiting) = (Outcome::Rejected, message.to_owned(), None);
            self.settle(&state).await?;
            Ok(Done { key: state.key, outcome: state.outcome, message: state.message, report: None, told_before: false })
        })
        .await
    }

    fn source(&self, key: &str) -> Result<&Source, HarvestError> {
        self.configuration.source(key).ok_or_else(|| {
            let known: Vec<&str> = self.configuration.sources.iter().map(|source| source.key.as_str()).collect();
            HarvestError::Unknown { key: key.to_owned(), known: if known.is_empty() { "nessuna".to_owned() } else { known.join(", ") } }
        })
    }

    /// Does work while nobody else harvests, after taking away what a broken run left behind.
    async fn in_turn<T>(&self, work: impl Future<Output = Result<T, HarvestError>>) -> Result<T, HarvestError> {
        let turn = store::turn(&self.pool).await?.ok_or(HarvestError::Busy)?;
        let done = match self.tidy().await {
            Ok(()) => work.await,
            Err(error) => Err(error),
        };
        // Ended now, not some time after it is dropped: whoever comes next finds the turn free. Where the connection
        // was lost the turn went with it.
        let _ = turn.rollback().await;
        done
    }

    async fn tidy(&self) -> Result<(), HarvestError> {
        let waiting = store::states(&self.pool).await?.into_iter().filter_map(|state| state.waiting);
        let wanted: HashSet<String> = waiting.map(|file| file.name).collect();
        Ok(self.arrivals.tidy(&wanted)?)
    }

    async fn due(&self, now: DateTime<Utc>) -> Result<Vec<&Source>, HarvestError> {
        let states = store::states(&self.pool).await?;
        let is_due = |source: &&Source| {
            let known = states.iter().find(|state| state.key == source.key && state.settings == source.settings());
            source.enabled && known.is_none_or(|state| state.due_at(source) <= now)
        };
        Ok(self.configuration.sources.iter().filter(is_due).collect())
    }

    /// What is known of a source under its present settings.
    async fn known(&self, source: &Source) -> Result<Option<State>, HarvestError> {
        let states = store::states(&self.pool).await?;
        Ok(states.into_iter().find(|state| state.key == source.key && state.settings == source.settings()))
    }

    async fn waiting(&self, key: &str, digits: Option<&str>) -> Result<(State, WaitingFile), HarvestError> {
        let state = store::states(&self.pool).await?.into_iter().find(|state| state.key == key);
        let nothing = || HarvestError::NothingWaits { key: key.to_owned() };
        let state = state.ok_or_else(nothing)?;
        let file = state.waiting.clone().ok_or_else(nothing)?;
        if let Some(wanted) = digits.filter(|digits| !file.checksum.starts_with(&digits.to_ascii_lowercase())) {
            return Err(HarvestError::AnotherFile { found: file.checksum.chars().take(12).collect(), wanted: wanted.to_owned() });
        }
        Ok((state, file))
    }

    /// The path of a waiting file that is still the one previewed.
    async fn unchanged(&self, file: &WaitingFile) -> Option<PathBuf> {
        let path = self.arrivals.kept(&file.name)?;
        let checked = path.clone();
        let checksum = tokio::task::spawn_blocking(move || data_import::sources::checksum(checked)).await.ok()?.ok()?;
        (checksum == file.checksum).then_some(path)
    }

    /// Stores what is known, and only then takes away files nobody waits for any more.
    async fn settle(&self, state: &State) -> Result<(), HarvestError> {
        store::save(&self.pool, state).await?;
        self.tidy().await
    }

    /// One look at one source. The turn is ours.
    async fn look_at(&self, source: &Source, now: DateTime<Utc>) -> Result<Done, HarvestError> {
        let mut before = self.known(source).await?;
        if let Some(state) = &mut before {
            // A waiting file that somebody took away or changed has to come again.
            let whole = match &state.waiting {
                Some(file) => self.unchanged(file).await.is_some(),
                None => true,
            };
            if !whole {
                (state.waiting, state.etag, state.last_modified, state.checksum) = (None, None, None, None);
            }
        }
        let known = before.as_ref().map(|state| Validators { etag: state.etag.clone(), last_modified: state.last_modified.clone() });
        let decided_on = before.as_ref().and_then(|state| state.checksum.clone());
        let work = self.arrivals.work()?;
        let decision = match self.fetch(source, &known.unwrap_or_default(), &work, now).await {
            Err(failure) => Decision::Failed(failure),
            Ok(None) => Decision::Unchanged(None),
            Ok(Some(arrived)) if decided_on.as_ref() == Some(&arrived.checksum) => Decision::Unchanged(Some(arrived.validators)),
            Ok(Some(arrived)) => self.decide(source, arrived, &work, now).await?,
        };
        let told = before.as_ref().map(|state| state.message.clone());
        let state = decision.after(source, before, now);
        self.settle(&state).await?;
        let told_before = told.as_ref() == Some(&state.message);
        Ok(Done { key: state.key, outcome: state.outcome, message: state.message, report: decision.report(), told_before })
    }

    async fn fetch(&self, source: &Source, known: &Validators, work: &Work, now: DateTime<Utc>) -> Result<Option<Arrived>, Failure> {
        fetch(source, known, self.configuration.proxy.as_ref(), &self.agent, work, now).await
    }

    /// Previews a file, and stores it where nothing speaks against it.
    async fn decide(&self, source: &Source, arrived: Arrived, work: &Work, now: DateTime<Utc>) -> Result<Decision, HarvestError> {
        let Arrived { name, checksum, validators } = arrived;
        let report = match self.import(source, work.path(&name), true, now).await? {
            Ok(report) => report,
            Err(failure) => return Ok(Decision::Failed(failure)),
        };
        let reasons = judgement::reasons(&report, source.max_removed_percent);
        if !reasons.is_empty() {
            let file = self.arrivals.keep(work, &name, &checksum)?;
            return Ok(Decision::Waits { file, checksum, validators, report, reasons });
        }
        Ok(match self.import(source, work.path(&name), false, now).await? {
            Ok(report) => Decision::Applied { checksum, validators, report },
            Err(failure) => Decision::Failed(failure),
        })
    }

    /// Imports a file on a task of its own, so that a reader that breaks takes down nothing but itself.
    /// The task ends with whoever waits for it.
    async fn import(
        &self,
        source: &Source,
        file: PathBuf,
        dry_run: bool,
        now: DateTime<Utc>,
    ) -> Result<Result<Report, Failure>, HarvestError> {
        let (pool, kind, options) = (self.pool.clone(), source.kind, source.options(dry_run));
        let (bundled, actor) = (self.circumstances.bundled.clone(), self.circumstances.actor.clone());
        let mut task = JoinSet::new();
        task.spawn(async move { imports::run(&pool, kind, Some(Path::new(&file)), &options, &bundled, &actor, now).await });
        let failed = |cause: String| Failure::Import { cause };
        match task.join_next().await {
            Some(Ok(Ok(report))) => Ok(Ok(report)),
            Some(Ok(Err(error))) => match database_away(&error) {
                true => Err(HarvestError::Database(sqlx::Error::Protocol(format!("{error:#}")))),
                false => Ok(Err(failed(format!("{error:#}")))),
            },
            Some(Err(_)) | None => Ok(Err(failed("errore interno del lettore; segnalarlo a chi cura il programma".to_owned()))),
        }
    }
}

/// An import that failed because of the database, not because of the file: nothing is said of the source then.
fn database_away(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<sqlx::Error>().is_some_and(|cause| !matches!(cause, sqlx::Error::Database(_))))
}

fn in_time(source: &Source, state: Option<&State>, now: DateTime<Utc>) -> Result<(), HarvestError> {
    match state.and_then(|state| state.not_before_at) {
        Some(at) if at > now => Err(HarvestError::TooEarly { key: source.key.clone(), at }),
        _ => Ok(()),
    }
}

/// Who asks: the software and the address of this instance.
fn agent(public_url: Option<&str>) -> String {
    let name = concat!("Centri/", env!("CARGO_PKG_VERSION"));
    match public_url.filter(|url| url.bytes().all(|byte| byte.is_ascii_graphic())) {
        Some(url) => format!("{name} (+{url})"),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_told_who_asks() {
        assert!(agent(Some("https://centri.example.it")).ends_with(" (+https://centri.example.it)"));
        assert!(!agent(Some("https://centri.example.it\r\nX: y")).contains('\r'));
        assert!(agent(None).starts_with("Centri/"));
    }
}
