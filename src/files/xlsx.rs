//! A workbook of one sheet: codes stay text with their zeros, numbers are numbers, days are days.

use std::io::{BufWriter, Write};

use anyhow::Result;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};

use super::Table;
use super::cell::text;
use crate::published::cql2::{Record, Type, Value};

/// A cell holds no more characters.
const LONGEST: usize = 32_767;

pub(super) fn write<R: Record>(
    table: Table<'_>,
    rows: impl Iterator<Item = R>,
    out: impl Write + std::io::Seek + Send,
    written_at: DateTime<Utc>,
) -> Result<()> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&day(written_at.date_naive())?));
    let (head, plain, date) = (Format::new().set_bold(), Format::new().set_num_format("@"), Format::new().set_num_format("yyyy-mm-dd"));
    // Rows leave for the disk as soon as they are whole.
    let sheet = book.add_worksheet_with_constant_memory().set_name(table.name)?;
    sheet.set_freeze_panes(1, 0)?;
    let mut column = 0;
    for (name, kind) in table.schema.properties() {
        let own = [name.as_str()];
        let names: &[&str] = if *kind == Type::Geometry { &["lon", "lat"] } else { &own };
        for name in names {
            sheet.write_with_format(0, column, *name, &head)?;
            column += 1;
        }
    }
    for (line, row) in (1..).zip(rows) {
        for (at, column) in (0..table.schema.properties().len()).zip(0_u16..) {
            match row.get(at) {
                Value::Null | Value::Geometry(_) => {}
                Value::Number(number) => {
                    sheet.write_number(line, column, number)?;
                }
                Value::Boolean(value) => {
                    sheet.write_boolean(line, column, value)?;
                }
                Value::Date(value) => {
                    sheet.write_datetime_with_format(line, column, &day(value)?, &date)?;
                }
                Value::Point { lon, lat } => {
                    sheet.write_number(line, column, lon)?;
                    sheet.write_number(line, column + 1, lat)?;
                }
                value => {
                    let shown: String = text(value).chars().take(LONGEST).collect();
                    if !shown.is_empty() {
                        sheet.write_string_with_format(line, column, shown, &plain)?;
                    }
                }
            }
        }
    }
    book.save_to_writer(BufWriter::new(out))?;
    Ok(())
}

fn day(day: NaiveDate) -> Result<ExcelDateTime> {
    Ok(ExcelDateTime::from_ymd(u16::try_from(day.year())?, u8::try_from(day.month())?, u8::try_from(day.day())?)?)
}
