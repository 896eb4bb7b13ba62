"""P1, P2, P7: tiles of centres from the cache beside a bare handler, made anew beside martin, and how soon an edit is served."""

import gzip
import http.client
import os
import statistics
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import boundary_tiles
from machine import LOAD_CORE, WORK, fetch, listener, pinned, wrk
from report import Line
from vector_tile import features, number, within

ZOOMS = range(5, 13)
CONNECTIONS = 16
GZIP = {"Accept-Encoding": "gzip"}
EDITS = 200
FIELDS = ("slug", "name", "centre_name", "region_code", "social_region_code", "province_code", "municipality_code", "district_code",
          "municipality", "province", "region", "network_role", "site_kind", "status", "recognition", "ownership", "precision",
          "services", "verified_on")


def hot_path(tile) -> str:
    return f"/tiles/centres/{tile[0]}/{tile[1]}/{tile[2]}"


def cold_path(tile) -> str:
    return f"{hot_path(tile)}?cluster=false"


def martin_path(tile) -> str:
    return f"/centres/{tile[0]}/{tile[1]}/{tile[2]}"


def tipg_path(tile) -> str:
    return f"/collections/bench.centres/tiles/WebMercatorQuad/{tile[0]}/{tile[1]}/{tile[2]}"


def tipg_settings(sockets: str) -> dict[str, str]:
    """The table martin reads, as many connections as there; extent and buffer are tipg's own defaults and ours. It keeps no tile."""
    return {
        "DATABASE_URL": f"postgresql://centri@{quote(sockets, safe='')}/centri", "DB_MAX_CONN_SIZE": "8",
        "TIPG_DB_SCHEMAS": '["bench"]', "TIPG_DB_TABLES": '["bench.centres"]', "TIPG_DB_FUNCTIONS": "[]", "TIPG_CATALOG_TTL": "86400",
    }


def add_to_martin(settings: Path) -> None:
    """Publishes the same sites with the same attributes, from a table of its own without joins."""
    lines = ["    centres:", "      layer_id: centres", "      schema: bench", "      table: centres", "      srid: 3857",
             "      geometry_column: shape", "      id_column: id", "      extent: 4096", "      buffer: 256", "      clip_geom: true",
             "      geometry_type: POINT", "      properties:", "        centre_id: int8", "        demo: bool"]
    lines += [f"        {field}: text" for field in FIELDS]
    settings.write_text(settings.read_text() + "\n".join(lines) + "\n")


def chosen(port: int, tiles: list) -> list:
    """The tiles of the mix in which something stands."""
    found = [tile for tile in tiles if tile[0] in ZOOMS and fetch(port, cold_path(tile))[0] == 200]
    if len(found) < 30:
        raise SystemExit(f"only {len(found)} tiles hold sites")
    return found


def file_of(name: str, paths: list[str]) -> Path:
    file = WORK / f"{name}.txt"
    file.write_text("".join(path + "\n" for path in paths))
    return file


def typical(port: int, tiles: list) -> tuple[bytes, dict]:
    """The compressed tile whose size is nearest to the mean of all, with its headers."""
    answers = []
    for tile in tiles:
        status, headers, body = fetch(port, hot_path(tile), GZIP)
        if status != 200 or headers.get("content-encoding") != "gzip" or not features(gzip.decompress(body)):
            raise SystemExit(f"{hot_path(tile)} was answered {status}")
        answers.append((body, headers))
    mean = statistics.mean(len(body) for body, _ in answers)
    return min(answers, key=lambda answer: abs(len(answer[0]) - mean))


def agreement(ours: int, martin: int, tipg: int, tiles: list) -> int:
    """Features compared, tile by tile: the same sites in ours and martin; in tipg, which writes no ids and leaves out what reaches
    in from around a tile, as many as stand inside its edges."""
    count = 0
    for tile in tiles:
        body = fetch(ours, cold_path(tile))[2]
        mine = features(body).get("centres", {})
        peers = features(fetch(martin, martin_path(tile))[2]).get("centres", {})
        if set(mine) != set(peers):
            raise SystemExit(f"{cold_path(tile)} and martin differ: {sorted(set(mine) ^ set(peers))[:9]}")
        (least, most), (status, _, theirs) = within(body), fetch(tipg, tipg_path(tile))
        held = number(theirs) if status == 200 else 0
        if status not in (200, 204) or not least <= held <= most:
            raise SystemExit(f"{least} to {most} sites stand inside {cold_path(tile)}, tipg answers {status} with {held}: {theirs[:200]!r}")
        count += len(mine)
    return count


