"""GDAL, OWSLib and pyproj against our OGC API: what they fetch is what the database holds, where it should be."""

import json
import math
import shutil
import sqlite3
import subprocess
from functools import cache
from urllib.parse import quote

import pyogrio
import pytest
from owslib.ogcapi.features import Features
from pyproj import Transformer

from centri_process import ask_database

needs_gdal = pytest.mark.skipif(shutil.which("ogr2ogr") is None, reason="GDAL is not installed (apt-get install gdal-bin)")
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
# Region code and EPSG operation from Monte Mario: mainland, Sicily, Sardinia.
OPERATIONS = {"19": 1664, "20": 1662}
MAINLAND = 1660


@pytest.fixture(scope="module")
def api(site):
    return Features(f"{site.url}/ogc/v1")


def counted(site, statement: str) -> int:
    return int(ask_database(site.folder, statement))


def to_geopackage(site, tmp_path, layer: str, *words: str) -> sqlite3.Connection:
    """What GDAL makes of a collection."""
    file = tmp_path / f"{layer}.gpkg"
    wanted = ["ogr2ogr", "-f", "GPKG", file, f"OAPIF:{site.url}/ogc/v1", layer, *words]
    done = subprocess.run(wanted, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0 and "ERROR" not in done.stderr, done.stderr
    return sqlite3.connect(file)


def rows(package: sqlite3.Connection, layer: str) -> int:
    return package.execute(f"select count(*) from {layer}").fetchone()[0]


def assert_figures(package: sqlite3.Connection, layer: str, figures: list[dict]) -> None:
    """The numbers of a layer are those of the interface, bit for bit."""
    numbers = ("value", "numerator", "denominator", "value_low", "value_high", "threshold", "n_centres")
    named = ("measure", "category", "area_code_istat")
    # A column that was empty on the first page is one of texts.
    columns = [*named, *(f"cast({name} as real)" for name in numbers)]
    seen = {row[:3]: row[3:] for row in package.execute(f"select {', '.join(columns)} from {layer}")}
    assert figures and seen == {tuple(row[name] for name in named): tuple(row[name] for name in numbers) for row in figures}


@needs_gdal
@pytest.mark.parametrize(
    ("layer", "view"),
    [
        ("sites", "public_sites"),
        ("centres", "public_centres"),
        ("regions", "public_regions"),
        ("provinces", "public_provinces"),
        ("municipalities", "public_municipalities"),
    ],
)
def test_gdal_fetches_as_many_rows_as_the_database_holds(site, tmp_path, layer, view):
    package = to_geopackage(site, tmp_path, layer)
    assert rows(package, layer) == counted(site, f"select count(*) from {view}")


@needs_gdal
def test_gdal_fetches_what_a_box_and_a_filter_choose(site, tmp_path):
    box = ["-spat", "11", "44", "12.5", "45"]
    package = to_geopackage(site, tmp_path, "sites", *box)
    inside = "select count(*) from public_sites where st_intersects(geom, st_makeenvelope(11, 44, 12.5, 45, 4326))"
    expected = counted(site, inside)
    assert expected > 3 and rows(package, "sites") == expected
    (tmp_path / "filtered").mkdir()
    package = to_geopackage(site, tmp_path / "filtered", "sites", *box, "-where", "region_code = '08' AND status = 'attiva'")
    expected = counted(site, inside + " and region_code = '08' and status = 'attiva'")
    assert expected > 0 and rows(package, "sites") == expected
    (tmp_path / "units").mkdir()
    package = to_geopackage(site, tmp_path / "units", "municipalities", *box)
    shapes = "select count(*) from public_municipalities where st_intersects(geom, st_makeenvelope(11, 44, 12.5, 45, 4326))"
    assert rows(package, "municipalities") == counted(site, shapes)


@needs_gdal
def test_gdal_reads_the_figures_of_coverage_to_the_last_digit(site, tmp_path):
    package = to_geopackage(site, tmp_path, "coverage")
    figures = site.get("/api/v1/coverage?indicator=C3&level=region").json()["items"]
    seen = {row[0]: row[1:] for row in package.execute("select area_code_istat, value, value_low, value_high, numerator, state, recipe from coverage")}
    columns = ("value", "value_low", "value_high", "numerator", "state", "recipe")
    assert seen == {row["area_code_istat"]: tuple(row[column] for column in columns) for row in figures} and len(seen) == 20
    assert package.execute("select count(*) from coverage where geom is null").fetchone()[0] == 0
    (tmp_path / "low").mkdir()
    package = to_geopackage(site, tmp_path / "low", "coverage", "-where", "value < 50")
    assert rows(package, "coverage") == sum(row["value"] < 50 for row in figures)
    # Another question by its own address, as GeoJSON.
    file = tmp_path / "distance.gpkg"
    address = f"{site.url}/ogc/v1/collections/coverage/items?indicator=C5&level=municipality&region_code=17&measure=mean&limit=10000"
    done = subprocess.run(["ogr2ogr", "-f", "GPKG", file, address, "-nln", "distance"], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    expected = site.get("/api/v1/coverage?indicator=C5&level=municipality&region=17").json()["items"]
    expected = {row["area_code_istat"]: row["value"] for row in expected if row["measure"] == "mean"}
    assert dict(sqlite3.connect(file).execute("select area_code_istat, value from distance")) == expected


@needs_gdal
@pytest.mark.parametrize(
    ("words", "question"),
    [
        # Figures with fractions where those of the first page, C3, are whole.
        (["-where", "indicator='S1'"], "indicator=S1"),
        (["-where", "indicator='C7'"], "indicator=C7"),
        (["-where", "area_level='province'"], "indicator=C3&level=province"),
        (["-where", "indicator='S1' AND area_level='province' AND measure='breadth'"], "indicator=S1&level=province"),
    ],
)
def test_gdal_reads_any_indicator_and_level_by_a_filter_to_the_last_digit(site, tmp_path, words, question):
    package = to_geopackage(site, tmp_path, "coverage", *words)
    assert_figures(package, "coverage", site.get(f"/api/v1/coverage?{question}").json()["items"])


@needs_gdal
def test_gdal_takes_the_address_of_a_question_for_a_layer(site, tmp_path):
    file = tmp_path / "layer.gpkg"
    address = f"OAPIF_COLLECTION:{site.url}/ogc/v1/collections/coverage?indicator=C5&level=province"
    done = subprocess.run(["ogr2ogr", "-f", "GPKG", file, address, "-nln", "layer"], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0 and "ERROR" not in done.stderr, done.stderr
    assert_figures(sqlite3.connect(file), "layer", site.get("/api/v1/coverage?indicator=C5&level=province").json()["items"])


def test_a_newer_gdal_reads_levels_and_fractions_too(site):
    """The one inside pyogrio."""
    told, _, _, columns = pyogrio.raw.read(f"OAPIF:{site.url}/ogc/v1", layer="coverage", where="indicator='S1' AND area_level='province'", read_geometry=False)
    columns = dict(zip(told["fields"], columns, strict=True))
    expected = {row["area_code_istat"]: row["numerator"] for row in site.get("/api/v1/coverage?indicator=S1&level=province").json()["items"]}
    seen = {code: None if math.isnan(number) else number for code, number in zip(columns["area_code_istat"], columns["numerator"], strict=True)}
    assert seen == expected and any(number % 1 for number in expected.values() if number)


@needs_gdal
def test_gdal_sees_types_and_positions(site, tmp_path):
    told = subprocess.run(
        ["ogrinfo", "-ro", "-so", f"OAPIF:{site.url}/ogc/v1", "sites"], capture_output=True, text=True, timeout=120, check=True
    ).stdout
    for line in ("slug: String", "verified_on: Date", "demo: Integer(Boolean)", "services: StringList"):
        assert line in told, told
    package = to_geopackage(site, tmp_path, "sites", "-oo", "PAGE_SIZE=100")
    items = {item["id"]: item for item in site.get("/api/v1/sites?limit=1000").json()["items"]}
    seen = dict(package.execute("select cast(id as integer), name from sites"))
    assert seen == {number: item["name"] for number, item in items.items()}


def test_owslib_reads_collections_queryables_and_features(site, api):
    assert api.feature_collections() == ["sites", "centres", "regions", "provinces", "municipalities", "districts", "coverage"]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in api.conformance()["conformsTo"]
    assert api.api()["openapi"] == "3.0.3"
    queryables = api.collection_queryables("sites")["properties"]
    assert queryables["network_role"]["enum"] and queryables["geom"]["format"] == "geometry-point"
    page = api.collection_items("sites", limit=7, sortby=("name", "asc"))
    assert page["numberReturned"] == len(page["features"]) == 7
    number = page["features"][0]["id"]
    assert api.collection_item("sites", str(number))["properties"] == page["features"][0]["properties"]
    hubs = api.collection_items("sites", filter="network_role = 'hub'", limit=1000)
    assert hubs["numberMatched"] == counted(site, "select count(*) from public_sites where network_role = 'hub'")
    near = api.collection_items("municipalities", bbox=[12.4, 41.8, 12.5, 41.9], limit=10)
    assert "Roma" in {feature["properties"]["name"] for feature in near["features"]}


def test_every_page_put_together_is_the_collection(site):
    expected = counted(site, "select count(*) from public_municipalities")
    path, codes = "/ogc/v1/collections/municipalities/items?limit=1500&sortby=-residents", []
    while path:
        page = site.get(path, limit=120).json()
        assert page["numberMatched"] == expected
        codes += [feature["id"] for feature in page["features"]]
        path = next((link["href"].removeprefix(site.url) for link in page["links"] if link["rel"] == "next"), None)
    assert len(codes) == len(set(codes)) == expected


@cache
def datum(operation: int) -> Transformer:
    """One EPSG operation and nothing else: latitude first on both sides, as EPSG defines them."""
    return Transformer.from_pipeline(f"urn:ogc:def:coordinateOperation:EPSG::{operation}")


@cache
def projection(code: int, base: int) -> Transformer:
    return Transformer.from_crs(base, code, always_xy=True)


def monte_mario(code: int, region: str, lon: float, lat: float) -> tuple[float, float]:
    """The numbers of a place by the explicit operation of its Region."""
    lat, lon = datum(OPERATIONS.get(region, MAINLAND)).transform(lat, lon, direction="INVERSE")
    return projection(code, 4265).transform(lon, lat)


@pytest.mark.parametrize("code", [3003, 3004])
def test_monte_mario_is_that_of_the_region_on_both_sides_of_the_strait(site, code):
    """Palermo, Messina, Reggio di Calabria and Cagliari: by vertices of the comuni themselves."""
    worst = 0.0
    for municipality, region in {"082053": "19", "083048": "19", "080063": "18", "092009": "20", "058091": "12"}.items():
        path = f"/ogc/v1/collections/municipalities/items/{municipality}"
        degrees = site.get(path).json()
        assert degrees["properties"]["region_code"] == region
        answer = site.get(f"{path}?crs={EPSG}{code}")
        assert answer.headers["content-crs"] == f"<{EPSG}{code}>"
        metres = answer.json()["geometry"]["coordinates"]
        for polygon, projected in zip(degrees["geometry"]["coordinates"], metres, strict=True):
            for (lon, lat), (x, y) in zip(polygon[0][::20], projected[0][::20], strict=True):
                east, north = monte_mario(code, region, lon, lat)
                worst = max(worst, math.hypot(east - x, north - y))
    assert worst < 0.1, worst


def test_sites_are_in_every_system_where_pyproj_puts_them(site):
    plain = site.get("/ogc/v1/collections/sites/items?limit=10000").json()["features"]
    placed = {one["id"]: one for one in plain if one["geometry"]}
    for code, base in {4326: 4326, 3857: 4326, 3035: 4258, 6706: 6706, 7791: 6706, 7792: 6706, 7793: 6706, 25832: 4258, 25833: 4258, 32632: 4326, 32633: 4326}.items():
        there = site.get(f"/ogc/v1/collections/sites/items?limit=10000&crs={EPSG}{code}").json()["features"]
        assert len(there) == len(plain)
        for one in there[::25]:
            if not one["geometry"]:
                continue
            lon, lat = placed[one["id"]]["geometry"]["coordinates"]
            x, y = projection(code, base).transform(lon, lat)
            expected = (y, x) if code in (4326, 6706, 3035) else (x, y)
            found = one["geometry"]["coordinates"]
            assert math.dist(found, expected) < (1e-8 if code in (4326, 6706) else 0.01), (code, one["id"], found, expected)


def test_a_box_and_a_filter_in_metres_choose_what_they_choose_in_degrees(site):
    """A box around each of some sites, half of them in Sicily, drawn in Monte Mario by the operation of its Region."""
    features = site.get("/ogc/v1/collections/sites/items?limit=10000").json()["features"]
    placed = [one for one in features if one["geometry"]]
    chosen = [one for one in placed if one["properties"]["region_code"] == "19"][:5] + [one for one in placed if one["properties"]["region_code"] == "18"][:5]
    assert len(chosen) > 5
    nowhere = {one["id"] for one in features if not one["geometry"]}
    for one in chosen:
        lon, lat = one["geometry"]["coordinates"]
        x, y = monte_mario(3004, one["properties"]["region_code"], lon, lat)
        # A metre and a half: the operation of another Region would be metres off.
        box = f"{x - 1.5:.3f},{y - 1.5:.3f},{x + 1.5:.3f},{y + 1.5:.3f}"
        found = site.get(f"/ogc/v1/collections/sites/items?limit=10000&bbox={box}&bbox-crs={EPSG}3004").json()["features"]
        there = {other["id"] for other in found} - nowhere
        assert one["id"] in there and len(there) < 20, one
        drawn = f"S_INTERSECTS(geom, BBOX({box}))"
        answer = site.get(f"/ogc/v1/collections/sites/items?limit=10000&filter={quote(drawn)}&filter-crs={EPSG}3004").json()
        assert {other["id"] for other in answer["features"]} == there


def test_what_is_sent_is_geojson_and_nothing_else(site):
    answer = site.get("/ogc/v1/collections/municipalities/items?limit=10000", limit=120)
    assert answer.headers["content-type"] == "application/geo+json"
    document = json.loads(answer.body)
    assert {feature["geometry"]["type"] for feature in document["features"]} == {"MultiPolygon"}
    for feature in document["features"][::50]:
        for polygon in feature["geometry"]["coordinates"]:
            for ring in polygon:
                assert ring[0] == ring[-1] and len(ring) >= 4
