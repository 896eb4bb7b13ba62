//! Geometry as well-known binary, the form in which arrays of shapes travel to PostGIS.
//! Refuses nothing: validity is the reader's business, the coordinate system that of the statement.

use geo::{LineString, MultiPolygon, Polygon};

const LITTLE_ENDIAN: u8 = 1;
const POLYGON: u32 = 3;
const MULTI_POLYGON: u32 = 6;

/// A multipolygon, x before y.
pub(super) fn of_multi_polygon(shape: &MultiPolygon<f64>) -> Vec<u8> {
    let mut bytes = Vec::new();
    begin(&mut bytes, MULTI_POLYGON, shape.0.len());
    for polygon in &shape.0 {
        write_polygon(&mut bytes, polygon);
    }
    bytes
}

/// A polygon, x before y.
pub(super) fn of_polygon(shape: &Polygon<f64>) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_polygon(&mut bytes, shape);
    bytes
}

fn write_polygon(bytes: &mut Vec<u8>, polygon: &Polygon<f64>) {
    begin(bytes, POLYGON, 1 + polygon.interiors().len());
    write_ring(bytes, polygon.exterior());
    for hole in polygon.interiors() {
        write_ring(bytes, hole);
    }
}

fn write_ring(bytes: &mut Vec<u8>, ring: &LineString<f64>) {
    bytes.extend((ring.0.len() as u32).to_le_bytes());
    for vertex in &ring.0 {
        bytes.extend(vertex.x.to_le_bytes());
        bytes.extend(vertex.y.to_le_bytes());
    }
}

fn begin(bytes: &mut Vec<u8>, kind: u32, parts: usize) {
    bytes.push(LITTLE_ENDIAN);
    bytes.extend(kind.to_le_bytes());
    bytes.extend((parts as u32).to_le_bytes());
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
