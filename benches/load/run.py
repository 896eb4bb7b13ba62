#!/usr/bin/env python3
"""`make bench`: the whole server beside its peers and the limit of the machine.

Builds what it measures, prepares a folder of its own (benches/.work) with the bundled Italy and 1,000 sites in service,
checks every kind of answer, measures in alternating rounds and writes the table of benches/README.md. Refuses to time an
answer it has not read. `run.py --only p6` (or `growth`, or several with commas) measures parts and prints their table only.
Settings: CENTRI_BENCH_ROUNDS (5), CENTRI_BENCH_SECONDS of a wrk round (6), CENTRI_BENCH_MARTIN, CENTRI_BENCH_TIPG and
CENTRI_BENCH_PROGRAMS for programs built elsewhere.
"""

import argparse
import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import boundary_tiles
import centre_tiles
import coverage
import growth
import imports
import items
import machine
import nearest_sites
import report
from machine import HERE, WORK, free_port, psql, running
from report import Line

ROUNDS = int(os.environ.get("CENTRI_BENCH_ROUNDS", "5"))
SECONDS = float(os.environ.get("CENTRI_BENCH_SECONDS", "6"))
FOLDER = WORK / "centri"
READY = "/health/ready"
# Headers that belong to one answer or one connection: a bare handler makes its own.
OF_ONE_ANSWER = ("date", "content-length", "transfer-encoding", "connection")


@dataclass
class Part:
    """What one part found."""

    lines: list[Line]
    raw: object
    notes: list[str] = field(default_factory=list)


@dataclass
class Bench:
    """What every part needs: our programs, where people live, and the servers that are up while it runs."""

    programs: Path
    points: list[tuple[float, float]]
    up: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)
    sockets: str = ""

    @property
    def address(self) -> str:
        return f"postgres://centri@localhost/centri?host={self.sockets}"

    def start(self, name: str, command: list, ready: str, core: int | None = machine.SERVER_CORE, **settings: str) -> int:
        """A server until the part is over; `{port}` in its command is the port that is given back."""
        port = free_port()
        self.up.enter_context(running(name, [str(word).replace("{port}", str(port)) for word in command], port, ready, core, **settings))
        return port

    def ours(self, core: int | None = machine.SERVER_CORE) -> int:
        """Our server on the bench's own folder, with everything as a visitor meets it; its PostgreSQL is everybody's."""
        port = self.start("centri", run_command(self.programs), READY, core, CENTRI_LOG="warn")
        self.sockets = machine.socket_folder(FOLDER)
        return port

    def ours_cold(self, address: str = "") -> int:
        """The same program on the same database, or another one, keeping no tile."""
        return self.start("centri-cold", [self.programs / "centri", "serve", "--listen", "127.0.0.1:{port}"], READY,
                          CENTRI_DATABASE_URL=address or self.address, CENTRI_TILE_CACHE_MB="0", CENTRI_LOG="warn")

    def martin(self, name: str, *more: str) -> int:
        settings = boundary_tiles.martin_settings(self.sockets)
        centre_tiles.add_to_martin(settings)
        command = [machine.martin(), "--config", settings, "--listen-addresses", "127.0.0.1:{port}", "--workers", "1", *more]
        return self.start(name, command, "/health", RUST_LOG="warn")

    def tipg(self, settings: dict[str, str]) -> int:
        command = [machine.tipg(), "tipg.main:app", "--host", "127.0.0.1", "--port", "{port}", "--workers", "1", "--no-access-log", "--log-level", "warning"]
        return self.start("tipg", command, "/healthz", **settings)

    def bare(self, file: str, body: bytes, headers: dict) -> int:
        """The limit: one answer from memory with the headers of ours."""
        (WORK / file).write_bytes(body)
        copied = [f"{name}: {value}" for name, value in headers.items() if name not in OF_ONE_ANSWER]
        return self.start("bare", [self.programs / "examples" / "bare_handler", "127.0.0.1:{port}", WORK / file, *copied], "/")


def say(text: str) -> None:
    print(f"· {text}", flush=True)


def run_command(programs: Path) -> list:
    return [programs / "centri", "--folder", FOLDER, "run", "--listen", "127.0.0.1:{port}"]


