//! A shelf of things that cost time to make: bounded by weight, the least recently asked for making room, each made once
//! however many ask at the same time.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;

/// A bounded shelf.
#[derive(Debug)]
pub struct Shelf<T> {
    room: usize,
    kept: Mutex<Vec<Place<T>>>,
}

#[derive(Debug)]
struct Place<T> {
    key: String,
    thing: Arc<OnceCell<Arc<T>>>,
    weight: usize,
}

impl<T> Shelf<T> {
    /// With room for so much weight.
    #[must_use]
    pub fn new(room: usize) -> Self {
        Self { room, kept: Mutex::default() }
    }

    /// What stands under a key, made by the first who asks; whoever asks meanwhile waits for it.
    ///
    /// # Errors
    /// When it cannot be made; the next who asks tries again.
    pub async fn get<E>(&self, key: &str, weight: fn(&T) -> usize, make: impl Future<Output = Result<Arc<T>, E>>) -> Result<Arc<T>, E> {
        let cell = self.place(key);
        let thing = Arc::clone(cell.get_or_try_init(|| make).await?);
        self.weigh(key, weight(&thing));
        Ok(thing)
    }

    /// Throws everything away.
    pub fn clear(&self) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn place(&self, key: &str) -> Arc<OnceCell<Arc<T>>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        // The most recently asked for stands last.
        let place = match kept.iter().position(|place| place.key == key) {
            Some(at) => kept.remove(at),
            None => Place { key: key.to_owned(), thing: Arc::default(), weight: 0 },
        };
        let thing = Arc::clone(&place.thing);
        kept.push(place);
        thing
    }

    fn weigh(&self, key: &str, weight: usize) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = kept.iter_mut().find(|place| place.key == key) {
            // What is not ready yet, or failed, weighs its key alone.
            place.weight = weight + 200;
        }
        let mut held: usize = kept.iter().map(|place| place.weight.max(200)).sum();
        while held > self.room && kept.len() > 1 {
            held -= kept.remove(0).weight.max(200);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn each_thing_is_made_once_while_there_is_room() {
        let (shelf, made) = (Shelf::<String>::new(3_000), AtomicUsize::new(0));
        let ask = async |key: &str| {
            let make = async {
                made.fetch_add(1, Ordering::Relaxed);
                tokio::task::yield_now().await;
                Ok::<_, ()>(Arc::new(key.to_owned()))
            };
            shelf.get(key, |_| 800, make).await.expect("made")
        };
        let (one, other) = tokio::join!(ask("a"), ask("a"));
        assert!(Arc::ptr_eq(&one, &other));
        ask("b").await;
        ask("a").await;
        assert_eq!(made.load(Ordering::Relaxed), 2);
        // The fourth thousand makes the least recently asked for go: that is b.
        ask("c").await;
        ask("d").await;
        ask("a").await;
        assert_eq!(made.load(Ordering::Relaxed), 4);
        ask("b").await;
        assert_eq!(made.load(Ordering::Relaxed), 5);
    }

    #[tokio::test]
    async fn what_failed_is_tried_again() {
        let shelf = Shelf::<u8>::new(1_000);
        assert!(shelf.get("x", |_| 1, async { Err::<Arc<u8>, _>("no") }).await.is_err());
        assert_eq!(shelf.get("x", |_| 1, async { Ok::<_, &str>(Arc::new(7)) }).await, Ok(Arc::new(7)));
    }
}
