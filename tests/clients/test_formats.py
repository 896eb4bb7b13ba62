"""GDAL reads the files our list hands out, and finds in each as many rows as the list counts."""

import csv
import hashlib
import io
import json
import shutil
import subprocess

import pytest
from rdflib import RDF, Graph, Namespace
from rdflib.compare import isomorphic

pytestmark = pytest.mark.skipif(shutil.which("ogr2ogr") is None, reason="GDAL is not installed (apt-get install gdal-bin)")
FILTERS = ["", "&region=08", "&service=mediazione_familiare&region=08", "&filter=network_role%3D%27hub%27"]


def features(file) -> list[dict]:
    done = subprocess.run(["ogr2ogr", "-f", "GeoJSON", "/vsistdout/", file], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0 and "ERROR" not in done.stderr, done.stderr
    return json.loads(done.stdout)["features"]


@pytest.mark.parametrize("filters", FILTERS)
def test_every_format_holds_the_same_sites(site, tmp_path, filters):
    counted = site.get(f"/api/v1/sites?limit=1{filters}").json()
    items = {}
    cursor = ""
    while cursor is not None:
        page = site.get(f"/api/v1/sites?limit=1000{filters}{cursor}").json()
        items |= {item["id"]: item for item in page["items"]}
        cursor = page["next"] and f"&cursor={page['next']}"
    assert len(items) == counted["number_matched"]
    for name, expected in {"gpkg": counted["number_matched"], "fgb": counted["number_positioned"], "xlsx": counted["number_matched"]}.items():
        answer = site.get(f"/api/v1/sites?f={name}{filters}")
        assert answer.status == 200 and answer.headers["content-length"] == str(len(answer.body))
        file = tmp_path / f"sites.{name}"
        file.write_bytes(answer.body)
        rows = features(file)
        assert len(rows) == expected, name
        for row in rows:
            told, item = row["properties"], items[row["properties"]["id"]]
            assert (told["slug"], told["name"], told["region_code"]) == (item["slug"], item["name"], item["region"]["code"]), name
            if name != "xlsx" and row["geometry"]:
                lon, lat = row["geometry"]["coordinates"]
                assert abs(lon - item["lon"]) < 1e-9 and abs(lat - item["lat"]) < 1e-9
    text = site.get(f"/api/v1/sites?f=csv{filters}").body.decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {int(row["id"]) for row in rows} == set(items)
    for row in rows:
        item = items[int(row["id"])]
        assert (row["municipality_code"] or None) == (item["municipality"] and item["municipality"]["code"])
        assert row["services"] == ",".join(item["services"])
        assert (float(row["lon"]) if row["lon"] else None) == item["lon"]


def test_the_catalogue_is_one_graph_in_both_spellings_and_says_what_dcat_ap_it_asks(site):
    graph = Graph().parse(data=site.get("/catalog.ttl").body, format="turtle")
    other = Graph().parse(data=site.get("/catalog.jsonld").body, format="json-ld")
    assert len(graph) > 150 and isomorphic(graph, other)
    dcat, dct = Namespace("http://www.w3.org/ns/dcat#"), Namespace("http://purl.org/dc/terms/")
    catalogs = list(graph.subjects(RDF.type, dcat.Catalog))
    assert len(catalogs) == 1
    datasets = list(graph.objects(catalogs[0], dcat.dataset))
    assert len(datasets) == 2
    for dataset in datasets:
        for needed in (dct.title, dct.description, dct.identifier, dct.modified, dct.publisher, dct.rightsHolder, dct.accrualPeriodicity, dcat.theme, dcat.contactPoint):
            assert (dataset, needed, None) in graph, (dataset, needed)
        assert len(list(graph.objects(dataset, dcat.keyword))) >= 3
        for distribution in graph.objects(dataset, dcat.distribution):
            for needed in (dcat.accessURL, dct.license, dct.format, dct.title):
                assert (distribution, needed, None) in graph, (distribution, needed)
    # Every file the catalogue names is there, and is the one it says.
    for distribution, address in graph.subject_objects(dcat.downloadURL):
        answer = site.get(str(address).removeprefix(site.url))
        assert answer.status == 200 and len(answer.body) == int(graph.value(distribution, dcat.byteSize))
        checksum = graph.value(distribution, Namespace("http://spdx.org/rdf/terms#").checksum)
        told = graph.value(checksum, Namespace("http://spdx.org/rdf/terms#").checksumValue)
        assert hashlib.sha256(answer.body).hexdigest() == str(told).lower()


def test_gdal_finds_a_geopackage_without_fault(site, tmp_path):
    file = tmp_path / "sites.gpkg"
    file.write_bytes(site.get("/api/v1/sites?f=gpkg").body)
    told = subprocess.run(["ogrinfo", "-ro", "-so", file, "sites"], capture_output=True, text=True, timeout=120, check=True)
    assert not told.stderr, told.stderr
    for line in ("Geometry: Point", "WGS 84", "verified_on: Date", "demo: Integer(Boolean)"):
        assert line in told.stdout, told.stdout
