//! Splits delimited text into records (RFC 4180), numbered as a spreadsheet numbers its rows: empty lines count,
//! lines inside quotation marks do not. Refuses records of unreasonable length and quotes that are never closed.

use std::io::{self, BufRead};

use super::limits::{MAX_COLUMNS, MAX_RECORD_BYTES};
use crate::row_error::Problem;

/// One record, kept from call to call so that its memory is used again.
#[derive(Default)]
pub(super) struct Record {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// Row as a spreadsheet shows it, the first is 1.
    pub(super) number: u64,
    /// Whether the text ended before its line did.
    pub(super) is_open: bool,
}

impl Record {
    /// The fields, without their quotes.
    pub(super) fn fields(&self) -> impl Iterator<Item = &[u8]> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let field = &self.bytes[start..end];
            start = end;
            field
        })
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
        self.is_open = false;
    }

    fn end_field(&mut self) {
        self.ends.push(self.bytes.len());
    }

    fn is_blank(&self) -> bool {
        self.bytes.is_empty() && self.ends.len() <= 1
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    FieldStart,
    Plain,
    Quoted,
    /// After a quotation mark inside a quoted field: its end, or the first half of a doubled one.
    AfterQuote,
}

/// Records of a text.
pub(super) struct Records<R> {
    input: R,
    separator: u8,
    row: u64,
    /// Whether the last record ended with a carriage return, whose line feed is still to come.
    after_return: bool,
}

impl<R: BufRead> Records<R> {
    pub(super) fn new(input: R, separator: u8) -> Self {
        Self { input, separator, row: 0, after_return: false }
    }

    /// The next record that is no empty line; `false` at the end. After an error there is nothing more to read.
    pub(super) fn next(&mut self, record: &mut Record) -> Result<bool, Problem> {
        loop {
            self.row += 1;
            record.number = self.row;
            record.clear();
            if !self.fill(record)? {
                return Ok(false);
            }
            if !record.is_blank() {
                return Ok(true);
            }
        }
    }

    fn fill(&mut self, record: &mut Record) -> Result<bool, Problem> {
        let mut state = State::FieldStart;
        let mut taken = 0;
        loop {
            let block = match self.input.fill_buf() {
                Ok(block) => block,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(Problem::Unreadable(error.to_string())),
            };
            if block.is_empty() {
                return match state {
                    State::Quoted => Err(Problem::OpenQuote),
                    State::FieldStart if taken == 0 => Ok(false),
                    _ => {
                        record.end_field();
                        record.is_open = true;
                        Ok(true)
                    }
                };
            }
            let mut at = 0;
            if self.after_return {
                self.after_return = false;
                at += usize::from(block[0] == b'\n');
            }
            let (used, ended) = step(block, at, self.separator, &mut state, record);
            self.after_return = ended == Some(b'\r');
            self.input.consume(used);
            taken += used - at;
            if record.bytes.len() > MAX_RECORD_BYTES {
                return Err(Problem::TooLong(MAX_RECORD_BYTES));
            }
            if record.ends.len() > MAX_COLUMNS {
                return Err(Problem::TooMany("columns", MAX_COLUMNS as u64));
            }
            if ended.is_some() {
                return Ok(true);
            }
        }
    }
}

/// Goes through a block from `at` until the record or the block ends; says how far and which byte ended the record.
fn step(block: &[u8], mut at: usize, separator: u8, state: &mut State, record: &mut Record) -> (usize, Option<u8>) {
    while at < block.len() {
        let byte = block[at];
        match *state {
            State::Quoted => {
                let run = block[at..].iter().position(|&byte| byte == b'"').unwrap_or(block.len() - at);
                record.bytes.extend_from_slice(&block[at..at + run]);
                at += run;
                if at < block.len() {
                    *state = State::AfterQuote;
                    at += 1;
                }
                continue;
            }
            State::FieldStart if byte == b'"' => *state = State::Quoted,
            State::AfterQuote if byte == b'"' => {
                record.bytes.push(b'"');
                *state = State::Quoted;
            }
            _ if byte == separator => {
                record.end_field();
                *state = State::FieldStart;
            }
            _ if byte == b'\n' || byte == b'\r' => {
                record.end_field();
                return (at + 1, Some(byte));
            }
            _ => {
                // A quotation mark inside plain text is itself.
                let is_end = |byte: &u8| *byte == separator || *byte == b'\n' || *byte == b'\r';
                let run = block[at..].iter().position(is_end).unwrap_or(block.len() - at);
                record.bytes.extend_from_slice(&block[at..at + run]);
                *state = State::Plain;
                at += run;
                continue;
            }
        }
        at += 1;
    }
    (at, None)
}
