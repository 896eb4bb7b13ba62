"""Neighbours share their edges in the tiles people get, at one zoom of every band of generalisation.

Where two units meet, each draws the same line in opposite directions. What is left over when all such pairs are taken
away is the outline of the country (and of the tile). A gap between neighbours is left over as a hole, an overlap as an
edge drawn twice in the same direction.
"""

import math
import random
from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from clients.addresses import column_row, covering
from clients.vector_tile import Layer, doubled_area, read

BUFFER = 64
# Places where many small units meet, on land and on the coast.
BUSY = [(9.19, 45.46), (12.49, 41.89), (14.25, 40.85), (11.35, 46.50), (7.68, 45.07), (9.12, 39.22), (15.55, 38.19), (13.36, 38.11), (12.45, 43.94)]
# San Marino, the Vatican, the papal villas of Castel Gandolfo.
NOT_ITALY = [(12.457, 43.942), (12.4534, 41.9033), (12.654, 41.740)]
# Coordinates are rounded to whole tile units, an eighth of a pixel: two lines that meet at a point of a third may
# part by less than one. More would be seen.
WIDEST_GAP = 1.0


ZOOMS = [4, 6, 8, 10, 12]


def layers_at(zoom: int) -> list[str]:
    return ["regions", "provinces"] if zoom < 6 else ["regions", "provinces", "municipalities"]


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


def width(loop: list) -> float:
    """Mean width of a narrow loop, in tile units."""
    length = sum(math.dist(a, b) for a, b in pairwise(loop))
    return abs(doubled_area(loop)) / length if length else 0.0


def gaps(layer: Layer, tile) -> list[list]:
    """Loops that run the other way round than the outlines of units do, and are not another country."""
    single, _ = left_over(layer)
    # Outer rings have positive area in tile coordinates (MVT 2.1 §4.3.3.3), so the land lies on one known side.
    return [loop for loop in loops(single) if doubled_area(loop) < 0 and not holds_another_country(loop, tile, layer.extent)]


def holds_another_country(loop: list, tile, extent: int) -> bool:
    zoom, column, row = tile
    side = 1 << zoom
    for lon, lat in NOT_ITALY:
        x = ((lon + 180) / 360 * side - column) * extent
        y = ((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * side - row) * extent
        xs, ys = [point[0] for point in loop], [point[1] for point in loop]
        if min(xs) - 3 <= x <= max(xs) + 3 and min(ys) - 3 <= y <= max(ys) + 3:
            return True
    return False


def by_region(layer: Layer) -> Counter:
    """Twice the area of each Region's units in a tile, exact."""
    areas = Counter()
    for feature in layer.features:
        areas[feature.properties.get("region_code", feature.properties["code"])] += feature.doubled_area
    return areas


@pytest.mark.parametrize("thorough", [False, pytest.param(True, marks=pytest.mark.long)], ids=["sample", "thorough"])
@pytest.mark.parametrize("zoom", ZOOMS)
def test_neighbours_share_their_edges(site, zoom, thorough):
    names = layers_at(zoom)
    tiles = vertices = narrow = 0
    wrong = []
    for tile in addresses(zoom, thorough):
        answer = site.get(f"/tiles/{','.join(names)}/{'/'.join(map(str, tile))}")
        if answer.status == 204:
            continue
        assert answer.status == 200, answer.text()
        layers = read(answer.body)
        tiles += 1
        for name in names:
            layer = layers[name]
            vertices += sum(len(ring) for feature in layer.features for ring in feature.rings)
            _, twice = left_over(layer)
            wrong += [f"{name} {tile}: {edge} is drawn twice in the same direction" for edge in twice]
            for gap in gaps(layer, tile):
                narrow += 1
                if width(gap) > WIDEST_GAP:
                    wrong.append(f"{name} {tile}: a gap {width(gap):.2f} units wide: {gap[:6]}")
        whole = by_region(layers["regions"])
        for name in names[1:]:
            parts = by_region(layers[name])
            for region, area in whole.items():
                # What rounding adds to or takes from a Region grows with the lines inside it, not with its area.
                if abs(parts[region] - area) > 2 * (50 + 0.0005 * area):
                    wrong.append(f"{name} {tile}: the units of Region {region} cover {parts[region] / 2}, the Region {area / 2}")
    assert tiles >= 2 and vertices > 300
    print(f"zoom {zoom}: {tiles} tiles, {vertices} vertices, {narrow} gaps below one unit")
    assert narrow <= 0.001 * vertices, f"{narrow} gaps for {vertices} vertices"
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize("level", ["region", "province", "municipality"])
def test_every_unit_is_labelled_once_inside_itself(site, level):
    """Over all tiles of a zoom each unit has one label; buffers show it again at tile edges, at the same place."""
    zoom = {"region": 6, "province": 8, "municipality": 11}[level]
    box = (6.6, 35.4, 18.6, 47.1) if level != "municipality" else (8.9, 45.2, 9.6, 45.8)
    places = defaultdict(set)
    for tile in covering(zoom, box):
        answer = site.get(f"/tiles/labels/{'/'.join(map(str, tile))}")
        if answer.status == 204:
            continue
        layer = read(answer.body)["labels"]
        for feature in layer.features:
            if feature.properties["level"] == level:
                [[(x, y)]] = feature.rings
                places[feature.properties["code"]].add((tile[1] * layer.extent + x, tile[2] * layer.extent + y))
    assert len(places) == {"region": 20, "province": 107}.get(level, len(places)) and len(places) >= 20
    scattered = {code: at for code, at in places.items() if max(math.dist(a, b) for a in at for b in at) > 1.5}
    assert not scattered, scattered
