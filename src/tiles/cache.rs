//! Encoded tiles, kept by their bytes up to a limit. One computation for each miss, however many ask. What is thrown away
//! while it is being made goes to those who asked and to nobody after them, so a stale tile cannot stay.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use bytes::Bytes;
use tokio::sync::OnceCell;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::encoding::{Encoding, compressed};
use super::layers::{LAYERS, Layer};
use super::shade::Shaded;
use crate::geo::Cell;
use crate::published::Filter;

/// Parts of the table, each with a lock of its own.
const SHARDS: usize = 16;
/// What an entry weighs beside its bytes.
const ENTRY_BYTES: usize = 400;
/// Most different filters and layer lists kept of one tile address.
const VARIANTS: usize = 64;
/// From this size on compressing is worth a thread of its own.
const LARGE: usize = 48 << 10;

/// A tile's bytes, each encoding made once.
#[derive(Debug)]
pub struct Encoded {
    /// As they are; empty where nothing is drawn.
    pub plain: Bytes,
    /// Hash of `plain`.
    hash: u128,
    coded: [OnceLock<Bytes>; 3],
}

impl Encoded {
    /// Of a tile's bytes.
    #[must_use]
    pub fn new(plain: Vec<u8>) -> Self {
        Self { hash: xxh3_128(&plain), plain: plain.into(), coded: Default::default() }
    }

    /// The strong ETag of an encoding: the hash of the plain bytes and the encoding, the same for every process.
    #[must_use]
    pub fn etag(&self, encoding: Encoding) -> String {
        format!("\"{:032x}{}\"", self.hash, encoding.mark())
    }

    /// The bytes in an encoding. Large ones are compressed on a thread of their own.
    pub async fn bytes(self: &Arc<Self>, encoding: Encoding) -> Bytes {
        let Some(held) = self.held(encoding) else { return self.plain.clone() };
        if let Some(bytes) = held.get() {
            return bytes.clone();
        }
        if self.plain.len() < LARGE {
            return self.encode(encoding);
        }
        let this = Arc::clone(self);
        tokio::task::spawn_blocking(move || this.encode(encoding)).await.unwrap_or_else(|_| self.encode(encoding))
    }

    fn held(&self, encoding: Encoding) -> Option<&OnceLock<Bytes>> {
        match encoding {
            Encoding::Identity => None,
            Encoding::Gzip => Some(&self.coded[0]),
            Encoding::Brotli => Some(&self.coded[1]),
            Encoding::Zstd => Some(&self.coded[2]),
        }
    }

    fn encode(&self, encoding: Encoding) -> Bytes {
        let Some(held) = self.held(encoding) else { return self.plain.clone() };
        held.get_or_init(|| compressed(&self.plain, encoding).into()).clone()
    }

    fn weight(&self) -> usize {
        self.plain.len() + self.coded.iter().filter_map(OnceLock::get).map(Bytes::len).sum::<usize>()
    }
}

/// What is asked of a tile address.
#[derive(Clone, Debug)]
pub struct Variant {
    /// One bit for each layer of the catalogue.
    pub layers: u16,
    /// Sites that would overlap are drawn as one.
    pub clustered: bool,
    /// Which sites.
    pub filter: Arc<Filter>,
    /// The filter's canonical form; where figures shade the tile, their version.
    pub key: Arc<str>,
    /// Figures that are joined to boundaries.
    pub shaded: Option<Arc<Shaded>>,
}

impl Variant {
    /// Boundary layers, which know no filter: one bit each.
    #[must_use]
    pub fn of_layers(layers: u16) -> Self {
        Self { layers, clustered: false, filter: Arc::default(), key: Arc::from(""), shaded: None }
    }

    /// Its layers of the catalogue, each with its number there.
    pub fn layers(&self) -> impl Iterator<Item = (usize, &'static Layer)> {
        let mask = self.layers;
        LAYERS.iter().enumerate().filter(move |(number, _)| mask >> number & 1 == 1)
    }

    fn is(&self, other: &Self) -> bool {
        let shaded = self.shaded.is_some() == other.shaded.is_some();
        shaded && self.layers == other.layers && self.clustered == other.clustered && self.key == other.key
    }

    /// The same question about figures that have changed since: nobody will ask for the other any more.
    fn replaces(&self, other: &Self) -> bool {
        let (Some(mine), Some(others)) = (&self.shaded, &other.shaded) else { return false };
        self.layers == other.layers && self.key != other.key && mine.question() == others.question()
    }
}

/// One tile, being made or made.
#[derive(Debug)]
pub struct Slot {
    /// What it is.
    pub variant: Variant,
    made: OnceCell<Arc<Encoded>>,
    /// Thrown away: whoever still holds it asks again.
    stale: AtomicBool,
    used: AtomicBool,
    weighed: AtomicUsize,
}

impl Slot {
    /// Still what the cache would answer?
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        !self.stale.load(Ordering::Acquire)
    }

    /// The bytes in an encoding, if they were made before.
    #[must_use]
    pub fn sent(&self, encoding: Encoding) -> Option<Bytes> {
        let made = self.made.get()?;
        made.held(encoding).map_or_else(|| Some(made.plain.clone()), |held| held.get().cloned())
    }

    /// Asked for again: not to be thrown away at the next round.
    pub fn touch(&self) {
        if !self.used.load(Ordering::Relaxed) {
            self.used.store(true, Ordering::Relaxed);
        }
    }

    /// The tile, made now unless it is there; one maker for all who ask.
    ///
    /// # Errors
    /// The maker's; the next to ask tries again.
    pub async fn get<E>(&self, make: impl AsyncFnOnce() -> Result<Vec<u8>, E>) -> Result<Arc<Encoded>, E> {
        self.made.get_or_try_init(async || Ok(Arc::new(Encoded::new(make().await?)))).await.cloned()
    }
}

