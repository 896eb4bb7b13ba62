#!/usr/bin/env python3
"""`make bench`: the whole server beside its peers and the limit of the machine.

Builds what it measures, prepares a folder of its own (benches/.work) with the bundled Italy and 1,000 sites in service,
checks every kind of answer, measures in alternating rounds and writes the table of benches/README.md. Refuses to time an
answer it has not read. Settings: CENTRI_BENCH_ROUNDS (5), CENTRI_BENCH_SECONDS of a wrk round (6), CENTRI_BENCH_MARTIN and
CENTRI_BENCH_PROGRAMS for programs built elsewhere.
"""

import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys

import boundary_tiles
import centre_tiles
import imports
import machine
import nearest_sites
from machine import HERE, WORK, free_port, psql, running
from report import Line, write

ROUNDS = int(os.environ.get("CENTRI_BENCH_ROUNDS", "5"))
SECONDS = float(os.environ.get("CENTRI_BENCH_SECONDS", "6"))
DEEPEST_SIZED = 9
FOLDER = WORK / "centri"
READY = "/health/ready"


def say(text: str) -> None:
    print(f"· {text}", flush=True)


def server(programs, port: int) -> dict:
    """What starts our server on the bench's own folder, with everything as a visitor meets it."""
    return {"name": "centri", "command": [programs / "centri", "--folder", FOLDER, "run", "--listen", f"127.0.0.1:{port}"],
            "port": port, "ready": READY, "CENTRI_LOG": "warn"}


def second_starts(programs) -> list[float]:
    """Seconds from the start of the process to readiness, on a folder that is prepared, with the whole machine."""
    taken = []
    for _ in range(5):
        with running(**server(programs, free_port()), core=None) as seconds:
            taken.append(seconds)
    return taken


def prepare(programs) -> list[tuple[float, float]]:
    """The folder with Italy and 1,000 sites, what the peers read, and the points of the comuni."""
    with running(**server(programs, free_port()), core=None):
        sockets = machine.socket_folder(FOLDER)
        psql(sockets, "-f", str(HERE / "sites.sql"))
        psql(sockets, "-f", str(HERE / "peers.sql"))
        psql(sockets, "-c", "vacuum analyze")
        in_service = int(psql(sockets, "-c", "select count(*) from bench.site"))
        if in_service != 1000:
            raise SystemExit(f"{in_service} sites in service, not 1,000: remove benches/.work and begin again")
        listed = psql(sockets, "-c", "select st_x(point), st_y(point) from municipality where valid_to is null and point is not null order by istat_code")
    return [tuple(map(float, line.split("|"))) for line in listed.splitlines()]


def header_note(who: str, headers: dict) -> str:
    return f"{who}: " + ", ".join(f"`{name}`" for name in sorted(headers))


def boundary_lines(found: dict, heaviest: tuple[int, str, int]) -> list[Line]:
    seconds, count = found["seconds"], found["tiles"]
    prepared, imported = seconds["prepared"] / seconds["ours"], seconds["imported"] / seconds["ours"]

    def rate(name: str) -> str:
        return f"{count / seconds[name]:,.0f} tiles/s"

    lines = [
        Line("P3", "cold boundary tiles, beside martin on the same prepared tables", f"{rate('ours')} against {rate('prepared')}: {prepared:.2f} ×", "≥ 1 ×", prepared >= 1),
        Line("P3", "cold boundary tiles, beside martin on the imported EPSG:4326 tables", f"{rate('ours')} against {rate('imported')}: {imported:.2f} ×", "≥ 2 ×", imported >= 2),
        Line("P3", f"largest gzip of {heaviest[2]:,} tiles of Italy, z0–z{DEEPEST_SIZED}, with labels", f"{heaviest[0] / 1000:.1f} kB ({heaviest[1]})", "≤ 200 kB", heaviest[0] <= 200_000),
    ]
    for zoom in (4, 6, 8, 10, 12):
        ms = [found["by_zoom"][name][zoom] for name in ("ours", "prepared", "imported")]
        lines.append(Line("P3", f"median wait at z{zoom}, {boundary_tiles.CONNECTIONS} connections", f"ours {ms[0]:.1f} ms, martin {ms[1]:.1f} ms, imported {ms[2]:.1f} ms"))
    return lines


