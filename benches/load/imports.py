"""Imports of one invented register of house numbers in every format, beside ogr2ogr into the same PostGIS.

Refuses to count an import after which either side does not hold every row. Leaves nothing behind in the database.
Setting: CENTRI_BENCH_NUMBERS, house numbers of a street (25: 100,000 rows in all).
"""

import contextlib
import csv
import math
import os
import re
import shutil
import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import machine
from machine import ROOT, psql, surroundings
from report import Line

ROUNDS = 3
MUNICIPALITIES, STREETS, NUMBERS = 200, 20, int(os.environ.get("CENTRI_BENCH_NUMBERS", "25"))
SIZE = MUNICIPALITIES * STREETS * NUMBERS
SOURCE = "bench-civici"
FOLDER = machine.WORK / "imports"
# Doors lie within the first distance of the comune's point, and only comuni that hold the second are taken: no point is
# near a boundary, so nothing is refused on either side.
FARTHEST_M, HELD_M = 700, 800
WORDS = ("Via", "Corso", "Piazza", "Vicolo")
NAMES = ("della Libertà", "delle Misure", "Inventata", "del Banco", "dei Numeri")


@dataclass
class Format:
    """A file format: how ogr2ogr writes the file from the CSV and what it needs to read points from it."""

    name: str
    file: str
    driver: str = ""
    create: tuple = ()
    read: tuple = ()
    # What ogr2ogr reads in the file's place, where the format itself knows no points.
    through: str = ""


POINTS = ("-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat", "-oo", "KEEP_GEOM_COLUMNS=NO", "-a_srs", "EPSG:4326")
FORMATS = (
    Format("CSV", "civici.csv", read=POINTS),
    Format("GeoJSON", "civici.geojson", "GeoJSON", POINTS),
    Format("FlatGeobuf", "civici.fgb", "FlatGeobuf", POINTS),
    Format("zipped Shapefile", "civici.shp.zip", "ESRI Shapefile", (*POINTS, "-lco", "ENCODING=UTF-8")),
    Format("GeoPackage", "civici.gpkg", "GPKG", POINTS),
    Format("XLSX", "civici.xlsx", "XLSX", through="civici.vrt"),
)
VRT = """<OGRVRTDataSource><OGRVRTLayer name="civici">
<SrcDataSource relativeToVRT="1">civici.xlsx</SrcDataSource><SrcLayer>civici</SrcLayer>
<GeometryType>wkbPoint</GeometryType><LayerSRS>EPSG:4326</LayerSRS>
<GeometryField encoding="PointFromColumns" x="lon" y="lat"/>
</OGRVRTLayer></OGRVRTDataSource>
"""


def municipalities(sockets: str) -> list[list[str]]:
    """ISTAT code, longitude and latitude of comuni whose point has room around it, always the same ones."""
    listed = psql(
        sockets, "-c",
        f"""select istat_code, st_x(point), st_y(point) from municipality
            where valid_to is null and point is not null and st_covers(geom, st_buffer(point::geography, {HELD_M})::geometry)
            order by md5(istat_code) limit {MUNICIPALITIES}""",
    )
    found = [line.split("|") for line in listed.splitlines()]
    if len(found) != MUNICIPALITIES:
        raise SystemExit(f"{len(found)} comuni with room for invented streets, not {MUNICIPALITIES}")
    return found


def write_register(sockets: str) -> None:
    """The CSV every other file is made from: streets are rays from the comune's point, with doors at equal distances."""
    with (FOLDER / "civici.csv").open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(("cod_com", "odonimo", "civico", "cap", "lat", "lon"))
        for at, (code, x, y) in enumerate(municipalities(sockets)):
            lon, lat = float(x), float(y)
            for street in range(STREETS):
                name = f"{WORDS[street % len(WORDS)]} {NAMES[street // len(WORDS)]}"
                angle = math.tau * street / STREETS
                for number in range(1, NUMBERS + 1):
                    metres = FARTHEST_M * number / NUMBERS
                    north, east = metres * math.cos(angle), metres * math.sin(angle)
                    door_lat, door_lon = lat + north / 111_200, lon + east / (111_320 * math.cos(math.radians(lat)))
                    door = f"{number}/A" if number % 5 == 0 else str(number)
                    rows.writerow((code, name, door, f"{10_000 + at}", f"{door_lat:.6f}", f"{door_lon:.6f}"))
    # Codes are text and coordinates numbers, in every file that GDAL writes from this one.
    (FOLDER / "civici.csvt").write_text('"String","String","String","String","Real","Real"')
    (FOLDER / "civici.vrt").write_text(VRT)


