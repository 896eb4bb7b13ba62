"""P3: cold boundary tiles beside martin, on the same prepared tables and on the tables as imported."""

import gzip
import http.client
import math
import os
import queue
import random
import statistics
import threading
import time
from pathlib import Path

from machine import LOAD_CORE, WORK, fetch
from report import Line
from vector_tile import features

LAYERS = ("regions", "provinces", "municipalities")
# First zoom of each layer, as in the catalogue of layers.
FIRST_ZOOM = {"regions": 0, "provinces": 4, "municipalities": 6}
ZOOMS = range(4, 13)
TILES_A_ZOOM = 15
CONNECTIONS = 8
# How far down the size of every tile of Italy is looked at.
DEEPEST_SIZED = 9
GZIP = {"Accept-Encoding": "gzip"}
ITALY = (6.6, 35.4, 18.6, 47.1)


def band(zoom: int) -> int:
    """Which preparation a zoom is drawn from; the same words as in tiles/*.sql."""
    return 0 if zoom <= 4 else 1 if zoom <= 6 else 2 if zoom <= 8 else 3 if zoom <= 10 else 4


def at(lon: float, lat: float, zoom: int) -> tuple[int, int, int]:
    side = 2**zoom
    north = math.log(math.tan(math.radians(lat)) + 1 / math.cos(math.radians(lat)))
    return zoom, int((lon + 180) / 360 * side), int((1 - north / math.pi) / 2 * side)


def mixed_tiles(points: list[tuple[float, float]]) -> list[tuple[int, int, int]]:
    """Up to 15 tiles a zoom around comuni drawn by a fixed seed, in an order in which heavy and light alternate."""
    draw = random.Random(2026)
    tiles = []
    for zoom in ZOOMS:
        of_zoom = dict.fromkeys(at(*draw.choice(points), zoom) for _ in range(400))
        tiles += list(of_zoom)[:TILES_A_ZOOM]
    draw.shuffle(tiles)
    return tiles


def whole_italy(deepest: int) -> list[tuple[int, int, int]]:
    tiles = []
    for zoom in range(deepest + 1):
        _, left, bottom = at(ITALY[0], ITALY[1], zoom)
        _, right, top = at(ITALY[2], ITALY[3], zoom)
        tiles += [(zoom, x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]
    return tiles


def layers_at(zoom: int) -> list[str]:
    return [layer for layer in LAYERS if zoom >= FIRST_ZOOM[layer]]


def our_path(tile) -> str:
    return f"/tiles/{','.join(layers_at(tile[0]))}/{tile[0]}/{tile[1]}/{tile[2]}"


def prepared_path(tile) -> str:
    return "/" + ",".join(f"{layer}_{band(tile[0])}" for layer in layers_at(tile[0])) + f"/{tile[0]}/{tile[1]}/{tile[2]}"


def imported_path(tile) -> str:
    return "/" + ",".join(f"{layer}_4326" for layer in layers_at(tile[0])) + f"/{tile[0]}/{tile[1]}/{tile[2]}"


def martin_settings(sockets: str) -> Path:
    """Publishes the views of peers.sql: same extent, buffer and clipping as ours, no cache, gzip."""
    lines = ["postgres:", f"  connection_string: 'host={sockets} user=centri dbname=centri'",
             "  pool_size: 8", "  auto_bounds: skip", "  reload_interval: 0s", "  auto_publish: false", "  tables:"]
    for layer in LAYERS:
        for table in [f"{layer}_{number}" for number in range(5)] + [f"{layer}_4326"]:
            fields = ["code", "name"] + {"regions": [], "provinces": ["label", "region_code"], "municipalities": ["province_code", "region_code"]}[layer]
            lines += [f"    {table}:", f"      layer_id: {layer}", "      schema: bench", f"      table: {table}",
                      f"      srid: {4326 if table.endswith('_4326') else 3857}", "      geometry_column: shape", "      id_column: id",
                      "      extent: 4096", "      buffer: 64", "      clip_geom: true", "      geometry_type: MULTIPOLYGON", "      properties:"]
            lines += [f"        {field}: text" for field in fields]
    file = WORK / "martin.yaml"
    file.write_text("\n".join(lines) + "\n")
    return file


def plain(status: int, headers: dict, body: bytes) -> bytes:
    if status == 204 or not body:
        return b""
    if status != 200:
        raise SystemExit(f"a tile was answered {status}: {body[:200]!r}")
    return gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body


def check(ours: int, theirs: int, tiles: list) -> tuple[str, dict, dict]:
    """Same features in the same layers from both servers, tile by tile; gives a sentence and both servers' headers."""
    count, our_headers, their_headers = 0, {}, {}
    for tile in tiles:
        status, our_headers, body = fetch(ours, our_path(tile), GZIP)
        mine = features(plain(status, our_headers, body))
        status, their_headers, body = fetch(theirs, prepared_path(tile), GZIP)
        peers = features(plain(status, their_headers, body))
        for layer in layers_at(tile[0]):
            ids, peer_ids = set(mine.get(layer, {})), set(peers.get(layer, {}))
            if ids != peer_ids:
                raise SystemExit(f"{our_path(tile)} and martin differ in {layer}: only ours {sorted(ids - peer_ids)[:9]}, only martin's {sorted(peer_ids - ids)[:9]}")
            count += len(ids)
        status, headers, body = fetch(theirs, imported_path(tile), GZIP)
        if mine and not features(plain(status, headers, body)):
            raise SystemExit(f"martin draws nothing from the imported tables in {tile}")
    return f"{len(tiles)} tiles, {count} features, the same in both servers", our_headers, their_headers


def one_round(port: int, paths: list[str]) -> tuple[float, dict[str, float]]:
    """Fetches the whole list once over a few kept connections: seconds in all, milliseconds of each."""
    waiting: queue.SimpleQueue = queue.SimpleQueue()
    for path in paths:
        waiting.put(path)
    took, wrong = {}, []

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        while True:
            try:
                path = waiting.get_nowait()
            except queue.Empty:
                return connection.close()
            begun = time.perf_counter()
            connection.request("GET", path, headers=GZIP)
            answer = connection.getresponse()
            answer.read()
            took[path] = (time.perf_counter() - begun) * 1000
            if answer.status not in (200, 204):
                wrong.append((path, answer.status))

    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {LOAD_CORE})
    clients = [threading.Thread(target=client) for _ in range(CONNECTIONS)]
    begun = time.perf_counter()
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    seconds = time.perf_counter() - begun
    os.sched_setaffinity(0, before)
    if wrong or len(took) != len(set(paths)):
        raise SystemExit(f"tiles went wrong: {wrong[:5]}, {len(paths) - len(took)} unanswered")
    return seconds, took


