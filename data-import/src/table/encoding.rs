//! Text encodings: recognised by mark or by trying, turned into UTF-8 while reading.
//! Refuses bytes that are no text in any of them.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes looked at or decoded at a time.
const BLOCK_BYTES: usize = 1 << 16;

/// What the bytes of a file are.
pub(super) struct Recognised {
    pub(super) encoding: &'static Encoding,
    /// Sequences that are not UTF-8 although the file as a whole is.
    pub(super) strays: u64,
    /// Whether there are zero bytes where no text has them.
    pub(super) is_binary: bool,
}

/// Recognises the encoding of everything `input` gives: the mark decides, else UTF-8 where it fits, else Windows-1252.
pub(super) fn recognise(mut input: impl Read) -> io::Result<Recognised> {
    let mut block = vec![0; BLOCK_BYTES];
    let mut kept = 0;
    let mut scan = Scan::default();
    loop {
        let count = input.read(&mut block[kept..])?;
        let end = kept + count;
        if scan.length == 0
            && let Some((encoding, _)) = Encoding::for_bom(&block[..end])
            && encoding != UTF_8
        {
            return Ok(Recognised { encoding, strays: 0, is_binary: false });
        }
        scan.count_zeros(&block[kept..end]);
        let rest = scan.count_sequences(&block[..end], count == 0);
        kept = end - rest;
        block.copy_within(rest..end, 0);
        if count == 0 {
            return Ok(scan.verdict());
        }
    }
}

#[derive(Default)]
struct Scan {
    length: u64,
    /// Well-formed sequences of two to four bytes.
    proper: u64,
    strays: u64,
    /// Zero bytes at even and at odd places.
    zeros: [u64; 2],
}

impl Scan {
    fn count_zeros(&mut self, bytes: &[u8]) {
        if bytes.contains(&0) {
            for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte == 0) {
                self.zeros[((self.length + at as u64) % 2) as usize] += 1;
            }
        }
        self.length += bytes.len() as u64;
    }

    /// Counts sequences and says how many bytes are dealt with; a sequence cut by the end of the block waits.
    fn count_sequences(&mut self, bytes: &[u8], is_last: bool) -> usize {
        let mut done = 0;
        loop {
            let (valid, stray) = match std::str::from_utf8(&bytes[done..]) {
                Ok(text) => (text.len(), None),
                Err(error) => (error.valid_up_to(), Some(error.error_len())),
            };
            let text = &bytes[done..done + valid];
            // Each sequence of several bytes has one that starts it.
            self.proper += if text.is_ascii() { 0 } else { text.iter().filter(|byte| **byte >= 0xC0).count() as u64 };
            done += valid;
            match stray {
                None => return done,
                Some(Some(length)) => {
                    self.strays += 1;
                    done += length;
                }
                Some(None) if is_last => {
                    self.strays += 1;
                    return bytes.len();
                }
                Some(None) => return done,
            }
        }
    }

    fn verdict(&self) -> Recognised {
        let many = |count: u64| count * 10 > self.length * 3;
        // Latin text in UTF-16 without a mark has a zero in every other byte.
        let utf16 = match (many(self.zeros[0]), many(self.zeros[1])) {
            (true, false) => Some(UTF_16BE),
            (false, true) => Some(UTF_16LE),
            _ => None,
        };
        if let Some(encoding) = utf16 {
            return Recognised { encoding, strays: 0, is_binary: false };
        }
        // A few broken sequences among many good ones: UTF-8 with strays. No good ones: another encoding.
        let is_utf8 = self.strays == 0 || self.proper > self.strays;
        let encoding = if is_utf8 { UTF_8 } else { WINDOWS_1252 };
        Recognised { encoding, strays: self.strays, is_binary: self.zeros != [0, 0] }
    }
}

/// Gives the text of `input` as UTF-8 without its mark; UTF-8 itself goes through unchanged, broken or not.
pub(super) struct Utf8<R> {
    input: R,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    /// Raw bytes not decoded yet, as a range of `raw`.
    waiting: (usize, usize),
    at_start: bool,
    ended: bool,
    /// Whether the decoder has given everything; it must not be asked again.
    finished: bool,
}

impl<R: Read> Utf8<R> {
    pub(super) fn new(input: R, encoding: &'static Encoding) -> Self {
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_with_bom_removal());
        Self { input, decoder, raw: vec![0; BLOCK_BYTES], waiting: (0, 0), at_start: true, ended: false, finished: false }
    }

    /// The first bytes of UTF-8 without the mark.
    fn skip_mark(&mut self) -> io::Result<()> {
        self.at_start = false;
        while self.waiting.1 < 3 {
            let count = self.input.read(&mut self.raw[self.waiting.1..3])?;
            if count == 0 {
                break;
            }
            self.waiting.1 += count;
        }
        if self.raw[..self.waiting.1] == *b"\xEF\xBB\xBF" {
            self.waiting = (0, 0);
        }
        Ok(())
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let Some(decoder) = &mut self.decoder else {
            if self.at_start {
                self.skip_mark()?;
            }
            if self.waiting.0 < self.waiting.1 {
                let count = out.len().min(self.waiting.1 - self.waiting.0);
                out[..count].copy_from_slice(&self.raw[self.waiting.0..self.waiting.0 + count]);
                self.waiting.0 += count;
                return Ok(count);
            }
            return self.input.read(out);
        };
        // The decoder needs room for one character.
        if out.len() < 4 {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        while !self.finished {
            if self.waiting.0 == self.waiting.1 && !self.ended {
                let count = self.input.read(&mut self.raw)?;
                self.waiting = (0, count);
                self.ended = count == 0;
            }
            let (result, read, written, _) = decoder.decode_to_utf8(&self.raw[self.waiting.0..self.waiting.1], out, self.ended);
            self.waiting.0 += read;
            self.finished = self.ended && result == CoderResult::InputEmpty;
            if written > 0 {
                return Ok(written);
            }
        }
        Ok(0)
    }
}
