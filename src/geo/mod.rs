//! Points, distances, boxes, tile addresses and the bytes of a tile of points and of shapes on WGS 84, as pure functions.
//! Refuses coordinates that are not finite or not on the globe, so that everything above can trust them.
//! Longitude always comes first; degrees are decimal, EPSG:4326.

mod bounding_box;
mod chord;
mod coordinates;
mod geodesic;
mod ring_index;
mod vector_tile;
mod web_mercator;
pub mod wkb;
mod world;

pub use bounding_box::{BoundingBox, BoundingBoxError};
pub use chord::{CHORD_ROUNDING_M, chord_m, chord_surely_within_m, earth_centred, longest_excess_m, near_geodesic_m};
pub use coordinates::{Coordinates, CoordinatesError};
pub use geodesic::{bearing_to_show_deg, geodesic_distance_m, initial_bearing_deg};
pub use ring_index::LandmassIndex;
pub use vector_tile::{OwnAttributes, PointLayer, SharedValue, TileValue, varint};
pub use web_mercator::{MAX_MERCATOR_LATITUDE, MAX_ZOOM, Mercator, from_web_mercator, tile_bounds, tile_of, to_web_mercator};
pub use world::{Cell, TILE_EXTENT, WorldPoint};
