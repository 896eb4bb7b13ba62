//! Well-known binary (OGC 06-103r4, §8) as PostGIS, GeoPackage and GeoParquet take it: little-endian, two dimensions, x before y.
//! Refuses to read anything else, and counts that lead out of the bytes.

use geo::{Coord, Geometry, LineString, MultiPoint, MultiPolygon, Polygon};

const LITTLE_ENDIAN: u8 = 1;
const POINT: u32 = 1;
const POLYGON: u32 = 3;
const MULTI_POINT: u32 = 4;
const MULTI_POLYGON: u32 = 6;

/// Appends a point.
pub fn write_point(bytes: &mut Vec<u8>, x: f64, y: f64) {
    begin(bytes, POINT);
    write_vertex(bytes, Coord { x, y });
}

/// Appends points.
pub fn write_multi_point(bytes: &mut Vec<u8>, points: &MultiPoint<f64>) {
    begin(bytes, MULTI_POINT);
    write_count(bytes, points.0.len());
    points.iter().for_each(|point| write_point(bytes, point.x(), point.y()));
}

/// Appends a polygon.
pub fn write_polygon(bytes: &mut Vec<u8>, polygon: &Polygon<f64>) {
    begin(bytes, POLYGON);
    write_count(bytes, 1 + polygon.interiors().len());
    for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
        write_count(bytes, ring.0.len());
        ring.0.iter().for_each(|vertex| write_vertex(bytes, *vertex));
    }
}

/// Appends polygons.
pub fn write_multi_polygon(bytes: &mut Vec<u8>, polygons: &MultiPolygon<f64>) {
    begin(bytes, MULTI_POLYGON);
    write_count(bytes, polygons.0.len());
    polygons.iter().for_each(|polygon| write_polygon(bytes, polygon));
}

fn begin(bytes: &mut Vec<u8>, kind: u32) {
    bytes.push(LITTLE_ENDIAN);
    bytes.extend(kind.to_le_bytes());
}

// Sixteen bytes a vertex: what fits in memory fits in the count.
fn write_count(bytes: &mut Vec<u8>, count: usize) {
    bytes.extend((count as u32).to_le_bytes());
}

fn write_vertex(bytes: &mut Vec<u8>, vertex: Coord<f64>) {
    bytes.extend(vertex.x.to_le_bytes());
    bytes.extend(vertex.y.to_le_bytes());
}

/// The multipolygon; none where the bytes are none, or one without polygons.
#[must_use]
pub fn multi_polygon(bytes: &[u8]) -> Option<Geometry<f64>> {
    let mut rest = bytes;
    let count = header(&mut rest, MULTI_POLYGON)?;
    let polygons: Vec<Polygon<f64>> = (0..count).map(|_| polygon_of(&mut rest)).collect::<Option<_>>()?;
    (!polygons.is_empty()).then_some(Geometry::MultiPolygon(MultiPolygon(polygons)))
}

/// The polygon; none where the bytes are none.
#[must_use]
pub fn polygon(bytes: &[u8]) -> Option<Polygon<f64>> {
    polygon_of(&mut { bytes })
}

fn polygon_of(rest: &mut &[u8]) -> Option<Polygon<f64>> {
    let count = header(rest, POLYGON)?;
    let mut rings = (0..count).map(|_| ring(rest)).collect::<Option<Vec<_>>>()?.into_iter();
    Some(Polygon::new(rings.next()?, rings.collect()))
}

fn ring(rest: &mut &[u8]) -> Option<LineString<f64>> {
    let count = u32::from_le_bytes(take(rest)?) as usize;
    let (mine, others) = rest.split_at_checked(count.checked_mul(16)?)?;
    *rest = others;
    let number = |bytes: &[u8]| bytes.try_into().ok().map(f64::from_le_bytes);
    mine.chunks_exact(16).map(|pair| Some(Coord { x: number(&pair[..8])?, y: number(&pair[8..])? })).collect::<Option<_>>().map(LineString)
}

/// Byte order, kind and count of parts.
fn header(rest: &mut &[u8], kind: u32) -> Option<usize> {
    let [order] = take::<1>(rest)?;
    let found = u32::from_le_bytes(take(rest)?);
    let count = u32::from_le_bytes(take(rest)?) as usize;
    // A part needs four bytes at least.
    (order == LITTLE_ENDIAN && found == kind && count <= rest.len() / 4).then_some(count)
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (head, tail) = rest.split_first_chunk::<N>()?;
    *rest = tail;
    Some(*head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn triangle() -> Vec<u8> {
        let mut bytes = vec![1, 6, 0, 0, 0, 1, 0, 0, 0, 1, 3, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0];
        for number in [0.0_f64, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0] {
            bytes.extend(number.to_le_bytes());
        }
        bytes
    }

    #[test]
    fn a_triangle_is_read_and_a_cut_one_is_none() {
        let bytes = triangle();
        let Some(Geometry::MultiPolygon(found)) = multi_polygon(&bytes) else { panic!("a multipolygon") };
        assert_eq!(found.0[0].exterior().0[1], Coord { x: 1.0, y: 0.0 });
        for end in 0..bytes.len() {
            assert!(multi_polygon(&bytes[..end]).is_none(), "{end}");
        }
        let mut broken = bytes.clone();
        broken[18..22].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(multi_polygon(&broken).is_none());
    }
}
