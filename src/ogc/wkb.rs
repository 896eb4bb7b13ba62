//! Multipolygons as PostGIS sends them: well-known binary, little-endian, two dimensions.
//! Refuses everything else, and counts that lead out of the bytes.

use geo::{Coord, Geometry, LineString, MultiPolygon, Polygon};

/// The multipolygon; none where the bytes are none, or one without polygons.
pub fn multi_polygon(bytes: &[u8]) -> Option<Geometry<f64>> {
    let mut rest = bytes;
    let count = header(&mut rest, 6)?;
    let polygons: Vec<Polygon<f64>> = (0..count).map(|_| polygon(&mut rest)).collect::<Option<_>>()?;
    (!polygons.is_empty()).then_some(Geometry::MultiPolygon(MultiPolygon(polygons)))
}

fn polygon(rest: &mut &[u8]) -> Option<Polygon<f64>> {
    let count = header(rest, 3)?;
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
    (order == 1 && found == kind && count <= rest.len() / 4).then_some(count)
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
