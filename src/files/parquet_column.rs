//! One leaf of a Parquet file in memory: the values of some thousand rows with the levels that say which are absent and where a
//! list begins (Dremel's encoding, as Parquet's format defines it).

use anyhow::{Result, bail};
use chrono::NaiveDate;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;

use super::cell::text;
use crate::published::cql2::{Type, Value};

/// The day Parquet counts days from.
const EPOCH: NaiveDate = NaiveDate::from_epoch_days(0).expect("1970-01-01 is a day");

#[derive(Debug)]
enum Values {
    Bytes(Vec<ByteArray>),
    Doubles(Vec<f64>),
    Longs(Vec<i64>),
    Days(Vec<i32>),
    Booleans(Vec<bool>),
}

/// Values of a leaf that are still to be written.
#[derive(Debug)]
pub(super) struct Column {
    values: Values,
    /// How much of the path to the value is there; the whole of it where it is.
    definition: Vec<i16>,
    /// Of a list: 0 where a row begins.
    repetition: Option<Vec<i16>>,
}

impl Column {
    /// An empty one for a column of this type; of a geometry the one of its bytes.
    pub(super) fn of(kind: Type) -> Self {
        let values = match kind {
            Type::Text | Type::TextList | Type::Geometry => Values::Bytes(vec![]),
            Type::Number => Values::Doubles(vec![]),
            Type::Integer | Type::Timestamp => Values::Longs(vec![]),
            Type::Boolean => Values::Booleans(vec![]),
            Type::Date => Values::Days(vec![]),
        };
        Self { values, definition: vec![], repetition: (kind == Type::TextList).then(Vec::new) }
    }

    /// The declaration of such a column, in the words of Parquet's message types.
    pub(super) fn declared(name: &str, kind: Type) -> String {
        let leaf = match kind {
            Type::Text => format!("binary {name} (STRING)"),
            Type::Number => format!("double {name}"),
            Type::Integer => format!("int64 {name}"),
            Type::Boolean => format!("boolean {name}"),
            Type::Date => format!("int32 {name} (DATE)"),
            Type::Timestamp => format!("int64 {name} (TIMESTAMP(MILLIS,true))"),
            Type::Geometry => format!("binary {name}"),
            Type::TextList => {
                return format!("optional group {name} (LIST) {{ repeated group list {{ required binary element (STRING); }} }}");
            }
        };
        format!("optional {leaf};")
    }

    /// Takes the value of one more row; how many bytes it will hold until it is written, about.
    ///
    /// # Errors
    /// For a value that is not of the column's type.
    pub(super) fn push(&mut self, value: Value<'_>) -> Result<usize> {
        match (&mut self.values, value) {
            (_, Value::Null) => return Ok(self.absent()),
            (Values::Bytes(all), Value::Texts(texts)) => {
                all.extend(texts.iter().map(|text| ByteArray::from(text.as_str())));
                let starts = (0..texts.len().max(1)).map(|at| i16::from(at > 0));
                // An empty list is there, but nothing is in it.
                self.definition.extend(std::iter::repeat_n(if texts.is_empty() { 1 } else { 2 }, starts.len()));
                if let Some(repetition) = &mut self.repetition {
                    repetition.extend(starts);
                }
                return Ok(texts.iter().map(|text| text.len() + 32).sum());
            }
            (Values::Bytes(all), Value::Text(_)) => {
                let shown = text(value);
                let weight = shown.len() + 32;
                all.push(ByteArray::from(shown.as_bytes().to_vec()));
                self.definition.push(1);
                return Ok(weight);
            }
            (Values::Doubles(all), Value::Number(number)) => all.push(number),
            (Values::Longs(all), Value::Number(number)) => all.push(number as i64),
            (Values::Longs(all), Value::Timestamp(moment)) => all.push(moment.timestamp_millis()),
            (Values::Days(all), Value::Date(day)) => all.push(i32::try_from(day.signed_duration_since(EPOCH).num_days())?),
            (Values::Booleans(all), Value::Boolean(value)) => all.push(value),
            (_, value) => bail!("{value:?} is not of its column's type"),
        }
        self.definition.push(1);
        Ok(10)
    }

    /// Takes bytes.
    pub(super) fn push_bytes(&mut self, bytes: Vec<u8>) -> usize {
        let weight = bytes.len() + 32;
        if let Values::Bytes(all) = &mut self.values {
            all.push(ByteArray::from(bytes));
            self.definition.push(1);
        }
        weight
    }

    /// Takes note that a row has no value; what that weighs.
    pub(super) fn absent(&mut self) -> usize {
        self.definition.push(0);
        if let Some(repetition) = &mut self.repetition {
            repetition.push(0);
        }
        2
    }

    /// Writes what was taken, and is empty again.
    ///
    /// # Errors
    /// When the disk is full, or the leaf is of another type.
    pub(super) fn write(&mut self, leaf: &mut ColumnWriter<'_>) -> Result<()> {
        let (definition, repetition) = (Some(&self.definition[..]), self.repetition.as_deref());
        match (&mut self.values, leaf) {
            (Values::Bytes(all), ColumnWriter::ByteArrayColumnWriter(leaf)) => {
                leaf.write_batch(all, definition, repetition)?;
                all.clear();
            }
            (Values::Doubles(all), ColumnWriter::DoubleColumnWriter(leaf)) => {
                leaf.write_batch(all, definition, repetition)?;
                all.clear();
            }
            (Values::Longs(all), ColumnWriter::Int64ColumnWriter(leaf)) => {
                leaf.write_batch(all, definition, repetition)?;
                all.clear();
            }
            (Values::Days(all), ColumnWriter::Int32ColumnWriter(leaf)) => {
                leaf.write_batch(all, definition, repetition)?;
                all.clear();
            }
            (Values::Booleans(all), ColumnWriter::BoolColumnWriter(leaf)) => {
                leaf.write_batch(all, definition, repetition)?;
                all.clear();
            }
            _ => bail!("a column was declared as another type than it holds"),
        }
        self.definition.clear();
        if let Some(repetition) = &mut self.repetition {
            repetition.clear();
        }
        Ok(())
    }
}
