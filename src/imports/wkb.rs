//! Geometry as well-known binary, the form in which arrays of shapes travel to PostGIS.
//! Refuses nothing: validity is the reader's business, the coordinate system that of the statement.

use geo::{MultiPolygon, Polygon};

use crate::geo::wkb;

/// A multipolygon, x before y.
pub(super) fn of_multi_polygon(shape: &MultiPolygon<f64>) -> Vec<u8> {
    let mut bytes = Vec::new();
    wkb::write_multi_polygon(&mut bytes, shape);
    bytes
}

/// A polygon, x before y.
pub(super) fn of_polygon(shape: &Polygon<f64>) -> Vec<u8> {
    let mut bytes = Vec::new();
    wkb::write_polygon(&mut bytes, shape);
    bytes
}

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;

    #[test]
    fn a_triangle_has_the_bytes_of_the_standard() {
        let triangle = polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 0.0, y: 1.0)];
        let bytes = of_multi_polygon(&MultiPolygon(vec![triangle]));
        assert_eq!(bytes.len(), 9 + 9 + 4 + 4 * 16);
        assert_eq!(bytes[..9], [1, 6, 0, 0, 0, 1, 0, 0, 0]);
        assert_eq!(bytes[9..18], [1, 3, 0, 0, 0, 1, 0, 0, 0]);
        assert_eq!(bytes[18..22], [4, 0, 0, 0]);
    }
}