#[derive(Debug, Default)]
struct Shard {
    tiles: HashMap<Cell, Vec<Arc<Slot>>>,
    /// Addresses in the order they came or were last spared.
    round: VecDeque<Cell>,
}

/// All tiles kept.
#[derive(Debug)]
pub struct Cache {
    shards: [Mutex<Shard>; SHARDS],
    limit: usize,
    held: AtomicUsize,
}

impl Cache {
    /// Keeps at most about `limit` bytes; 0 keeps nothing.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self { shards: Default::default(), limit, held: AtomicUsize::new(0) }
    }

    /// Bytes held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.held.load(Ordering::Relaxed)
    }

    fn shard(&self, at: Cell) -> std::sync::MutexGuard<'_, Shard> {
        let number = xxh3_64(&(u64::from(at.x) << 32 | u64::from(at.y) ^ u64::from(at.z) << 27).to_le_bytes());
        // A table whose holder panicked is still a table: entries are put in and taken out whole.
        self.shards[number as usize % SHARDS].lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The slot of a tile, there already or new. Make the tile only after this: what changes later throws the slot away.
    #[must_use]
    pub fn slot(&self, at: Cell, variant: Variant) -> Arc<Slot> {
        let new = |variant| {
            Arc::new(Slot {
                variant,
                made: OnceCell::new(),
                stale: AtomicBool::new(self.limit == 0),
                used: AtomicBool::new(false),
                weighed: AtomicUsize::new(0),
            })
        };
        if self.limit == 0 {
            return new(variant);
        }
        let mut shard = self.shard(at);
        if let Some(slot) = shard.tiles.get(&at).and_then(|slots| slots.iter().find(|slot| slot.variant.is(&variant))) {
            slot.touch();
            return Arc::clone(slot);
        }
        let slot = new(variant);
        let first = !shard.tiles.contains_key(&at);
        let slots = shard.tiles.entry(at).or_default();
        for old in slots.extract_if(.., |old| slot.variant.replaces(&old.variant)) {
            self.drop_slot(&old);
        }
        if slots.len() == VARIANTS {
            self.drop_slot(&slots.remove(0));
        }
        slots.push(Arc::clone(&slot));
        if first {
            shard.round.push_back(at);
        }
        slot
    }

    /// Accounts for a tile just made or encoded anew, and makes room.
    pub fn weigh(&self, at: Cell, slot: &Slot) {
        let Some(made) = slot.made.get() else { return };
        {
            // Under the lock under which slots are thrown away: what is gone is not counted again.
            let _shard = self.shard(at);
            if !slot.is_fresh() {
                return;
            }
            let weight = made.weight() + ENTRY_BYTES;
            self.held.fetch_add(weight, Ordering::Relaxed);
            self.held.fetch_sub(slot.weighed.swap(weight, Ordering::Relaxed), Ordering::Relaxed);
        }
        if self.bytes() > self.limit {
            self.make_room();
        }
    }

    /// Throws away what was not asked for since the last round, part by part, until a tenth is free.
    fn make_room(&self) {
        let goal = self.limit - self.limit / 10;
        for spare in [true, false] {
            for shard in &self.shards {
                let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
                for _ in 0..shard.round.len() {
                    if self.bytes() <= goal {
                        return;
                    }
                    let Some(at) = shard.round.pop_front() else { break };
                    let used = shard.tiles.get(&at).is_some_and(|slots| slots.iter().any(|slot| slot.used.swap(false, Ordering::Relaxed)));
                    if used && spare {
                        shard.round.push_back(at);
                        continue;
                    }
                    for slot in shard.tiles.remove(&at).unwrap_or_default() {
                        self.drop_slot(&slot);
                    }
                }
            }
        }
    }

    fn drop_slot(&self, slot: &Slot) {
        slot.stale.store(true, Ordering::Release);
        self.held.fetch_sub(slot.weighed.swap(0, Ordering::Relaxed), Ordering::Relaxed);
    }

    /// Throws away the variants of one tile for which `touched` says so.
    pub fn forget(&self, at: Cell, touched: impl Fn(&Variant) -> bool) {
        if let Some(slots) = self.shard(at).tiles.get_mut(&at) {
            self.drop_touched(slots, &touched);
        }
    }

    /// Throws away every tile for which `touched` says so.
    pub fn forget_all(&self, touched: impl Fn(&Variant) -> bool) {
        for shard in &self.shards {
            let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            let Shard { tiles, round } = &mut *shard;
            tiles.retain(|_, slots| {
                self.drop_touched(slots, &touched);
                !slots.is_empty()
            });
            round.retain(|at| tiles.contains_key(at));
        }
    }

    fn drop_touched(&self, slots: &mut Vec<Arc<Slot>>, touched: &impl Fn(&Variant) -> bool) {
        for slot in slots.extract_if(.., |slot| touched(&slot.variant)) {
            self.drop_slot(&slot);
        }
    }
}
