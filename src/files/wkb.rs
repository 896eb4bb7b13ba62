//! Geometries of files as well-known binary, in degrees of longitude and latitude.

use anyhow::{Result, bail};
use geo::{BoundingRect, Geometry};

pub(super) use crate::geo::wkb::write_point;
use crate::geo::wkb::{write_multi_point, write_multi_polygon};

/// The least and the greatest longitude and latitude: west, south, east, north.
pub(super) type Bounds = [f64; 4];

/// Appends a point, points or polygons.
///
/// # Errors
/// For a geometry of a kind that no table here has.
pub(super) fn write(bytes: &mut Vec<u8>, geometry: &Geometry<f64>) -> Result<()> {
    match geometry {
        Geometry::Point(point) => write_point(bytes, point.x(), point.y()),
        Geometry::MultiPoint(points) => write_multi_point(bytes, points),
        Geometry::MultiPolygon(polygons) => write_multi_polygon(bytes, polygons),
        _ => bail!("a geometry of a kind that no table here has"),
    }
    Ok(())
}

/// Where a geometry lies; none for an empty one.
pub(super) fn bounds(geometry: &Geometry<f64>) -> Option<Bounds> {
    geometry.bounding_rect().map(|here| [here.min().x, here.min().y, here.max().x, here.max().y])
}

/// The bounds of both.
pub(super) fn together(all: Option<Bounds>, here: Bounds) -> Bounds {
    all.map_or(here, |all| [all[0].min(here[0]), all[1].min(here[1]), all[2].max(here[2]), all[3].max(here[3])])
}

#[cfg(test)]
mod tests {
    use geo::{Point, polygon};

    use super::*;

    #[test]
    fn bytes_are_those_of_the_standard() {
        let mut bytes = vec![];
        write_point(&mut bytes, 2.0, 4.0);
        let point = [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0x10, 0x40];
        assert_eq!(bytes, point);
        let mut same = vec![];
        write(&mut same, &Geometry::Point(Point::new(2.0, 4.0))).expect("a point");
        assert_eq!(same, point);
        let mut shape = vec![];
        let triangle = polygon![(x: 0.0, y: 0.0), (x: 2.0, y: 0.0), (x: 0.0, y: 4.0), (x: 0.0, y: 0.0)];
        write(&mut shape, &Geometry::MultiPolygon(vec![triangle.clone()].into())).expect("polygons");
        assert_eq!(shape.len(), 9 + 9 + 4 + 4 * 16);
        assert_eq!(
            (&shape[..9], &shape[9..18], &shape[18..22]),
            (&[1, 6, 0, 0, 0, 1, 0, 0, 0][..], &[1, 3, 0, 0, 0, 1, 0, 0, 0][..], &[4, 0, 0, 0][..])
        );
        assert!(write(&mut vec![], &Geometry::Polygon(triangle.clone())).is_err(), "no table has single polygons");
        assert_eq!(bounds(&Geometry::Polygon(triangle)), Some([0.0, 0.0, 2.0, 4.0]));
        assert_eq!(together(Some([1.0, -1.0, 3.0, 1.0]), [0.0, 0.0, 2.0, 4.0]), [0.0, -1.0, 3.0, 4.0]);
    }
}
