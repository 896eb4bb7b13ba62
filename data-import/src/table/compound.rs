//! The compound files that hold Excel 97 workbooks: finds the workbook in one, puts a workbook into a clean one.
//! Refuses chains that loop or leave the file, so that the spreadsheet library never meets a stranger's container.

use std::collections::HashSet;

/// Values of the allocation table that are no sector.
const FIRST_SPECIAL: u32 = 0xFFFF_FFFA;
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;
const ALLOCATION_SECTOR: u32 = 0xFFFF_FFFD;

/// Streams shorter than this live in the small sectors.
const SMALL_STREAM_BYTES: u64 = 4_096;
const SMALL_SECTOR_BYTES: usize = 64;
const DIRECTORY_ENTRY_BYTES: usize = 128;
const HEADER_ALLOCATION_ENTRIES: usize = 109;

/// Sectors of the containers we write: large, so that the header's own list of allocation sectors is enough.
const OUR_SECTOR_BYTES: usize = 4_096;

/// A container that was walked once without leaving it.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector_bytes: usize,
    allocation: Vec<u32>,
    small_allocation: Vec<u32>,
    small_sectors: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    length: u64,
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
}

impl<'a> Compound<'a> {
    /// Reads header, allocation tables and directory; `None` when any of them is broken.
    pub(super) fn parse(bytes: &'a [u8]) -> Option<Self> {
        let sector_bytes = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4_096,
            _ => return None,
        };
        let mut compound = Self {
            bytes,
            sector_bytes,
            allocation: Vec::new(),
            small_allocation: Vec::new(),
            small_sectors: Vec::new(),
            entries: Vec::new(),
        };
        let mut sectors: Vec<u32> = words(bytes.get(76..512)?).collect();
        let mut next = u32_at(bytes, 68)?;
        let mut seen = HashSet::new();
        while next < FIRST_SPECIAL {
            if !seen.insert(next) {
                return None;
            }
            sectors.extend(words(compound.sector(next)?));
            next = sectors.pop()?;
        }
        for sector in sectors.into_iter().filter(|sector| *sector < FIRST_SPECIAL) {
            let table: Vec<u32> = words(compound.sector(sector)?).collect();
            compound.allocation.extend(table);
            if compound.allocation.len() > bytes.len() {
                return None;
            }
        }
        let directory = compound.chain(u32_at(bytes, 48)?)?;
        compound.entries = directory.chunks_exact(DIRECTORY_ENTRY_BYTES).filter_map(entry).collect();
        let root = compound.entries.first()?;
        if u32_at(bytes, 64)? > 0 {
            compound.small_sectors = compound.chain(root.start)?;
            compound.small_allocation = words(&compound.chain(u32_at(bytes, 60)?)?).collect();
        }
        Some(compound)
    }

    /// Names of everything inside.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    /// The bytes of the first stream with one of these names.
    pub(super) fn stream(&self, names: &[&str]) -> Option<Vec<u8>> {
        let entry = self.entries.iter().find(|entry| names.contains(&entry.name.as_str()))?;
        let mut bytes = if entry.length < SMALL_STREAM_BYTES { self.small_chain(entry.start)? } else { self.chain(entry.start)? };
        bytes.truncate(usize::try_from(entry.length).ok()?);
        Some(bytes)
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector_bytes)?;
        let end = start.checked_add(self.sector_bytes)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        let mut whole = Vec::new();
        let mut number = start;
        let mut steps = 0;
        while number != END_OF_CHAIN {
            // A chain longer than the table has been somewhere twice.
            steps += 1;
            if steps > self.allocation.len() {
                return None;
            }
            whole.extend_from_slice(self.sector(number)?);
            number = *self.allocation.get(number as usize)?;
        }
        Some(whole)
    }

    fn small_chain(&self, start: u32) -> Option<Vec<u8>> {
        let mut whole = Vec::new();
        let mut number = start;
        let mut steps = 0;
        while number != END_OF_CHAIN {
            steps += 1;
            if steps > self.small_allocation.len() {
                return None;
            }
            let from = (number as usize).checked_mul(SMALL_SECTOR_BYTES)?;
            let to = from.checked_add(SMALL_SECTOR_BYTES)?.min(self.small_sectors.len());
            whole.extend_from_slice(self.small_sectors.get(from..to)?);
            number = *self.small_allocation.get(number as usize)?;
        }
        Some(whole)
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let name_bytes = usize::from(u16_at(bytes, 64)?).saturating_sub(2).min(62);
    let letters = bytes.get(..name_bytes)?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let name: String = char::decode_utf16(letters).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    // The upper half of the length is rubbish in old files; no workbook needs it.
    Some(Entry { name, start: u32_at(bytes, 116)?, length: u64::from(u32_at(bytes, 120)?) })
}

