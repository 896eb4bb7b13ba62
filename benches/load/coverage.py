"""P5: national coverage, the engine on one core beside the aims, and the same distances from PostGIS's index on geography."""

import json
import statistics
import subprocess
import time
from pathlib import Path

from machine import SERVER_CORE, WORK, pinned, psql
from report import Line

PEER_ROUNDS = 3
# Ours and PostGIS's geodesics may differ by a micrometre for each of them: their mean by no more than this.
SAME_M = 1e-3

TABLES = """
drop schema if exists coverage cascade;
create schema coverage;
create table coverage.cell (lon float8, lat float8, people float8);
create table coverage.site (lon float8, lat float8, people float8);
"""
READY = """
alter table coverage.cell add point geography;
update coverage.cell set point = st_makepoint(lon, lat)::geography;
alter table coverage.site add point geography;
update coverage.site set point = st_makepoint(lon, lat)::geography;
create index on coverage.site using gist (point);
vacuum analyze coverage.cell;
vacuum analyze coverage.site;
"""
# C5's mean and mean of three for the whole country, without quantiles, bounds and Regions: in PostGIS's favour.
QUESTION = """
select sum(people * first) / sum(people), sum(people * three) / sum(people)
from coverage.cell c cross join lateral (
    select min(metres) as first, avg(metres) as three
    from (select st_distance(s.point, c.point) as metres from coverage.site s order by s.point <-> c.point limit 3) as near
) as nearest
"""


def peer(sockets: str, folder: Path) -> tuple[list[float], float]:
    """Seconds of each round, without what psql and the connection take, and the mean distance found."""
    for statement in TABLES.strip().splitlines():
        psql(sockets, "-c", statement)
    for table in ("cell", "site"):
        psql(sockets, "-c", f"\\copy coverage.{table} from '{folder / table}s.csv' csv")
    for statement in READY.strip().splitlines():
        psql(sockets, "-c", statement)
    taken = []
    for _ in range(PEER_ROUNDS):
        begun = time.perf_counter()
        psql(sockets, "-c", "select 1")
        idle = time.perf_counter() - begun
        begun = time.perf_counter()
        # One core: ours uses one, and PostgreSQL's is shared with nobody while it works.
        said = psql(sockets, "-c", "set max_parallel_workers_per_gather = 0", "-c", QUESTION)
        taken.append(time.perf_counter() - begun - idle)
    psql(sockets, "-c", "drop schema coverage cascade")
    return taken, float(said.split("|")[0])


def measure(programs: Path, sockets: str) -> dict:
    folder = WORK / "coverage"
    folder.mkdir(exist_ok=True)
    said = subprocess.run(pinned(SERVER_CORE, [programs / "examples" / "coverage_speed", folder]), check=True, capture_output=True, text=True).stdout
    found = json.loads(said.split("RESULT ", 1)[1])
    taken, mean_m = peer(sockets, folder)
    if abs(mean_m - found["mean_m"]) > SAME_M:
        raise SystemExit(f"PostGIS says that people live {mean_m} m from their site on average, ours {found['mean_m']} m")
    return found | {"peer_s": taken, "peer_mean_m": mean_m}


def lines(found: dict) -> list[Line]:
    drawn = []
    for figure in found["figures"]:
        aim = figure["aim_ms"]
        met = None if aim is None else figure["processor_ms"] <= aim
        drawn.append(Line("P5", figure["what"], f"{figure['processor_ms']:,.1f} ms", "–" if aim is None else f"≤ {aim:,.0f} ms", met))
    c5 = next(figure for figure in found["figures"] if figure["what"].startswith("C5 mean"))
    there = statistics.median(found["peer_s"])
    beside = there * 1000 / c5["processor_ms"]
    return [*drawn, Line("P5", "C5 beside PostGIS, lateral `<->` on geography, three nearest", f"{there:.1f} s there: {beside:.0f} ×", "≥ 30 ×", beside >= 30)]


def note(found: dict) -> str:
    return f"Coverage: 300,000 cells, 1,000 sites, one core. PostGIS's mean distance differs from ours by {abs(found['peer_mean_m'] - found['mean_m']) * 1000:.6f} mm; it is asked for C5's means only, ours also for quantiles, bounds and Regions."
