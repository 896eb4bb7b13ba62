//! ZIP archives of strangers: opened only when names, counts and sizes are reasonable.
//! Refuses entries that point out of the archive, bombs, and entries that unpack to more than they declare.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use zip::ZipArchive;
use zip::result::ZipError;

use super::limits::{MAX_ENTRIES, MAX_FEATURE_BYTES, MAX_RATIO, MAX_UNPACKED_BYTES, SMALL_UNPACKED_BYTES};
use crate::row_error::{Problem, RowError};

/// The most deflate can gain: a small packed entry cannot hide a large one.
const DEFLATE_GAIN: u64 = 1_032;

/// The largest part that a library may keep whole in memory.
const MAX_HELD_BYTES: u64 = 512 << 20;

/// An archive whose list of entries is safe.
pub(super) struct Archive {
    file: Arc<str>,
    zip: ZipArchive<BufReader<File>>,
}

impl Archive {
    /// Opens it and checks names, count, sizes and ratio as declared.
    pub(super) fn open(path: &Path, file: &str) -> Result<Self, RowError> {
        let opened = File::open(path).map_err(|error| RowError::of_file(file, Problem::Unreadable(error.to_string())))?;
        let mut zip = ZipArchive::new(BufReader::new(opened)).map_err(|error| RowError::of_file(file, problem(&error)))?;
        if zip.len() > MAX_ENTRIES {
            return Err(RowError::of_file(file, Problem::TooMany("entries of an archive", MAX_ENTRIES as u64)));
        }
        let (mut packed, mut unpacked) = (0_u64, 0_u64);
        for index in 0..zip.len() {
            let entry = zip.by_index_raw(index).map_err(|error| RowError::of_file(file, problem(&error)))?;
            if entry.enclosed_name().is_none() || entry.is_symlink() {
                return Err(RowError::of_file(file, Problem::UnsafeArchive("an entry points out of it")));
            }
            if entry.encrypted() {
                return Err(RowError::of_file(file, Problem::Protected));
            }
            packed = packed.saturating_add(entry.compressed_size());
            unpacked = unpacked.saturating_add(entry.size());
        }
        check_sizes(packed, unpacked).map_err(|problem| RowError::of_file(file, problem))?;
        Ok(Self { file: file.into(), zip })
    }

    /// Names of the entries that are files.
    pub(super) fn names(&self) -> Vec<String> {
        self.zip.file_names().filter(|name| !name.ends_with('/')).map(str::to_owned).collect()
    }

    /// The bytes of one entry, never more than it declares.
    pub(super) fn entry(&mut self, name: &str) -> Result<Declared<impl Read + '_>, RowError> {
        let file = self.file.clone();
        let found = self.names().into_iter().find(|known| known.eq_ignore_ascii_case(name));
        let entry = found.map(|name| self.zip.by_name(&name));
        match entry {
            None => Err(RowError::of_file(&file, Problem::Truncated)),
            Some(Err(error)) => Err(RowError::of_file(&file, problem(&error))),
            Some(Ok(entry)) => Ok(Declared { left: entry.size(), inner: entry }),
        }
    }

    /// The whole of a small entry; an error when it is longer than `limit` bytes.
    pub(super) fn small(&mut self, name: &str, limit: usize) -> Result<Vec<u8>, RowError> {
        let file = self.file.clone();
        let mut bytes = Vec::new();
        let read = self.entry(name)?.take(limit as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|error| RowError::of_file(&file, io_problem(&error)))?;
        if bytes.len() > limit { Err(RowError::of_file(&file, Problem::TooLong(limit))) } else { Ok(bytes) }
    }

    /// Refuses large entries among those that a library keeps whole in memory.
    pub(super) fn check_held(&mut self, is_held: impl Fn(&str) -> bool) -> Result<(), RowError> {
        for name in self.names().into_iter().filter(|name| is_held(name)) {
            let entry = self.zip.by_name(&name).map_err(|error| RowError::of_file(&self.file, problem(&error)))?;
            if entry.size() > MAX_HELD_BYTES {
                return Err(RowError::of_file(&self.file, Problem::TooLong(MAX_HELD_BYTES as usize)));
            }
        }
        Ok(())
    }

    /// Unpacks every entry to nowhere, for readers that would trust the archive themselves.
    pub(super) fn verify_sizes(&mut self) -> Result<(), RowError> {
        for name in self.names() {
            let entry = self.zip.by_name(&name).map_err(|error| RowError::of_file(&self.file, problem(&error)))?;
            if entry.compressed_size().saturating_mul(DEFLATE_GAIN) <= SMALL_UNPACKED_BYTES {
                continue;
            }
            let mut entry = Declared { left: entry.size(), inner: entry };
            io::copy(&mut entry, &mut io::sink()).map_err(|error| RowError::of_file(&self.file, io_problem(&error)))?;
        }
        Ok(())
    }
}

fn check_sizes(packed: u64, unpacked: u64) -> Result<(), Problem> {
    if unpacked > MAX_UNPACKED_BYTES {
        return Err(Problem::UnsafeArchive("it unpacks to more than 4 GB"));
    }
    if unpacked > SMALL_UNPACKED_BYTES && unpacked / packed.max(1) > MAX_RATIO {
        return Err(Problem::UnsafeArchive("it unpacks to more than 200 times its size"));
    }
    Ok(())
}

/// A reader that refuses to give more than was declared.
pub(super) struct Declared<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Declared<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(count as u64).ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(count)
    }
}

/// A reader that gives only so many bytes until its ration is renewed: one piece of a file must not fill the memory.
pub(super) struct Rationed<R> {
    inner: R,
    left: usize,
}

impl<R> Rationed<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, left: MAX_FEATURE_BYTES }
    }

    /// A new piece begins.
    pub(super) fn renew(&mut self) {
        self.left = MAX_FEATURE_BYTES;
    }
}

impl<R: Read> Read for Rationed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::ErrorKind::QuotaExceeded.into());
        }
        let count = self.inner.read(buffer)?;
        self.left = self.left.saturating_sub(count);
        Ok(count)
    }
}

/// What a failed read of an entry means.
pub(super) fn io_problem(error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::FileTooLarge => Problem::UnsafeArchive("an entry unpacks to more than it declares"),
        io::ErrorKind::QuotaExceeded => Problem::TooLong(MAX_FEATURE_BYTES),
        io::ErrorKind::UnexpectedEof => Problem::Truncated,
        _ => Problem::Unreadable(error.to_string()),
    }
}

fn problem(error: &ZipError) -> Problem {
    match error {
        ZipError::Io(cause) => io_problem(cause),
        // Without its directory at the end an archive is most often a download that broke off.
        ZipError::InvalidArchive(_) => Problem::Truncated,
        other => Problem::Unreadable(other.to_string()),
    }
}
