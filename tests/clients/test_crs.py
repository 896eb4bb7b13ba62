"""Our places are those pyproj finds by the very operations EPSG names, run one by one and never chosen by PROJ."""

import os
import subprocess
from functools import cache
from math import cos, hypot, radians

import pytest
from centri_process import ROOT
from pyproj import CRS, Transformer

TRANSFORM = ROOT / "target/debug/examples/transform"
# Each code with the geographic system below it.
BASES = {
    4326: (4326, 3857, 32632, 32633, 32634),
    4258: (4258, 25832, 25833, 25834, 3035, 3034),
    6706: (6706, 6707, 6708, 6709, 7791, 7792, 7793, 7794, 7795, 6875, 6876),
    4670: (4670, 3064, 3065, 9716),
    4265: (4265, 4806, 3003, 3004),
    4230: (4230, 23032, 23033, 23034),
}
CODES = [(code, base) for base, codes in BASES.items() for code in codes]
# Region code and EPSG operation from Monte Mario.
AREAS = {"08": 1660, "19": 1664, "20": 1662}
SAME_DATUM = {4326: None, 4258: 1149, 6706: 6711, 4670: 1099}
PLACES = [
    (7.6869, 45.0703),
    (11.3548, 46.4983),
    (13.7768, 45.6495),
    (11.3426, 44.4949),
    (12.4922, 41.8902),
    (18.1720, 40.3515),
    (15.6476, 38.1113),
    (15.5540, 38.1938),
    (12.6090, 35.5020),
    (9.1217, 39.2238),
]
"""Longitudes and latitudes from one end of Italy to the other, Lampedusa and both sides of the Strait among them."""


