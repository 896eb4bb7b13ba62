//! So many questions at work at the same time, so many in line behind them; more are sent away at once, because an endless
//! queue helps nobody.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::error::AppError;

/// The way in to work that costs.
#[derive(Debug)]
pub struct Admission {
    at_work: Arc<Semaphore>,
    waiting: AtomicUsize,
    in_line: usize,
    crowded: &'static str,
}

/// One fewer in line when it goes, also where the asker left.
struct InLine<'a>(&'a AtomicUsize);

impl Drop for InLine<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Admission {
    /// For `at_once` questions, and `in_line` that wait; `crowded` tells the log what there was too much of.
    #[must_use]
    pub fn new(at_once: usize, in_line: usize, crowded: &'static str) -> Self {
        Self { at_work: Arc::new(Semaphore::new(at_once)), waiting: AtomicUsize::new(0), in_line, crowded }
    }

    /// Waits for a turn, which lasts as long as what is returned.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when too many wait already.
    pub async fn turn(&self) -> Result<OwnedSemaphorePermit, AppError> {
        let before = self.waiting.fetch_add(1, Ordering::Relaxed);
        let _in_line = InLine(&self.waiting);
        if before >= self.in_line {
            return Err(AppError::Unavailable(self.crowded.into()));
        }
        Arc::clone(&self.at_work).acquire_owned().await.map_err(|error| AppError::Internal(error.into()))
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::pin::{Pin, pin};
    use std::task::Poll;

    use super::*;

    async fn waits(asker: &mut Pin<&mut impl Future>) -> bool {
        poll_fn(|context| Poll::Ready(asker.as_mut().poll(context).is_pending())).await
    }

    #[tokio::test]
    async fn who_finds_the_line_full_is_sent_away_and_who_leaves_makes_room() {
        let admission = Admission::new(1, 1, "too many");
        let turn = admission.turn().await.expect("the first");
        {
            let mut second = pin!(admission.turn());
            assert!(waits(&mut second).await);
            assert!(admission.turn().await.is_err(), "the line is full");
        }
        let mut third = pin!(admission.turn());
        assert!(waits(&mut third).await, "the second left the line");
        drop(turn);
        assert!(third.await.is_ok());
    }
}
