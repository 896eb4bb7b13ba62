//! How much of a stranger's file is read at most. Refuses nothing itself: readers compare with these numbers.

/// The longest CSV record, in bytes: a quote that is never closed must not swallow the memory.
pub(super) const MAX_RECORD_BYTES: usize = 1 << 20;
/// The most rows of a spreadsheet.
pub(super) const MAX_SHEET_ROWS: u64 = 2_000_000;
/// The most columns of any table.
pub(super) const MAX_COLUMNS: usize = 1_000;
/// The largest feature, in bytes (Italy's largest municipality needs 24 kB).
pub(super) const MAX_FEATURE_BYTES: usize = 64 << 20;
/// The most vertices of one feature.
pub(super) const MAX_VERTICES: usize = 4_000_000;
/// The deepest nesting of JSON, XML and geometry collections.
pub(super) const MAX_DEPTH: usize = 64;
/// The most entries of an archive.
pub(super) const MAX_ENTRIES: usize = 10_000;
/// The most bytes an archive may unpack to.
pub(super) const MAX_UNPACKED_BYTES: u64 = 4 << 30;
/// How many times its packed size an archive may unpack to, once it is over `SMALL_UNPACKED_BYTES`.
pub(super) const MAX_RATIO: u64 = 200;
/// Below this many bytes nobody asks how well an archive is packed.
pub(super) const SMALL_UNPACKED_BYTES: u64 = 10 << 20;
