"""Neighbours share their edges in the tiles people get, at one zoom of every band of generalisation.

Where two units meet, each draws the same line in opposite directions. What is left over when all such pairs are taken
away is the outline of the country (and of the tile). A gap between neighbours is left over as a hole, an overlap as an
edge drawn twice in the same direction.
"""

import random
from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from clients.addresses import column_row, covering
from clients.vector_tile import Layer, doubled_area, read

BUFFER = 64
# Places where many small units meet, on land and on the coast.
BUSY = [(9.19, 45.46), (12.49, 41.89), (14.25, 40.85), (11.35, 46.50), (7.68, 45.07), (9.12, 39.22), (15.55, 38.19), (13.36, 38.11), (12.45, 43.94)]
# The countries inside Italy are real holes.
COUNTRIES_INSIDE = [(12.457, 43.942), (12.4534, 41.9033)]


def zooms(layer: str) -> list[int]:
    """One zoom of every band the layer is drawn at."""
    return {"regions": [4, 6, 8, 10, 12], "provinces": [4, 6, 8, 10, 12], "municipalities": [6, 8, 10, 12]}[layer]


def addresses(zoom: int, thorough: bool) -> list[tuple[int, int, int]]:
    """The whole country at low zooms, a sample with the busiest places at higher ones."""
    whole = covering(zoom)
    if len(whole) <= 60 or (thorough and zoom <= 9):
        return whole
    busy = {(zoom, *column_row(lon, lat, zoom)) for lon, lat in BUSY}
    return sorted(busy | set(random.Random(zoom).sample(whole, 600 if thorough else 25)))


def border(a, b, extent: int) -> bool:
    """Does an edge run along the line where tiles are cut?"""
    low, high = -BUFFER, extent + BUFFER
    return any(a[axis] == b[axis] and (a[axis] <= low or a[axis] >= high) for axis in (0, 1))


def left_over(layer: Layer) -> tuple[Counter, list]:
    """Directed edges without their reverse, and edges drawn twice in the same direction."""
    edges = Counter()
    for feature in layer.features:
        for ring in feature.rings:
            edges.update(edge for edge in pairwise(ring) if edge[0] != edge[1])
    twice = [edge for edge, count in edges.items() if count > 1 and not border(*edge, layer.extent)]
    single = edges - Counter({(b, a): count for (a, b), count in edges.items()})
    return single, twice


def loops(edges: Counter) -> list[list]:
    """Left-over edges joined into closed lines."""
    after = defaultdict(list)
    for (a, b), count in edges.items():
        after[a].extend([b] * count)
    found = []
    while after:
        start = next(iter(after))
        line, at = [start], {start: 0}
        while after.get(line[-1]):
            point = after[line[-1]].pop()
            if not after[line[-1]]:
                del after[line[-1]]
            line.append(point)
            if point in at:
                # A point met twice closes a loop of its own; the rest of the line goes on from it.
                first = at[point]
                found.append(line[first:])
                for gone in line[first + 1 : -1]:
                    at.pop(gone, None)
                del line[first + 1 :]
            else:
                at[point] = len(line) - 1
        after.pop(line[-1], None)
    return found


def holes(layer: Layer) -> list[list]:
    """Loops that run the other way round than the outlines of units do."""
    single, _ = left_over(layer)
    # Outer rings have positive area in tile coordinates (MVT 2.1 §4.3.3.3), so the land lies on one known side.
    return [loop for loop in loops(single) if doubled_area(loop) < 0]


def inside_another_country(loop, tile, extent: int) -> bool:
    zoom, column, row = tile
    for lon, lat in COUNTRIES_INSIDE:
        import math

        side = 1 << zoom
        x = ((lon + 180) / 360 * side - column) * extent
        y = ((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * side - row) * extent
        xs, ys = [p[0] for p in loop], [p[1] for p in loop]
        if min(xs) - 2 <= x <= max(xs) + 2 and min(ys) - 2 <= y <= max(ys) + 2:
            return True
    return False