def processor_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(servers: dict[str, tuple[int, Path, dict]], rounds: int, seconds: float) -> dict[str, dict]:
    """Medians by name over rounds that alternate: requests a second, milliseconds, microseconds of processor a request."""
    taken = {name: [] for name in servers}
    for number in range(rounds + 1):
        for name, (port, addresses, headers) in servers.items():
            process = listener(port)
            before = processor_seconds(process)
            result = wrk(port, addresses, CONNECTIONS, seconds if number else min(2.0, seconds), headers)
            result["cpu_us"] = (processor_seconds(process) - before) / result["requests"] * 1e6
            if number:
                taken[name].append(result)
    keys = ("rate", "p50_ms", "p99_ms", "cpu_us")
    return {name: {key: statistics.median(one[key] for one in results) for key in keys} for name, results in taken.items()}


def edits(port: int, sockets: str, psql: str) -> dict:
    """Milliseconds from the commit of an edit, as its editor sees it, to the tile that shows it; and tiles elsewhere that kept their tag."""
    command = [psql, "-X", "-q", "-A", "-t", "-h", sockets, "-U", "centri", "-d", "centri"]
    editor = subprocess.Popen(pinned(LOAD_CORE, command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def say(sql: str) -> str:
        editor.stdin.write(sql + "\n\\echo done\n")
        editor.stdin.flush()
        lines = []
        while (line := editor.stdout.readline().strip()) != "done":
            lines.append(line)
        return "\n".join(lines)

    lon, lat, number = say("select lon || ' ' || lat || ' ' || id from public_sites where geom is not null order by id limit 1;").split()
    tile = boundary_tiles.at(float(lon), float(lat), 12)
    far = boundary_tiles.at(9.1 if float(lon) > 12 else 16.9, 45.5 if float(lat) < 43 else 41.1, 7)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)

    def tag(path: str) -> str:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.getheader("etag") or ""

    elsewhere, waits = tag(cold_path(far)), []
    held = tag(cold_path(tile))
    name = say(f"select coalesce(name, '') from site where public_id = {number};")
    for edit in range(EDITS):
        say(f"update site set name = 'Prova {edit}' where public_id = {number};")
        committed = time.perf_counter()
        while (now := tag(cold_path(tile))) == held:
            if time.perf_counter() - committed > 5:
                raise SystemExit("an edit was not shown within five seconds")
        waits.append((time.perf_counter() - committed) * 1000)
        held = now
        if tag(cold_path(far)) != elsewhere:
            raise SystemExit("a tile that the edit does not touch changed its tag")
    say(f"update site set name = nullif('{name}', '') where public_id = {number};")
    editor.stdin.close()
    editor.wait(10)
    waits.sort()
    return {"edits": EDITS, "p50_ms": waits[EDITS // 2], "p99_ms": waits[int(EDITS * 0.99) - 1], "longest_ms": waits[-1]}


def lines(found: dict, edited: dict, size: int, tiles: int) -> list[Line]:
    hot, bare, cold, martin = (found[name] for name in ("hot", "bare", "cold", "martin"))
    limit, processor, anew = hot["rate"] / bare["rate"], hot["cpu_us"] / bare["cpu_us"], cold["rate"] / martin["rate"]

    def rate(name: str) -> str:
        return f"{found[name]['rate']:,.0f} requests/s"

    def against(name: str, peer: str) -> str:
        return f"{found[name]['rate']:,.0f} requests/s against {found[peer]['rate']:,.0f}: {found[name]['rate'] / found[peer]['rate']:.1f} ×"

    mix = f"{tiles} tiles of centres, z5–z12, {CONNECTIONS} connections"
    return [
        Line("limit", f"bare axum handler, {size:,} bytes, the headers of our tile", f"{rate('bare')}, {bare['cpu_us']:.1f} µs of processor each"),
        Line("P1", f"{mix}, gzip, asked before, beside the bare handler", f"{rate('hot')}: {limit:.2f} ×", "≥ 0.9 ×", limit >= 0.9),
        Line("P1", f"{mix}, processor for each request", f"{hot['cpu_us']:.1f} µs: {processor:.2f} ×", "≤ 1.3 ×", processor <= 1.3),
        Line("P1", f"{mix}, martin with its cache", rate("martin hot")),
        Line("P1", f"{mix}, gzip, beside tipg, which has no cache", against("hot", "tipg gzip")),
        Line("P2", f"{mix}, `cluster=false`, made anew, no cache, beside martin without its cache", against("cold", "martin"), "≥ 10 ×", anew >= 10),
        Line("P2", f"{mix}, `cluster=false`, made anew, no cache, beside tipg", against("cold", "tipg")),
        Line("P2", f"{mix}, made anew and compressed with gzip, beside martin", against("cold gzip", "martin gzip")),
        Line("P2", f"{mix}, made anew and compressed with gzip, beside tipg", against("cold gzip", "tipg gzip")),
        Line("P2", f"{mix}, with clusters, made anew, no cache", rate("clusters")),
        Line("P7", f"edit committed to new tile served, {edited['edits']} edits, p99; tiles elsewhere kept their tag", f"{edited['p99_ms']:.0f} ms (median {edited['p50_ms']:.0f}, longest {edited['longest_ms']:.0f})", "≤ 100 ms", edited["p99_ms"] <= 100),
    ]