def prepare(bench: Bench) -> list[tuple[float, float]]:
    """The folder with Italy and 1,000 sites, what the peers read; gives the points of the comuni."""
    with bench.up:
        bench.ours(core=None)
        psql(bench.sockets, "-f", str(HERE / "sites.sql"))
        psql(bench.sockets, "-f", str(HERE / "peers.sql"))
        psql(bench.sockets, "-c", "vacuum analyze")
        in_service = int(psql(bench.sockets, "-c", "select count(*) from bench.site"))
        if in_service != 1000:
            raise SystemExit(f"{in_service} sites in service, not 1,000: remove benches/.work and begin again")
        listed = psql(bench.sockets, "-c", "select st_x(point), st_y(point) from municipality where valid_to is null and point is not null order by istat_code")
    return [tuple(map(float, line.split("|"))) for line in listed.splitlines()]


def header_note(who: str, headers: dict) -> str:
    return f"{who}: " + ", ".join(f"`{name}`" for name in sorted(headers))


def nearest(bench: Bench) -> Part:
    ours = bench.ours()
    asked = nearest_sites.questions(bench.points)
    body, headers = nearest_sites.typical(ours, asked)
    bare = bench.bare("answer.json", body, headers)
    peers = {
        name: bench.start(f"nearest_{name}", [bench.programs / "examples" / "nearest_postgis", "127.0.0.1:{port}", bench.address, HERE / f"nearest_{name}.sql"],
                          nearest_sites.path(12.5, 41.9))
        for name in ("live", "prepared")
    }
    same, compared = nearest_sites.agreement(ours, peers["live"], asked)
    nearest_sites.agreement(ours, peers["prepared"], asked)
    found = nearest_sites.measure({"ours": ours, "bare": bare, **peers}, nearest_sites.addresses(asked), ROUNDS, SECONDS)
    notes = [
        f"Nearest, checked before timing: five items in order in 500 answers, {same} of {compared} first sites as PostGIS `<->` says.",
        header_note("Headers of our nearest answer (the bare handler sends the same)", headers),
    ]
    return Part(nearest_sites.lines(found, len(body)), found, notes)


def centres(bench: Bench) -> Part:
    ours, cold, martin, martin_hot, tipg = bench.ours(), bench.ours_cold(), bench.martin("martin", "--cache-size", "0"), bench.martin("martin-hot"), bench.tipg(centre_tiles.tipg_settings(bench.sockets))
    tiles = centre_tiles.chosen(ours, boundary_tiles.mixed_tiles(bench.points))
    drawn = centre_tiles.agreement(cold, martin, tipg, tiles)
    body, headers = centre_tiles.typical(ours, tiles)
    bare = bench.bare("tile.mvt.gz", body, headers)
    hot_file = centre_tiles.file_of("hot", [centre_tiles.hot_path(tile) for tile in tiles])
    cold_file = centre_tiles.file_of("cold", [centre_tiles.cold_path(tile) for tile in tiles])
    martin_file = centre_tiles.file_of("martin", [centre_tiles.martin_path(tile) for tile in tiles])
    tipg_file = centre_tiles.file_of("tipg", [centre_tiles.tipg_path(tile) for tile in tiles])
    found = centre_tiles.measure({
        "hot": (ours, hot_file, centre_tiles.GZIP), "bare": (bare, hot_file, centre_tiles.GZIP),
        "cold": (cold, cold_file, {}), "clusters": (cold, hot_file, {}), "martin": (martin, martin_file, {}), "tipg": (tipg, tipg_file, {}),
        "cold gzip": (cold, cold_file, centre_tiles.GZIP), "martin gzip": (martin, martin_file, centre_tiles.GZIP),
        "tipg gzip": (tipg, tipg_file, centre_tiles.GZIP), "martin hot": (martin_hot, martin_file, centre_tiles.GZIP),
    }, ROUNDS, SECONDS)
    edited = centre_tiles.edits(ours, bench.sockets, machine.psql_program())
    notes = [
        f"Tiles of centres, checked before timing: {drawn} sites, the same in ours and martin {machine.MARTIN}; tipg {machine.TIPG} writes only those inside each tile's edges.",
        header_note("Headers of our tiles of centres (the bare handler sends the same)", headers),
    ]
    return Part(centre_tiles.lines(found, edited, len(body), len(tiles)), {"tiles": found, "edits": edited}, notes)


def boundaries(bench: Bench) -> Part:
    ours, cold, martin = bench.ours(), bench.ours_cold(), bench.martin("martin", "--cache-size", "0")
    tiles = boundary_tiles.mixed_tiles(bench.points)
    checked, headers, martin_headers = boundary_tiles.check(cold, martin, tiles)
    heaviest = boundary_tiles.largest(ours, boundary_tiles.DEEPEST_SIZED)
    found = boundary_tiles.measure(cold, martin, tiles, ROUNDS)
    notes = [f"Boundary tiles, checked before timing: {checked}.", header_note("Headers of our boundary tiles", headers), header_note("Headers of martin's", martin_headers)]
    return Part(boundary_tiles.lines(found, heaviest), found, notes)