/// A clean container with nothing in it but this workbook; `None` when it would be unreasonably large.
pub(super) fn container(workbook: &[u8]) -> Option<Vec<u8>> {
    let per_sector = OUR_SECTOR_BYTES / 4;
    let data = workbook.len().div_ceil(OUR_SECTOR_BYTES).max(1);
    let tables = (1..=HEADER_ALLOCATION_ENTRIES).find(|tables| tables * per_sector > data + tables)?;
    // Order of the sectors: the workbook, the directory, the allocation tables.
    let directory = data as u32;
    let mut out = vec![0; OUR_SECTOR_BYTES];
    out[..8].copy_from_slice(super::detect::COMPOUND);
    let mut put = |at: usize, value: &[u8]| out[at..at + value.len()].copy_from_slice(value);
    put(24, &0x3E_u16.to_le_bytes());
    put(26, &4_u16.to_le_bytes());
    put(28, &[0xFE, 0xFF, 12, 0, 6, 0]);
    put(40, &1_u32.to_le_bytes());
    put(44, &(tables as u32).to_le_bytes());
    put(48, &directory.to_le_bytes());
    put(56, &(SMALL_STREAM_BYTES as u32).to_le_bytes());
    put(68, &END_OF_CHAIN.to_le_bytes());
    for index in 0..HEADER_ALLOCATION_ENTRIES {
        let sector = if index < tables { directory + 1 + index as u32 } else { FREE };
        put(76 + 4 * index, &sector.to_le_bytes());
    }
    out.extend_from_slice(workbook);
    out.resize((data + 1) * OUR_SECTOR_BYTES, 0);
    let length = workbook.len().max(SMALL_STREAM_BYTES as usize);
    let mut entries = directory_entry("Root Entry", 5, 0, 0);
    entries.extend(directory_entry("Workbook", 2, 0, length as u32));
    entries.resize(OUR_SECTOR_BYTES, 0);
    out.extend(entries);
    let mut allocation: Vec<u32> = (1..=data as u32).collect();
    allocation[data - 1] = END_OF_CHAIN;
    allocation.push(END_OF_CHAIN);
    allocation.resize(data + 1 + tables, ALLOCATION_SECTOR);
    allocation.resize(tables * per_sector, FREE);
    out.extend(allocation.into_iter().flat_map(u32::to_le_bytes));
    Some(out)
}

fn directory_entry(name: &str, kind: u8, start: u32, length: u32) -> Vec<u8> {
    let mut entry = vec![0; DIRECTORY_ENTRY_BYTES];
    let letters: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    entry[..letters.len()].copy_from_slice(&letters);
    entry[64..66].copy_from_slice(&(letters.len() as u16 + 2).to_le_bytes());
    entry[66] = kind;
    entry[68..80].fill(0xFF);
    entry[116..120].copy_from_slice(&start.to_le_bytes());
    entry[120..124].copy_from_slice(&length.to_le_bytes());
    entry
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_we_write_we_read() {
        for length in [1, 4_096, 5_000_000] {
            let workbook: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            let bytes = container(&workbook).expect("it fits");
            let compound = Compound::parse(&bytes).expect("it is whole");
            let stream = compound.stream(&["Workbook"]).expect("it is there");
            assert_eq!(stream[..length], workbook[..]);
        }
    }

    #[test]
    fn a_chain_that_loops_is_refused() {
        let mut bytes = container(&[7; 9_000]).expect("it fits");
        let table = bytes.len() - OUR_SECTOR_BYTES;
        // Sector 2 leads back to sector 0.
        bytes[table + 8..table + 12].copy_from_slice(&0_u32.to_le_bytes());
        let compound = Compound::parse(&bytes).expect("the directory is whole");
        assert!(compound.stream(&["Workbook"]).is_none());
    }
}