@pytest.fixture(scope="module", autouse=True)
def built():
    """The example as its sources are now. With `--workspace` cargo takes the libraries `make test` has built already."""
    words = ["cargo", "build", "--quiet", "--locked", "--workspace", "--example", "transform"]
    done = subprocess.run(words, cwd=ROOT, env=os.environ | {"SQLX_OFFLINE": "true"}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def operation_of(base: int, region: str) -> int | None:
    """The EPSG operation a system on this base must go through in this Region."""
    return {4265: AREAS[region], 4230: 1133}.get(base, SAME_DATUM.get(base))


@cache
def explicit(number: int) -> Transformer:
    """One EPSG operation and nothing else: latitude first on both sides, as EPSG defines them."""
    return Transformer.from_pipeline(f"urn:ogc:def:coordinateOperation:EPSG::{number}")


@cache
def projection(code: int, base: int) -> Transformer:
    """From the geographic system below a code to the code, on the same datum: no choice is left to PROJ."""
    return Transformer.from_crs(base, code, always_xy=True)


def numbers(code: int, base: int, region: str, place: tuple[float, float]) -> tuple[float, float]:
    """The numbers a file in this system would hold for a place."""
    lon, lat = place
    operation = operation_of(base, region)
    if operation:
        lat, lon = explicit(operation).transform(lat, lon, direction="INVERSE")
    if code == 4806:
        lat, lon = explicit(1262).transform(lat, lon, direction="INVERSE")
        return lon, lat
    return projection(code, base).transform(lon, lat)


def expected(code: int, base: int, region: str, pair: tuple[float, float]) -> tuple[float, float]:
    """Where pyproj puts the numbers."""
    lon, lat = pair
    if code == 4806:
        lat, lon = explicit(1262).transform(lat, lon)
    else:
        lon, lat = projection(code, base).transform(lon, lat, direction="INVERSE")
    operation = operation_of(base, region)
    if operation:
        lat, lon = explicit(operation).transform(lat, lon)
    return lon, lat


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Distance of two places a few metres apart."""
    return hypot(radians(one[0] - other[0]) * cos(radians(one[1])), radians(one[1] - other[1])) * 6_378_137


def transform(lines: list[str], **more: str) -> list[str]:
    """What our program answers to lines of system, Region, x, y; with these variables in its environment."""
    text, surroundings = "\n".join(lines) + "\n", os.environ | more
    done = subprocess.run([TRANSFORM], input=text, env=surroundings, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout.splitlines()


@pytest.mark.parametrize("region", AREAS)
def test_every_code_is_where_its_explicit_operation_puts_it(request, region):
    asked = []
    for code, base in CODES:
        for place in PLACES:
            # Written and read again: both sides get the very same numbers.
            pair = tuple(float(f"{number:.9f}") for number in numbers(code, base, region, place))
            asked.append((code, base, pair))
    answers = transform([f"EPSG:{code} {region} {x!r} {y!r}" for code, _, (x, y) in asked])
    assert len(answers) == len(asked) == len(CODES) * len(PLACES)
    worst = 0.0
    for (code, base, pair), answer in zip(asked, answers, strict=True):
        lon, lat, name = answer.split("\t")
        apart = metres((float(lon), float(lat)), expected(code, base, region, pair))
        assert apart <= (0.1 if base in (4265, 4230) else 0.001), f"EPSG:{code} Region {region} {pair}: {apart:.4f} m, {name}"
        worst = max(worst, apart)
        operation = operation_of(base, region)
        assert name.startswith(f"EPSG:{operation} ") if operation else name.startswith("WGS 84"), name
    request.config.measured(f"reference systems, Region {region}: at most {worst * 1000:.6f} mm from pyproj over {len(asked)} points")


def test_the_strait_is_told_by_region_not_by_place():
    x, y = numbers(3004, 4265, "19", (15.5540, 38.1938))
    (sicily, mainland) = (line.split("\t") for line in transform([f"3004 19 {x} {y}", f"3004 18 {x} {y}"]))
    assert metres((float(sicily[0]), float(sicily[1])), (15.5540, 38.1938)) < 0.001
    apart = metres((float(sicily[0]), float(sicily[1])), (float(mainland[0]), float(mainland[1])))
    assert 4 < apart < 5, apart


def test_the_operations_go_between_the_systems_we_say():
    """The numbers in our table are those of EPSG's register as pyproj carries it."""
    for number, source in {1660: 4265, 1662: 4265, 1664: 4265, 1133: 4230, 1149: 4258, 6711: 6706, 1099: 4670}.items():
        operation = explicit(number)
        name = CRS(source).name
        assert operation.description.startswith(f"{name} to WGS 84"), operation.description
    for code, base in CODES:
        assert code == 4806 or CRS(code).geodetic_crs.to_epsg() == base, code
        steps = projection(code, base).definition
        assert "helmert" not in steps and "grid" not in steps, f"EPSG:{code}: {steps}"


def test_a_wrong_line_is_an_error_of_that_line_only():
    answers = transform(["EPSG:3003 08 boh 1", "EPSG:9001 08 1 1", "EPSG:32632 08 inf 1", "EPSG:4326 08 11.5 44.5", "x"])
    assert [answer.startswith("error: ") for answer in answers] == [True, True, True, False, True]
    assert answers[3].split("\t")[:2] == ["11.500000000000", "44.500000000000"]


def test_neither_the_database_nor_the_settings_of_proj_change_our_table(tmp_path):
    (tmp_path / "proj.db").write_bytes(b"not a database" * 1000)
    (tmp_path / "proj.ini").write_text("[general]\ntmerc_default_algo = evenden_snyder\n")
    lines = []
    for region in AREAS:
        for code, base in CODES:
            # As far from the central meridian as Italy goes, where the other algorithm would show.
            x, y = numbers(code, base, region, (18.1720, 40.3515))
            lines.append(f"EPSG:{code} {region} {x:.6f} {y:.6f}")
    broken = transform([*lines, "EPSG:5659 08 686332 929709"], PROJ_DATA=str(tmp_path))
    assert broken[-1].startswith("error: "), "the database was not replaced: this test proves nothing"
    assert broken[:-1] == transform(lines)
