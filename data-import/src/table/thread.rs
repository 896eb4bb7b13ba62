//! Runs a reader on its own thread and hands its rows on through a bounded channel.
//! Refuses to let a library's panic out (it becomes an error) and to go on when nobody listens any more.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};

use crate::row::Rows;
use crate::row_error::{Problem, RowError};

/// Rows that travel together; a message per row would cost more than the row.
const BATCH: usize = 32;

/// Batches that wait at most.
const WAITING: usize = 4;

type Batch<T> = Vec<Result<T, RowError>>;

/// Why a reader stops early.
pub(super) enum Halt {
    /// Nobody listens any more.
    Dropped,
    /// The file cannot be read further.
    Failed(RowError),
}

impl From<RowError> for Halt {
    fn from(error: RowError) -> Self {
        Self::Failed(error)
    }
}

/// Where a reader puts its rows.
pub(super) struct Sink<T> {
    sender: SyncSender<Batch<T>>,
    batch: Batch<T>,
}

impl<T> Sink<T> {
    /// Hands on one row, or one problem that does not end the file.
    pub(super) fn put(&mut self, item: Result<T, RowError>) -> Result<(), Halt> {
        self.batch.push(item);
        if self.batch.len() >= BATCH { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), Halt> {
        let batch = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH));
        self.sender.send(batch).map_err(|_| Halt::Dropped)
    }
}

/// The rows that `work` puts into its sink, read on a thread of their own as they are asked for.
pub(super) fn on_thread<T: Send + 'static>(
    file: Arc<str>,
    work: impl FnOnce(&mut Sink<T>) -> Result<(), Halt> + Send + 'static,
) -> Result<Rows<T>, RowError> {
    let (sender, receiver) = sync_channel(WAITING);
    let name = file.clone();
    let spawned = std::thread::Builder::new().name("data-import".to_owned()).spawn(move || {
        let mut sink = Sink { sender, batch: Vec::with_capacity(BATCH) };
        let ended = catch_unwind(AssertUnwindSafe(|| work(&mut sink)));
        match ended {
            Ok(Ok(())) | Ok(Err(Halt::Dropped)) => {}
            Ok(Err(Halt::Failed(error))) => sink.batch.push(Err(error.last())),
            Err(_) => sink.batch.push(Err(panicked(&name))),
        }
        // Whoever dropped the stream does not want the rest either.
        let _ = sink.flush();
    });
    spawned.map_err(|error| RowError::of_file(&file, Problem::Unreadable(error.to_string())))?;
    Ok(Box::new(receiver.into_iter().flatten()))
}

/// What `work` gives, with a panic of a library turned into an error of the file.
pub(super) fn guarded<T>(file: &str, work: impl FnOnce() -> Result<T, RowError>) -> Result<T, RowError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(panicked(file)))
}

/// As [`guarded`], on a thread of its own: for libraries that must not meet the caller's runtime.
pub(super) fn apart<T: Send>(file: &str, work: impl FnOnce() -> Result<T, RowError> + Send) -> Result<T, RowError> {
    std::thread::scope(|scope| scope.spawn(work).join()).unwrap_or_else(|_| Err(panicked(file)))
}

fn panicked(file: &str) -> RowError {
    RowError::of_file(file, Problem::Unreadable("the reader of this format gave up on a contradiction in the file".to_owned()))
}
