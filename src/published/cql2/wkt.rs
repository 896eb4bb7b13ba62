//! Geometries inside CQL2 text: WKT, with or without heights, and `BBOX(…)`.
//! Refuses empty geometries and collections within collections.

use geo::{Coord, Geometry, GeometryCollection, MultiLineString, MultiPoint, MultiPolygon, Point};

use super::ast::Operand;
use super::error::{Error, ErrorKind, Expected, GeometryFault};
use super::geometry::{check, geographic_box, line, polygon, vertex};
use super::lexer::TokenKind;
use super::placing::{placed_box, placed_vertex};
use super::text::Reader;

type Vertices = Vec<Coord<f64>>;

impl Reader<'_> {
    /// A geometry, if the present word is the tag of one.
    pub(super) fn geometry(&mut self, tag: &str) -> Result<Option<Operand>, Error> {
        let with_heights =
            usize::from(self.peek(1).is_some_and(|token| token.kind == TokenKind::Word && token.written.eq_ignore_ascii_case("Z")));
        if !self.peek(1 + with_heights).is_some_and(|token| token.kind == TokenKind::Mark('(')) {
            return Ok(None);
        }
        let start = self.error(ErrorKind::Empty);
        if tag == "BBOX" && with_heights == 0 {
            self.advance();
            return self.bbox().map(Some);
        }
        if !["POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION"].contains(&tag) {
            return Ok(None);
        }
        for _ in 0..=with_heights {
            self.advance();
        }
        let geometry = self.tagged(tag)?;
        check(&geometry).map_err(|fault| ErrorKind::InvalidGeometry(fault).at(start.place))?;
        Ok(Some(Operand::Geometry(geometry)))
    }

    fn tagged(&mut self, tag: &str) -> Result<Geometry<f64>, Error> {
        Ok(match tag {
            "POINT" => Geometry::Point(Point(self.point()?)),
            "LINESTRING" => Geometry::LineString(self.made(Self::vertices, line)?),
            "POLYGON" => Geometry::Polygon(self.made(Self::rings, polygon)?),
            "MULTIPOINT" => Geometry::MultiPoint(MultiPoint(self.several(|reader| {
                // `(1 2, 3 4)` is as common as `((1 2), (3 4))`.
                let open = reader.peek(0).is_some_and(|token| token.kind == TokenKind::Mark('('));
                Ok(Point(if open { reader.point()? } else { reader.vertex()? }))
            })?)),
            "MULTILINESTRING" => Geometry::MultiLineString(MultiLineString(self.several(|reader| reader.made(Self::vertices, line))?)),
            "MULTIPOLYGON" => Geometry::MultiPolygon(MultiPolygon(self.several(|reader| reader.made(Self::rings, polygon))?)),
            _ => Geometry::GeometryCollection(GeometryCollection(self.several(Self::member)?)),
        })
    }

    fn member(&mut self) -> Result<Geometry<f64>, Error> {
        let tag =
            self.peek(0).filter(|token| token.kind == TokenKind::Word).map(|token| token.written.to_ascii_uppercase()).unwrap_or_default();
        if tag == "GEOMETRYCOLLECTION" {
            return Err(self.error(ErrorKind::InvalidGeometry(GeometryFault::NestedCollection)));
        }
        match self.geometry(&tag)? {
            Some(Operand::Geometry(geometry)) => Ok(geometry),
            _ => Err(self.unexpected(Expected::Geometry)),
        }
    }

    /// Reads points, and makes of them what they should be; a fault is told where they begin.
    fn made<P, T>(&mut self, read: fn(&mut Self) -> Result<P, Error>, make: fn(P) -> Result<T, GeometryFault>) -> Result<T, Error> {
        let start = self.error(ErrorKind::Empty);
        let points = read(self)?;
        make(points).map_err(|fault| ErrorKind::InvalidGeometry(fault).at(start.place))
    }

    fn several<T>(&mut self, mut one: impl FnMut(&mut Self) -> Result<T, Error>) -> Result<Vec<T>, Error> {
        self.expect_mark('(', "(")?;
        let mut found = vec![one(self)?];
        while self.eat_mark(',') {
            found.push(one(self)?);
        }
        self.expect_mark(')', ")")?;
        Ok(found)
    }

    fn rings(&mut self) -> Result<Vec<Vertices>, Error> {
        self.several(Self::vertices)
    }

    fn vertices(&mut self) -> Result<Vertices, Error> {
        self.several(Self::vertex)
    }

    fn point(&mut self) -> Result<Coord<f64>, Error> {
        self.expect_mark('(', "(")?;
        let point = self.vertex()?;
        self.expect_mark(')', ")")?;
        Ok(point)
    }

    fn vertex(&mut self) -> Result<Coord<f64>, Error> {
        let start = self.error(ErrorKind::Empty);
        let (lon, lat) = (self.number()?, self.number()?);
        // A height is read over.
        if matches!(self.peek(0), Some(token) if matches!(token.kind, TokenKind::Number(_))) {
            self.advance();
        }
        let found = self.place.map_or_else(|| vertex(lon, lat), |place| placed_vertex(place, lon, lat));
        found.map_err(|fault| ErrorKind::InvalidGeometry(fault).at(start.place))
    }

    fn bbox(&mut self) -> Result<Operand, Error> {
        let start = self.error(ErrorKind::Empty);
        let numbers = self.several(Self::number)?;
        let (west, south, east, north) = match numbers.as_slice() {
            [west, south, east, north] | [west, south, _, east, north, _] => (*west, *south, *east, *north),
            _ => {
                return Err(ErrorKind::Unexpected { found: super::error::Found::Piece("BBOX".into()), expected: Expected::Arguments(4) }
                    .at(start.place));
            }
        };
        let found = match self.place {
            Some(place) => placed_box(place, [west, south, east, north]),
            None => geographic_box(west, south, east, north).map(Operand::Box),
        };
        found.map_err(|fault| ErrorKind::InvalidGeometry(fault).at(start.place))
    }

    fn number(&mut self) -> Result<f64, Error> {
        let Some(TokenKind::Number(number)) = self.peek(0).map(|token| &token.kind) else {
            return Err(self.unexpected(Expected::Number));
        };
        let number = *number;
        self.advance();
        Ok(number)
    }
}