def largest(port: int, deepest: int) -> tuple[int, str, int]:
    """The heaviest gzip of all tiles of Italy down to a zoom, as the map asks for them (boundaries and their labels):
    bytes, its path, how many were looked at."""
    heaviest, where, tiles = 0, "", whole_italy(deepest)
    for zoom, x, y in tiles:
        path = f"/tiles/{','.join(LAYERS)},labels/{zoom}/{x}/{y}"
        status, headers, body = fetch(port, path, GZIP)
        if status == 200 and headers.get("content-encoding") != "gzip":
            raise SystemExit(f"{path} came without gzip")
        if len(body) > heaviest:
            heaviest, where = len(body), path
    return heaviest, where, len(tiles)


def measure(ours: int, theirs: int, tiles: list, rounds: int) -> dict:
    """Median seconds for the list, by server, and median milliseconds of a tile by zoom."""
    servers = {"ours": (ours, our_path), "prepared": (theirs, prepared_path), "imported": (theirs, imported_path)}
    seconds = {name: [] for name in servers}
    by_zoom = {name: {} for name in servers}
    for number in range(rounds + 1):
        for name, (port, path) in servers.items():
            total, took = one_round(port, [path(tile) for tile in tiles])
            if number == 0:
                continue  # statements are prepared and pages read in the first round
            seconds[name].append(total)
            for tile in tiles:
                by_zoom[name].setdefault(tile[0], []).append(took[path(tile)])
    return {
        "tiles": len(tiles),
        "seconds": {name: statistics.median(all_rounds) for name, all_rounds in seconds.items()},
        "by_zoom": {name: {zoom: statistics.median(ms) for zoom, ms in sorted(zooms.items())} for name, zooms in by_zoom.items()},
    }


def lines(found: dict, heaviest: tuple[int, str, int]) -> list[Line]:
    seconds, count = found["seconds"], found["tiles"]
    prepared, imported = seconds["prepared"] / seconds["ours"], seconds["imported"] / seconds["ours"]

    def rate(name: str) -> str:
        return f"{count / seconds[name]:,.0f} tiles/s"

    drawn = [
        Line("P3", "cold boundary tiles, beside martin on the same prepared tables", f"{rate('ours')} against {rate('prepared')}: {prepared:.2f} ×", "≥ 1 ×", prepared >= 1),
        Line("P3", "cold boundary tiles, beside martin on the imported EPSG:4326 tables", f"{rate('ours')} against {rate('imported')}: {imported:.2f} ×", "≥ 2 ×", imported >= 2),
        Line("P3", f"largest gzip of {heaviest[2]:,} tiles of Italy, z0–z{DEEPEST_SIZED}, with labels", f"{heaviest[0] / 1000:.1f} kB ({heaviest[1]})", "≤ 200 kB", heaviest[0] <= 200_000),
    ]
    for zoom in (4, 6, 8, 10, 12):
        ms = [found["by_zoom"][name][zoom] for name in ("ours", "prepared", "imported")]
        drawn.append(Line("P3", f"median wait at z{zoom}, {CONNECTIONS} connections", f"ours {ms[0]:.1f} ms, martin {ms[1]:.1f} ms, imported {ms[2]:.1f} ms"))
    return drawn
