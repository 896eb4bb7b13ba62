"""P6: growth to 100,000 and 1,000,000 sites: tiles made anew, nearest inside the process, how long the reading of everything takes, memory."""

import contextlib
import http.client
import json
import random
import re
import statistics
import subprocess
import time
from pathlib import Path

import boundary_tiles
import nearest_sites
from machine import HERE, LOAD_CORE, ROOT, WORK, fetch, free_port, listener, pinned, psql, running, surroundings
from report import Line

SIZES = (1_000, 100_000, 1_000_000)
# The aims are for the sizes up to this one.
AIMED = 100_000
ZOOMS = range(15)
# At each zoom the fullest tiles, where the worst must be, and as many others that hold something.
FULLEST, OTHERS = 4, 4
ROUNDS = 5
DATABASE = "growth"
WARM_QUESTIONS = 300


def populated(sockets: str) -> dict[int, dict[tuple[int, int], int]]:
    """Sites in each tile that holds some, by zoom."""
    deepest = max(ZOOMS)
    listed = psql(sockets, "-c", f"""
        select floor((st_x(geom) + 180) / 360 * {2**deepest})::int, floor((1 - asinh(tan(radians(st_y(geom)))) / pi()) / 2 * {2**deepest})::int, count(*)
        from site where geom is not null group by 1, 2""", database=DATABASE)
    by_zoom = {deepest: {(int(x), int(y)): int(count) for x, y, count in (line.split("|") for line in listed.splitlines())}}
    for zoom in reversed(ZOOMS[:-1]):
        above = by_zoom[zoom] = {}
        for (x, y), count in by_zoom[zoom + 1].items():
            above[x // 2, y // 2] = above.get((x // 2, y // 2), 0) + count
    return by_zoom


def chosen(by_zoom: dict) -> list[tuple[int, int, int]]:
    draw = random.Random(6)
    tiles = []
    for zoom, counts in sorted(by_zoom.items()):
        fullest = sorted(counts, key=lambda tile: (-counts[tile], tile))
        others = fullest[FULLEST:]
        tiles += [(zoom, *tile) for tile in fullest[:FULLEST] + draw.sample(others, min(OTHERS, len(others)))]
    return tiles


def tiles_of(port: int, tiles: list, query: str, rounds: int) -> dict:
    """Each tile as a browser asks, over one kept connection, some times over: its median wait, and its bytes before compression."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def ask(tile, headers: dict) -> tuple[float, bytes]:
        path = f"/tiles/centres/{tile[0]}/{tile[1]}/{tile[2]}{query}"
        begun = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        # Sites may stand in a tile whose cluster is drawn beside it: nothing there is an answer too.
        if answer.status not in (200, 204):
            raise SystemExit(f"{path} was answered {answer.status}: {body[:200]!r}")
        return (time.perf_counter() - begun) * 1000, body

    sizes = {tile: len(ask(tile, {})[1]) for tile in tiles}
    waits = {tile: [] for tile in tiles}
    for _ in range(rounds):
        for tile in tiles:
            waits[tile].append(ask(tile, boundary_tiles.GZIP)[0])
    connection.close()
    medians = {tile: statistics.median(taken) for tile, taken in waits.items()}
    slowest, largest = max(medians, key=medians.get), max(sizes, key=sizes.get)
    return {
        "tiles": len(tiles), "median_ms": statistics.median(medians.values()), "worst_ms": medians[slowest], "slowest": slowest,
        "largest": sizes[largest], "largest_tile": largest, "median_bytes": statistics.median(sizes.values()),
    }


def resident(port: int) -> dict[str, int]:
    """Bytes the server holds now, and at most so far."""
    status = Path(f"/proc/{listener(port)}/status").read_text()
    return {name: int(re.search(rf"{name}:\s+(\d+) kB", status)[1]) * 1024 for name in ("VmRSS", "VmHWM")}


def whole_reading(port: int) -> float:
    """Seconds, as the server tells whoever runs it."""
    told = re.search(r"^centri_whole_reading_seconds (\S+)$", fetch(port, "/metrics")[2].decode(), re.M)
    if told is None or float(told[1]) <= 0:
        raise SystemExit("the server does not say how long it read")
    return float(told[1])


def one_size(programs: Path, sockets: str, size: int, asked: list, points: Path) -> dict:
    psql(sockets, "-v", f"size={size}", "-f", str(HERE / "growth.sql"), database=DATABASE)
    address = f"postgres://centri@localhost/{DATABASE}?host={sockets}"
    said = subprocess.run(pinned(LOAD_CORE, [programs / "examples" / "nearest_in_process", address, points]), check=True, capture_output=True, text=True).stdout
    found = {"size": size, "in_process": json.loads(said)}
    if found["in_process"]["sites"] != size:
        raise SystemExit(f"{found['in_process']['sites']} sites are public, not {size}")
    tiles = chosen(populated(sockets))
    port = free_port()
    command = [programs / "centri", "serve", "--listen", f"127.0.0.1:{port}"]
    with running(f"growth-{size}", command, port, "/health/ready", CENTRI_DATABASE_URL=address, CENTRI_TILE_CACHE_MB="0", CENTRI_LOG="warn"):
        found["read_s"] = whole_reading(port)
        found["clusters"] = tiles_of(port, tiles, "", ROUNDS)
        for lon, lat in asked[:WARM_QUESTIONS]:
            status, _, body = fetch(port, nearest_sites.path(lon, lat))
            if status != 200 or len(json.loads(body)["items"]) != nearest_sites.LIMIT:
                raise SystemExit(f"nearest was answered {status}: {body[:200]!r}")
        # Before the tiles of every site one by one, which no map asks for from afar and which take what they take.
        found["memory"] = resident(port)
        # A million sites in one tile is several hundred megabytes: nobody's question.
        close = [tile for tile in tiles if size <= AIMED or tile[0] >= 8]
        found["every site"] = tiles_of(port, close, "?cluster=false", 1 if size > 1_000 else ROUNDS) | {"from_zoom": close[0][0]}
    return found


@contextlib.contextmanager
def country(programs: Path, sockets: str, database: str):
    """A database with boundaries and residents and no site, gone at the end; gives its address."""
    drop = f"drop database if exists {database} with (force)"
    psql(sockets, "-c", drop)
    psql(sockets, "-c", f"create database {database} template template0 encoding 'UTF8' locale_provider libc locale 'C.UTF-8'")
    try:
        address = f"postgres://centri@localhost/{database}?host={sockets}"
        for kind in ("boundaries", "population"):
            subprocess.run([programs / "centri", "import", kind], cwd=ROOT, env=surroundings({"CENTRI_DATABASE_URL": address, "CENTRI_LOG": "warn"}), check=True, capture_output=True)
        yield address
    finally:
        psql(sockets, "-c", drop)


def measure(programs: Path, sockets: str, points: list[tuple[float, float]]) -> list[dict]:
    """By size, in a database of its own that is gone at the end."""
    asked = nearest_sites.questions(points)
    file = WORK / "points.txt"
    file.write_text("".join(f"{lon} {lat}\n" for lon, lat in asked))
    with country(programs, sockets, DATABASE):
        return [one_size(programs, sockets, size, asked, file) for size in SIZES]


def lines(found: list[dict]) -> list[Line]:
    drawn = []
    for one in found:
        size, near, memory = one["size"], one["in_process"], one["memory"]
        maps, every = one["clusters"], one["every site"]

        def line(what: str, measured: str, aim: str = "–", met: bool | None = None, size: int = size) -> Line:
            return Line("P6", f"{size:,} sites: {what}", measured, aim if size <= AIMED else "–", met if size <= AIMED else None)

        def waits(tiles: dict) -> str:
            return f"worst {tiles['worst_ms']:.1f} ms ({'/'.join(map(str, tiles['slowest']))}), median {tiles['median_ms']:.1f} ms"

        def sizes(tiles: dict) -> str:
            return f"largest {tiles['largest'] / 1000:,.1f} kB ({'/'.join(map(str, tiles['largest_tile']))}), median {tiles['median_bytes'] / 1000:,.1f} kB"

        drawn += [
            line(f"{maps['tiles']} tiles z0–z{max(ZOOMS)} as maps ask, made anew, gzip", waits(maps), "≤ 50 ms", maps["worst_ms"] <= 50),
            line("the same, bytes before compression", sizes(maps), "≤ 500 kB", maps["largest"] <= 500_000),
            line(f"{every['tiles']} tiles z{every['from_zoom']}–z{max(ZOOMS)}, `cluster=false`", f"{waits(every)}; {sizes(every)}"),
            line(f"nearest, k = {nearest_sites.LIMIT}, in process, p99 of {near['questions']:,}", f"{near['p99_us']:.0f} µs (median {near['p50_us']:.0f}, longest {near['longest_us']:.0f}); index made in {near['index_ms']:.0f} ms", "≤ 1 ms", near["p99_us"] <= 1000),
            line("everything read and the snapshot built, from the first statement", f"{one['read_s']:.2f} s", "≤ 2 s", one["read_s"] <= 2),
            line("memory of the server after these questions", f"{memory['VmRSS'] / 2**20:,.0f} MiB (most while reading: {memory['VmHWM'] / 2**20:,.0f}); snapshot alone {near['snapshot_kib'] / 1024:,.0f} MiB"),
        ]
    return drawn
