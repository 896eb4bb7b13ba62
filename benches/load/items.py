"""P10: 10,000 features as GeoJSON by OGC API Features, beside tipg on a table of the same rows and attributes."""

import json
import statistics
from pathlib import Path
from urllib.parse import quote

import centre_tiles
from machine import HERE, WORK, fetch, psql, wrk
from report import Line

DATABASE = "items"
SITES = 10_000
OURS = f"/ogc/v1/collections/sites/items?limit={SITES}&f=json"
THEIRS = f"/collections/bench.items/items?limit={SITES}&f=geojson"

# What ours answers, ready to be read: no join, degrees as GeoJSON wants them.
TABLE = """
create table bench.items as select c.*, st_transform(c.shape, 4326)::geometry(Point, 4326) as geom from bench.centres c;
alter table bench.items drop column shape;
alter table bench.items add primary key (id);
create index on bench.items using gist (geom);
vacuum analyze bench.items;
"""


def fill(sockets: str) -> None:
    """10,000 sites in a database that has the boundaries, and the table the peer reads."""
    psql(sockets, "-v", f"size={SITES}", "-f", str(HERE / "growth.sql"), database=DATABASE)
    psql(sockets, "-f", str(HERE / "peers.sql"), database=DATABASE)
    for statement in TABLE.strip().splitlines():
        psql(sockets, "-c", statement, database=DATABASE)


def tipg_settings(sockets: str) -> dict[str, str]:
    return {
        "DATABASE_URL": f"postgresql://centri@{quote(sockets, safe='')}/{DATABASE}", "DB_MAX_CONN_SIZE": "8",
        "TIPG_DB_SCHEMAS": '["bench"]', "TIPG_DB_TABLES": '["bench.items"]', "TIPG_DB_FUNCTIONS": "[]", "TIPG_CATALOG_TTL": "86400",
        "TIPG_MAX_FEATURES_PER_QUERY": str(SITES),
    }


def features(port: int, path: str, key: str) -> tuple[dict[int, tuple], int, int]:
    """Position by id, members of a feature's properties, bytes."""
    status, _, body = fetch(port, path)
    if status != 200:
        raise SystemExit(f"{path} was answered {status}: {body[:300]!r}")
    listed = json.loads(body)["features"]
    found = {int(feature["properties"].get(key, feature["id"])): tuple(feature["geometry"]["coordinates"]) for feature in listed}
    return found, len(listed[0]["properties"]), len(body)


def agreement(ours: int, tipg: int) -> dict:
    (here, members, size), (there, their_members, their_size) = features(ours, OURS, "id"), features(tipg, THEIRS, "id")
    if len(here) != SITES or here.keys() != there.keys():
        raise SystemExit(f"ours answers {len(here)} features, tipg {len(there)}: not the same")
    # Through Web Mercator and back, written with seven decimals: within a centimetre or so.
    farthest = max(abs(one - other) for at in here for one, other in zip(here[at], there[at]))
    if farthest > 2e-7:
        raise SystemExit(f"positions differ by {farthest} degrees")
    return {"members": members, "their_members": their_members, "bytes": size, "their_bytes": their_size}


def measure(ours: int, tipg: int, rounds: int, seconds: float) -> dict:
    compared = agreement(ours, tipg)
    servers = {"ours": (ours, OURS, {}), "tipg": (tipg, THEIRS, {}), "ours gzip": (ours, OURS, centre_tiles.GZIP)}
    taken = {name: [] for name in servers}
    for number in range(rounds + 1):
        for name, (port, path, headers) in servers.items():
            file = WORK / "items.txt"
            file.write_text(path + "\n")
            result = wrk(port, file, 1, seconds, headers)
            if number:
                taken[name].append(result)
    return compared | {name: {key: statistics.median(one[key] for one in results) for key in ("rate", "p50_ms", "p99_ms")} for name, results in taken.items()}


def lines(found: dict) -> list[Line]:
    ours, tipg, packed = found["ours"], found["tipg"], found["ours gzip"]
    beside = ours["rate"] / tipg["rate"]
    what = f"OGC items, {SITES:,} features as GeoJSON, one connection"
    return [
        Line("P10", f"{what}, beside tipg 1.6.1", f"{ours['rate']:.1f}/s (median {ours['p50_ms']:.0f} ms) against {tipg['rate']:.2f}/s (median {tipg['p50_ms']:.0f} ms): {beside:.1f} ×", "≥ 5 ×", beside >= 5),
        Line("P10", f"{what}, gzip", f"{packed['rate']:.1f}/s (median {packed['p50_ms']:.0f} ms)"),
    ]


def note(found: dict) -> str:
    return (f"OGC items: the same {SITES:,} ids and positions in both; ours {found['bytes'] / 1e6:.1f} MB with {found['members']} properties a feature, "
            f"tipg {found['their_bytes'] / 1e6:.1f} MB with {found['their_members']}.")