def centre_lines(found: dict, edited: dict, size: int, tiles: int) -> list[Line]:
    hot, bare, cold, martin = (found[name] for name in ("hot", "bare", "cold", "martin"))
    limit, processor, anew = hot["rate"] / bare["rate"], hot["cpu_us"] / bare["cpu_us"], cold["rate"] / martin["rate"]

    def rate(name: str) -> str:
        return f"{found[name]['rate']:,.0f} requests/s"

    mix = f"{tiles} tiles of centres, z5–z12, {centre_tiles.CONNECTIONS} connections"
    return [
        Line("limit", f"bare axum handler, {size:,} bytes, the headers of our tile", f"{rate('bare')}, {bare['cpu_us']:.1f} µs of processor each"),
        Line("P1", f"{mix}, gzip, asked before, beside the bare handler", f"{rate('hot')}: {limit:.2f} ×", "≥ 0.9 ×", limit >= 0.9),
        Line("P1", f"{mix}, processor for each request", f"{hot['cpu_us']:.1f} µs: {processor:.2f} ×", "≤ 1.3 ×", processor <= 1.3),
        Line("P1", f"{mix}, martin with its cache", rate("martin hot")),
        Line("P2", f"{mix}, `cluster=false`, made anew, no cache, beside martin without its cache", f"{rate('cold')} against {martin['rate']:,.0f}: {anew:.1f} ×", "≥ 10 ×", anew >= 10),
        Line("P2", f"{mix}, made anew and compressed with gzip, both", f"{rate('cold gzip')} against {found['martin gzip']['rate']:,.0f}: {found['cold gzip']['rate'] / found['martin gzip']['rate']:.1f} ×"),
        Line("P2", f"{mix}, with clusters, made anew, no cache", rate("clusters")),
        Line("P7", f"edit committed to new tile served, {edited['edits']} edits, p99; tiles elsewhere kept their tag", f"{edited['p99_ms']:.0f} ms (median {edited['p50_ms']:.0f}, longest {edited['longest_ms']:.0f})", "≤ 100 ms", edited["p99_ms"] <= 100),
    ]


def nearest_lines(found: dict, size: int) -> list[Line]:
    ours, bare, live, prepared = (found[name] for name in ("ours", "bare", "live", "prepared"))
    limit, beside, favoured = (ours["rate"] / peer["rate"] for peer in (bare, live, prepared))
    what = f"nearest, k = {nearest_sites.LIMIT}, 1,000 sites, {nearest_sites.CONNECTIONS} connections"

    def there(peer: dict) -> str:
        return f"{peer['rate']:,.0f} requests/s there (p99 {peer['p99_ms']:.1f} ms)"

    return [
        Line("limit", f"bare axum handler, {size:,} bytes", f"{bare['rate']:,.0f} requests/s, p99 {bare['p99_ms']:.2f} ms"),
        Line("P4", f"{what}, beside the bare handler", f"{ours['rate']:,.0f} requests/s: {limit:.2f} ×", "≥ 0.4 ×", limit >= 0.4),
        Line("P4", f"{what}, p99", f"{ours['p99_ms']:.2f} ms", "≤ 5 ms", ours["p99_ms"] <= 5),
        Line("P4", f"{what}, beside PostGIS `<->` on the live tables", f"{there(live)}: {beside:.1f} ×", "≥ 30 ×", beside >= 30),
        Line("P4", f"{what}, beside PostGIS `<->` on items written beforehand", f"{there(prepared)}: {favoured:.1f} ×"),
    ]


