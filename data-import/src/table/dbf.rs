//! Records of a `.dbf` file, the table beside a shapefile. Deleted records keep their place and have no row.
//! Refuses headers whose lengths contradict each other.

use std::io::Read;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::limits::MAX_COLUMNS;
use super::sheet_cell::boolean;
use crate::row_error::Problem;

/// Upper half of the code page of DOS in western Europe (850); Italian letters are the same in 437.
const DOS: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// How the text of a table is written.
#[derive(Clone, Copy)]
pub(super) enum TextCode {
    Known(&'static Encoding),
    Dos,
}

impl TextCode {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Known(encoding) => encoding.name(),
            Self::Dos => "IBM850",
        }
    }

    /// What a `.cpg` file says; labels of ESRI included.
    pub(super) fn of_label(label: &str) -> Option<Self> {
        let label = label.trim().trim_start_matches('\u{feff}').to_lowercase();
        match label.as_str() {
            "850" | "437" | "cp850" | "cp437" | "oem 850" | "oem 437" | "ibm850" | "ibm437" => Some(Self::Dos),
            "1252" | "ansi 1252" | "cp1252" | "88591" | "8859_1" | "88591 " => Some(Self::Known(WINDOWS_1252)),
            "65001" => Some(Self::Known(UTF_8)),
            other => Encoding::for_label(other.as_bytes()).map(Self::Known),
        }
    }

    /// What the language byte of the header says, where it says anything.
    fn of_language(byte: u8) -> Option<Self> {
        match byte {
            0x01 | 0x02 | 0x0A | 0x0B | 0x0D | 0x0E | 0x24 | 0x25 => Some(Self::Dos),
            0x03 | 0x57..=0x59 => Some(Self::Known(WINDOWS_1252)),
            _ => None,
        }
    }

    fn text(self, bytes: &[u8]) -> Result<String, Problem> {
        match self {
            Self::Known(encoding) if encoding == UTF_8 => std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| Problem::NotUtf8),
            Self::Known(encoding) => Ok(encoding.decode_without_bom_handling(bytes).0.into_owned()),
            Self::Dos => {
                let upper = |byte: u8| DOS.chars().nth(usize::from(byte - 0x80)).unwrap_or(char::REPLACEMENT_CHARACTER);
                Ok(bytes.iter().map(|&byte| if byte.is_ascii() { char::from(byte) } else { upper(byte) }).collect())
            }
        }
    }
}

/// One column.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) name: String,
    kind: u8,
    length: usize,
}

/// What stands before the records.
pub(super) struct Header {
    pub(super) fields: Vec<Field>,
    pub(super) records: u64,
    /// What the language byte says of the text.
    pub(super) language: Option<TextCode>,
    record_bytes: usize,
}

impl Header {
    /// Reads the header, up to the first record.
    pub(super) fn read(input: &mut impl Read) -> Result<Self, Problem> {
        let broken = Problem::NotThisFormat("the table of a shapefile");
        let mut start = [0; 32];
        input.read_exact(&mut start).map_err(|_| Problem::Truncated)?;
        let header_bytes = usize::from(u16::from_le_bytes([start[8], start[9]]));
        let record_bytes = usize::from(u16::from_le_bytes([start[10], start[11]]));
        if header_bytes < 33 || record_bytes == 0 {
            return Err(broken);
        }
        let mut rest = vec![0; header_bytes - 32];
        input.read_exact(&mut rest).map_err(|_| Problem::Truncated)?;
        let language = TextCode::of_language(start[29]);
        let names = language.unwrap_or(TextCode::Known(WINDOWS_1252));
        let mut fields = Vec::new();
        // The list of fields ends with a carriage return; what follows belongs to other programmes.
        for field in rest.chunks_exact(32).take_while(|field| field[0] != 0x0D) {
            let name = field[..11].split(|byte| *byte == 0).next().unwrap_or_default();
            fields.push(Field { name: names.text(name).unwrap_or_default(), kind: field[11], length: usize::from(field[16]) });
        }
        let needed: usize = 1 + fields.iter().map(|field| field.length).sum::<usize>();
        if fields.is_empty() || needed > record_bytes {
            return Err(broken);
        }
        if fields.len() > MAX_COLUMNS {
            return Err(Problem::TooMany("columns", MAX_COLUMNS as u64));
        }
        let records = u64::from(u32::from_le_bytes([start[4], start[5], start[6], start[7]]));
        Ok(Self { fields, records, language, record_bytes })
    }

    /// The cells of the next record; `None` for a deleted one. A flaw names the first cell that cannot be read.
    #[allow(clippy::type_complexity)]
    pub(super) fn record(&self, input: &mut impl Read, code: TextCode) -> Result<Option<(Vec<String>, Option<(usize, Problem)>)>, Problem> {
        let mut bytes = vec![0; self.record_bytes];
        input.read_exact(&mut bytes).map_err(|error| super::archive::io_problem(&error))?;
        if bytes[0] == b'*' {
            return Ok(None);
        }
        let mut at = 1;
        let mut cells = Vec::with_capacity(self.fields.len());
        let mut flaw = None;
        for (position, field) in self.fields.iter().enumerate() {
            let raw = &bytes[at..at + field.length];
            at += field.length;
            cells.push(cell(field.kind, raw, code).unwrap_or_else(|problem| {
                flaw.get_or_insert((position, problem));
                String::from_utf8_lossy(raw).trim().to_owned()
            }));
        }
        Ok(Some((cells, flaw)))
    }
}

/// One value as text.
fn cell(kind: u8, raw: &[u8], code: TextCode) -> Result<String, Problem> {
    let raw = raw.split(|byte| *byte == 0).next().unwrap_or_default();
    let text = code.text(raw)?;
    let text = text.trim();
    Ok(match kind {
        // A row of asterisks is how an overflow is written.
        b'N' | b'F' if text.starts_with('*') => String::new(),
        b'N' | b'F' if text.contains(['e', 'E']) => text.parse::<f64>().map_or_else(|_| text.to_owned(), super::sheet_cell::number),
        b'N' | b'F' if text.contains('.') => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        b'D' if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) => match text {
            "00000000" => String::new(),
            _ => format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]),
        },
        b'L' => match text {
            "T" | "t" | "Y" | "y" | "S" | "s" => boolean(true).to_owned(),
            "F" | "f" | "N" | "n" => boolean(false).to_owned(),
            _ => String::new(),
        },
        _ => text.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dos_letters_are_where_dos_had_them() {
        assert_eq!(DOS.chars().count(), 128);
        assert_eq!(TextCode::Dos.text(b"Forl\x8d, citt\x85").expect("any byte is a letter"), "Forlì, città");
    }

    #[test]
    fn values_become_the_text_people_read() {
        let known = TextCode::Known(UTF_8);
        let read = |kind: u8, raw: &str| cell(kind, raw.as_bytes(), known).expect("it is text");
        assert_eq!(read(b'N', "   12.500"), "12.5");
        assert_eq!(read(b'N', "  1.20000e+003"), "1200");
        assert_eq!(read(b'N', "********"), "");
        assert_eq!(read(b'D', "20240122"), "2024-01-22");
        assert_eq!(read(b'L', "?"), "");
        assert_eq!(read(b'C', "001001  "), "001001");
    }
}
