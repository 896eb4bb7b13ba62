//! Records of a `.shp` file (ESRI Shapefile Technical Description, 1998): points, lines, polygons, with Z and M left out.
//! Refuses lengths that leave the record, and surfaces (MultiPatch).

use std::io::Read;

use geo::{Coord, Geometry, MultiLineString, MultiPoint, MultiPolygon, Point};

use super::limits::MAX_FEATURE_BYTES;
use super::rings::{Budget, coordinate, line, polygons_by_direction, ring};
use crate::row_error::Problem;

/// Bytes before the first record.
const HEADER_BYTES: usize = 100;

/// The shapes of a `.shp`, in its order.
pub(super) struct Shapes<R> {
    input: R,
    buffer: Vec<u8>,
}

impl<R: Read> Shapes<R> {
    /// Reads the header; the first bytes decide whether it is one.
    pub(super) fn new(mut input: R) -> Result<Self, Problem> {
        let mut header = [0; HEADER_BYTES];
        input.read_exact(&mut header).map_err(|_| Problem::Truncated)?;
        if header[..4] != [0, 0, 0x27, 0x0A] {
            return Err(Problem::NotThisFormat("a shapefile"));
        }
        Ok(Self { input, buffer: Vec::new() })
    }

    /// The next shape: outer `None` at the end, inner `None` for a record without shape. A problem of the shape
    /// itself leaves the next one readable; a problem of its frame is `Err` outside.
    #[allow(clippy::type_complexity)]
    pub(super) fn next(&mut self) -> Result<Option<Result<Option<Geometry<f64>>, Problem>>, Problem> {
        let mut frame = [0; 8];
        let mut filled = 0;
        while filled < frame.len() {
            let count = self.input.read(&mut frame[filled..]).map_err(|error| super::archive::io_problem(&error))?;
            if count == 0 {
                return if filled == 0 { Ok(None) } else { Err(Problem::Truncated) };
            }
            filled += count;
        }
        // Lengths are counted in words of two bytes, most significant byte first.
        let length = u32::from_be_bytes([frame[4], frame[5], frame[6], frame[7]]) as usize * 2;
        if length > MAX_FEATURE_BYTES {
            return Err(Problem::TooLong(MAX_FEATURE_BYTES));
        }
        self.buffer.clear();
        let taken = (&mut self.input).take(length as u64).read_to_end(&mut self.buffer);
        if taken.map_err(|error| super::archive::io_problem(&error))? < length {
            return Err(Problem::Truncated);
        }
        Ok(Some(shape(&self.buffer)))
    }
}

fn word(bytes: &[u8], at: usize) -> Result<u32, Problem> {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map(|raw| u32::from_le_bytes(*raw)).ok_or(Problem::Truncated)
}

fn place(bytes: &[u8], at: usize) -> Result<Coord<f64>, Problem> {
    let number = |at: usize| bytes.get(at..).and_then(<[u8]>::first_chunk).map(|raw| f64::from_le_bytes(*raw)).ok_or(Problem::Truncated);
    coordinate(number(at)?, number(at + 8)?)
}

/// Coordinates from `at` on.
fn places(bytes: &[u8], at: usize, count: usize) -> Result<Vec<Coord<f64>>, Problem> {
    if count.checked_mul(16).and_then(|length| length.checked_add(at)).is_none_or(|end| end > bytes.len()) {
        return Err(Problem::Truncated);
    }
    (0..count).map(|number| place(bytes, at + 16 * number)).collect()
}

/// One shape. Types 11 and above are those below 10 with Z, 21 and above with M.
fn shape(bytes: &[u8]) -> Result<Option<Geometry<f64>>, Problem> {
    let kind = word(bytes, 0)?;
    match kind {
        0 => Ok(None),
        1 | 11 | 21 => Ok(Some(Point::from(place(bytes, 4)?).into())),
        8 | 18 | 28 => {
            let count = word(bytes, 36)? as usize;
            Budget::new().spend(count)?;
            let points = places(bytes, 40, count)?.into_iter().map(Point::from).collect::<Vec<_>>();
            Ok((!points.is_empty()).then(|| MultiPoint(points).into()))
        }
        3 | 13 | 23 => {
            let lines = parts(bytes)?.into_iter().map(line).collect::<Result<Vec<_>, _>>()?;
            Ok((!lines.is_empty()).then(|| MultiLineString(lines).into()))
        }
        5 | 15 | 25 => {
            let rings = parts(bytes)?.into_iter().map(ring).collect::<Result<Vec<_>, _>>()?;
            Ok((!rings.is_empty()).then(|| MultiPolygon(polygons_by_direction(rings)).into()))
        }
        _ => Err(Problem::WrongGeometry("point, line or polygon")),
    }
}

/// Parts of a line or polygon: each begins where the record's list says and ends where the next begins.
fn parts(bytes: &[u8]) -> Result<Vec<Vec<Coord<f64>>>, Problem> {
    let (parts, points) = (word(bytes, 36)? as usize, word(bytes, 40)? as usize);
    Budget::new().spend(points)?;
    Budget::new().spend(parts)?;
    let first_point = 44 + 4 * parts;
    if first_point > bytes.len() {
        return Err(Problem::Truncated);
    }
    let mut found = Vec::with_capacity(parts);
    for part in 0..parts {
        let start = word(bytes, 44 + 4 * part)? as usize;
        let end = if part + 1 < parts { word(bytes, 48 + 4 * part)? as usize } else { points };
        if start > end || end > points {
            return Err(Problem::BrokenGeometry);
        }
        found.push(places(bytes, first_point + 16 * start, end - start)?);
    }
    Ok(found)
}