def main() -> None:
    if missing := [program for program in ("wrk", "taskset", "ss", "cargo", "ogr2ogr", "ogrinfo") if shutil.which(program) is None]:
        raise SystemExit(f"needed and not found: {', '.join(missing)}")
    if len(os.sched_getaffinity(0)) < 2:
        raise SystemExit("the server and the generator of load need a core each: this machine has one")
    WORK.mkdir(exist_ok=True)
    say("building")
    programs, reader, martin = machine.build(), machine.reader(), machine.martin()
    say("preparing the bench's folder (the first time: importing Italy)")
    points = prepare(programs)
    say("second starts")
    starts = second_starts(programs)

    ours, bare, live, prepared, peer, cold, bare_tile, martin_hot = (free_port() for _ in range(8))
    with contextlib.ExitStack() as servers:
        # Those asked for one figure only go before the next is measured: PostgreSQL has sixty connections for all.
        asked_nearest, asked_hot = (servers.enter_context(contextlib.ExitStack()) for _ in range(2))
        servers.enter_context(running(**server(programs, ours)))
        sockets = machine.socket_folder(FOLDER)
        asked = nearest_sites.questions(points)
        body, our_headers = nearest_sites.typical(ours, asked)
        (WORK / "answer.json").write_bytes(body)
        copied = [f"{name}: {value}" for name, value in our_headers.items() if name not in ("date", "content-length", "transfer-encoding", "connection")]
        servers.enter_context(running("bare", [programs / "examples" / "bare_handler", f"127.0.0.1:{bare}", WORK / "answer.json", *copied], bare, "/"))
        address = f"postgres://centri@localhost/centri?host={sockets}"
        for name, port in (("live", live), ("prepared", prepared)):
            command = [programs / "examples" / "nearest_postgis", f"127.0.0.1:{port}", address, HERE / f"nearest_{name}.sql"]
            asked_nearest.enter_context(running(f"nearest_{name}", command, port, nearest_sites.path(12.5, 41.9)))
        settings = boundary_tiles.martin_settings(sockets)
        centre_tiles.add_to_martin(settings)
        # The same server once more, keeping no tile.
        servers.enter_context(running("centri-cold", [programs / "centri", "serve", "--listen", f"127.0.0.1:{cold}"], cold, READY,
                                      CENTRI_DATABASE_URL=address, CENTRI_TILE_CACHE_MB="0", CENTRI_LOG="warn"))
        command = [martin, "--config", settings, "--listen-addresses", f"127.0.0.1:{peer}", "--workers", "1", "--cache-size", "0"]
        servers.enter_context(running("martin", command, peer, "/health", RUST_LOG="warn"))
        command = [martin, "--config", settings, "--listen-addresses", f"127.0.0.1:{martin_hot}", "--workers", "1"]
        asked_hot.enter_context(running("martin-hot", command, martin_hot, "/health", RUST_LOG="warn"))

        say("checking answers")
        same, compared = nearest_sites.agreement(ours, live, asked)
        nearest_sites.agreement(ours, prepared, asked)
        tiles = boundary_tiles.mixed_tiles(points)
        checked, tile_headers, martin_headers = boundary_tiles.check(cold, peer, tiles)
        say(f"{checked}; nearest: {same} of {compared} first sites as PostGIS `<->` says")
        heaviest = boundary_tiles.largest(ours, DEEPEST_SIZED)
        say("checking tiles of centres")
        hot = centre_tiles.chosen(ours, tiles)
        drawn = centre_tiles.agreement(cold, peer, hot)
        tile_body, hot_headers = centre_tiles.typical(ours, hot)
        (WORK / "tile.mvt.gz").write_bytes(tile_body)
        copied = [f"{name}: {value}" for name, value in hot_headers.items() if name not in ("date", "content-length", "transfer-encoding", "connection")]
        servers.enter_context(running("bare_tile", [programs / "examples" / "bare_handler", f"127.0.0.1:{bare_tile}", WORK / "tile.mvt.gz", *copied], bare_tile, "/"))
        say("measuring tiles of centres")
        hot_file = centre_tiles.file_of("hot", [centre_tiles.hot_path(tile) for tile in hot])
        cold_file = centre_tiles.file_of("cold", [centre_tiles.cold_path(tile) for tile in hot])
        martin_file = centre_tiles.file_of("martin", [centre_tiles.martin_path(tile) for tile in hot])
        found_centres = centre_tiles.measure({
            "hot": (ours, hot_file, centre_tiles.GZIP), "bare": (bare_tile, hot_file, centre_tiles.GZIP),
            "cold": (cold, cold_file, {}), "clusters": (cold, hot_file, {}), "martin": (peer, martin_file, {}),
            "cold gzip": (cold, cold_file, centre_tiles.GZIP), "martin gzip": (peer, martin_file, centre_tiles.GZIP),
            "martin hot": (martin_hot, martin_file, centre_tiles.GZIP),
        }, ROUNDS, SECONDS)
        asked_hot.close()
        say("measuring edits")
        found_edits = centre_tiles.edits(ours, sockets, machine.psql_program())
        say("measuring nearest")
        found = nearest_sites.measure({"ours": ours, "bare": bare, "live": live, "prepared": prepared}, nearest_sites.addresses(asked), ROUNDS, SECONDS)
        asked_nearest.close()
        say("measuring boundary tiles")
        found_tiles = boundary_tiles.measure(cold, peer, tiles, ROUNDS)

    # Last, because an import leaves PostgreSQL with something to write.
    say("measuring imports")
    with running(**server(programs, free_port()), core=None):
        found_imports = imports.measure(programs, reader, machine.socket_folder(FOLDER))

    start = statistics.median(starts)
    lines = [
        *nearest_lines(found, len(body)),
        *centre_lines(found_centres, found_edits, len(tile_body), len(hot)),
        *boundary_lines(found_tiles, heaviest),
        Line("P9", "second start of `centri run` to `/health/ready`, whole machine, median of 5", f"{start:.2f} s (longest {max(starts):.2f} s)", "≤ 3 s", start <= 3),
        *imports.lines(found_imports),
    ]
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=machine.ROOT, capture_output=True, text=True).stdout.strip()
    built = "programs of CENTRI_BENCH_PROGRAMS" if "CENTRI_BENCH_PROGRAMS" in os.environ else f"release build of {commit or 'this checkout'}"
    notes = [
        f"`make bench`, {built}; medians of {ROUNDS} alternating rounds; servers and PostgreSQL on one core, the generator on the other.",
        f"Checked before timing: {checked}; nearest: five items in order in 500 answers, {same} of {compared} first sites as PostGIS `<->` says.",
        header_note("Headers of our nearest answer (the bare handler sends the same)", our_headers),
        header_note("Headers of our tiles", tile_headers),
        header_note("Headers of martin's tiles", martin_headers),
        imports.note(found_imports),
    ]
    write(lines, notes, machine.describe())
    (WORK / "last.json").write_text(json.dumps({"nearest": found, "centres": found_centres, "edits": found_edits, "tiles": found_tiles, "starts": starts, "imports": found_imports}, indent=1))


if __name__ == "__main__":
    sys.exit(main())
