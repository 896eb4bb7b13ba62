"""Addresses of tiles: which cover a box, and what is at a point."""

import math

# West, south, east, north of Italy in degrees, with Lampedusa and the Brenner.
ITALY = (6.6, 35.4, 18.6, 47.1)


def column_row(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    """The tile that holds a point (degrees, EPSG:4326)."""
    side = 1 << zoom
    row = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
    return int((lon + 180) / 360 * side), int(row * side)


def covering(zoom: int, box: tuple[float, float, float, float] = ITALY) -> list[tuple[int, int, int]]:
    """The tiles of a zoom that cover a box, row by row."""
    west, south, east, north = box
    left, top = column_row(west, north, zoom)
    right, bottom = column_row(east, south, zoom)
    return [(zoom, column, row) for row in range(top, bottom + 1) for column in range(left, right + 1)]