def write_files(sockets: str) -> tuple[list[Format], list[str]]:
    """Every file that GDAL can write here; the formats there are, and the names of those there are not."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    write_register(sockets)
    drivers = subprocess.run(["ogrinfo", "--formats"], check=True, capture_output=True, text=True).stdout
    there = [kind for kind in FORMATS if not kind.driver or f"  {kind.driver} -" in drivers]
    for kind in there:
        if kind.driver:
            subprocess.run(["ogr2ogr", "-f", kind.driver, FOLDER / kind.file, FOLDER / "civici.csv", "-nln", "civici", *kind.create], check=True)
    return there, [kind.name for kind in FORMATS if kind not in there]


def clean(sockets: str) -> None:
    """Takes away what either side imported, with the room it took and what PostgreSQL still had to write."""
    of_ours = f"(select id from source where key = '{SOURCE}')"
    statements = [
        f"delete from street where source_id = {of_ours}",
        f"delete from import_run where source_id = {of_ours}",
        f"delete from source where key = '{SOURCE}'",
        "drop table if exists bench.civici",
        "vacuum analyze street, house_number, import_run, source",
        "checkpoint",
    ]
    psql(sockets, *(argument for statement in statements for argument in ("-c", statement)))


def seconds_of(command: list, **settings: str) -> float:
    """How long a program took; its last words when it did not end well."""
    begun = time.perf_counter()
    done = subprocess.run(list(map(str, command)), cwd=ROOT, env=surroundings(settings), capture_output=True, text=True)
    taken = time.perf_counter() - begun
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-1500:]}")
    return taken


def ours(programs: Path, sockets: str, kind: Format) -> float:
    address = f"postgres://centri@localhost/centri?host={sockets}"
    taken = seconds_of([programs / "centri", "import", "places", FOLDER / kind.file, "--source", SOURCE], CENTRI_DATABASE_URL=address)
    stored = "house_number h join street s on s.id = h.street_id join source o on o.id = s.source_id"
    check(sockets, f"centri, {kind.name}", f"{stored} where o.key = '{SOURCE}'")
    return taken


def theirs(_: Path, sockets: str, kind: Format) -> float:
    command = ["ogr2ogr", "-f", "PostgreSQL", f"PG:host={sockets} user=centri dbname=centri", FOLDER / (kind.through or kind.file)]
    layer = ["-nln", "bench.civici", "-nlt", "POINT", "-overwrite", "-lco", "SPATIAL_INDEX=GIST", "-lco", "GEOMETRY_NAME=geom"]
    taken = seconds_of([*command, *layer, *kind.read, "--config", "PG_USE_COPY", "YES"])
    check(sockets, f"ogr2ogr, {kind.name}", "bench.civici where st_srid(geom) = 4326 and cod_com ~ '^[0-9]{6}$'")
    return taken


def check(sockets: str, who: str, what: str) -> None:
    held = int(psql(sockets, "-c", f"select count(*) from {what}"))
    if held != SIZE:
        raise SystemExit(f"{who}: {held} house numbers held, not {SIZE}")


def read(reader: Path, kind: Format) -> float:
    """Seconds to read the file to its end without a database."""
    said = subprocess.run([reader, FOLDER / kind.file], check=True, capture_output=True, text=True).stdout
    counted, taken = re.search(r"^(\d+) rows .*, 0 problems$", said, re.M), re.search(r"read in ([\d.]+) s", said)
    if counted is None or taken is None or int(counted[1]) != SIZE:
        raise SystemExit(f"{kind.file} was not read as {SIZE} rows:\n{said}")
    return max(float(taken[1]), 0.001)


def measure(programs: Path, reader: Path, sockets: str) -> dict:
    """Seconds of ours, of ogr2ogr and of plain reading by format: medians of alternating rounds on the whole machine."""
    psql(sockets, "-c", "create schema if not exists bench")
    there, absent = write_files(sockets)
    sides = {"ours": ours, "theirs": theirs}
    taken = {kind.name: {"ours": [], "theirs": [], "read": []} for kind in there}
    with contextlib.ExitStack() as last:
        last.callback(clean, sockets)
        for turn in range(ROUNDS):
            for kind in there:
                for side in sorted(sides, reverse=turn % 2 == 1):
                    clean(sockets)
                    taken[kind.name][side].append(sides[side](programs, sockets, kind))
                taken[kind.name]["read"].append(read(reader, kind))
    medians = {name: {side: statistics.median(seconds) for side, seconds in by_side.items()} for name, by_side in taken.items()}
    return {"seconds": medians, "absent": absent, "rows": SIZE}


def lines(found: dict) -> list[Line]:
    def rate(seconds: float) -> str:
        return f"{found['rows'] / seconds:,.0f}"

    drawn = [
        Line("import", f"{found['rows']:,} house numbers from {name}, beside ogr2ogr", f"{rate(s['ours'])} rows/s against {rate(s['theirs'])}: {s['theirs'] / s['ours']:.2f} ×")
        for name, s in found["seconds"].items()
    ]
    speeds = ", ".join(f"{name} {rate(s['read'])}" for name, s in found["seconds"].items())
    return [*drawn, Line("import", "the same files read to their end, no database, rows/s", speeds)]


def note(found: dict) -> str:
    text = (
        f"Imports: medians of {ROUNDS} alternating rounds on the whole machine, from the start of the program to its end; after each both hold all rows. "
        "Ours also checks each point against its comune, makes streets out of the rows and replaces the source's edition in one transaction; "
        "ogr2ogr copies the rows as they are and makes an index on the points."
    )
    if found["absent"]:
        text += f" Not measured, GDAL here cannot write it: {', '.join(found['absent'])}."
    return text