def second_start(bench: Bench) -> Part:
    """Seconds from the start of the process to readiness, on a folder that is prepared, with the whole machine."""
    taken = []
    for _ in range(5):
        port = free_port()
        with running("centri", [str(word).replace("{port}", str(port)) for word in run_command(bench.programs)], port, READY, core=None, CENTRI_LOG="warn") as seconds:
            taken.append(seconds)
    middle = statistics.median(taken)
    what = "second start of `centri run` to `/health/ready`, whole machine, median of 5"
    return Part([Line("P9", what, f"{middle:.2f} s (longest {max(taken):.2f} s)", "≤ 3 s", middle <= 3)], taken)


def covering(bench: Bench) -> Part:
    bench.ours()
    found = coverage.measure(bench.programs, bench.sockets)
    return Part(coverage.lines(found), found, [coverage.note(found)])


def listing(bench: Bench) -> Part:
    bench.ours()
    # First in, last out: the servers go before their database.
    address = bench.up.enter_context(growth.country(bench.programs, bench.sockets, items.DATABASE))
    items.fill(bench.sockets)
    found = items.measure(bench.ours_cold(address), bench.tipg(items.tipg_settings(bench.sockets)), ROUNDS, SECONDS)
    return Part(items.lines(found), found, [items.note(found)])


def growing(bench: Bench) -> Part:
    bench.ours(core=None)
    found = growth.measure(bench.programs, bench.sockets, bench.points)
    return Part(growth.lines(found), found)


def importing(bench: Bench) -> Part:
    reader = machine.reader()
    bench.ours(core=None)
    found = imports.measure(bench.programs, reader, bench.sockets)
    return Part(imports.lines(found), found, [imports.note(found)])


# In the order of the table: a name, the ids it answers to, what measures it. Imports come last, because they leave PostgreSQL
# with something to write.
PARTS = [
    ("nearest", {"p4"}, nearest),
    ("centres", {"p1", "p2", "p7"}, centres),
    ("boundaries", {"p3"}, boundaries),
    ("start", {"p9"}, second_start),
    ("coverage", {"p5"}, covering),
    ("items", {"p10"}, listing),
    ("growth", {"p6"}, growing),
    ("imports", set(), importing),
]


def wanted() -> list[str]:
    every = {name for name, _, _ in PARTS}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="parts or their ids, with commas: " + ", ".join(f"{name} ({', '.join(sorted(ids)) or '–'})" for name, ids, _ in PARTS))
    asked = {word.strip().lower() for word in parser.parse_args().only.split(",") if word.strip()}
    unknown = asked - every - set().union(*(ids for _, ids, _ in PARTS))
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    return [name for name, ids, _ in PARTS if not asked or name in asked or ids & asked]


def main() -> None:
    names = wanted()
    if missing := [program for program in ("wrk", "taskset", "ss", "cargo", "ogr2ogr", "ogrinfo") if shutil.which(program) is None]:
        raise SystemExit(f"needed and not found: {', '.join(missing)}")
    if len(os.sched_getaffinity(0)) < 2:
        raise SystemExit("the server and the generator of load need a core each: this machine has one")
    WORK.mkdir(exist_ok=True)
    say("building")
    programs = machine.build()
    say("preparing the bench's folder (the first time: importing Italy)")
    points = prepare(Bench(programs, []))
    found = {}
    for name, _, measure in PARTS:
        if name in names:
            say(f"measuring: {name}")
            bench = Bench(programs, points)
            with bench.up:
                found[name] = measure(bench)

    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=machine.ROOT, capture_output=True, text=True).stdout.strip()
    built = "programs of CENTRI_BENCH_PROGRAMS" if "CENTRI_BENCH_PROGRAMS" in os.environ else f"release build of {commit or 'this checkout'}"
    notes = [f"`make bench`, {built}; medians of {ROUNDS} alternating rounds; servers and PostgreSQL on one core, the generator on the other."]
    notes += [note for part in found.values() for note in part.notes]
    lines = [line for part in found.values() for line in part.lines]
    (report.write if len(found) == len(PARTS) else report.show)(lines, notes, machine.describe())
    (WORK / "last.json").write_text(json.dumps({name: part.raw for name, part in found.items()}, indent=1))


if __name__ == "__main__":
    sys.exit(main())
