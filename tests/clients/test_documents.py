"""What we describe ourselves with holds to its rules: TileJSON, the served style, failures, files for robots."""

import json
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import jsonschema
import pytest

from centri_process import ROOT, fetch

HERE = Path(__file__).parent


def check(document, schema: str) -> None:
    rules = json.loads((HERE / schema).read_text())
    jsonschema.Draft202012Validator.check_schema(rules)
    jsonschema.validate(document, rules, jsonschema.Draft202012Validator)


def test_every_layer_is_described_as_tilejson_says(site):
    layers = [layer["id"] for layer in site.get("/tiles").json()["layers"]]
    assert len(layers) >= 5
    for names in [*layers, ",".join(layers), "centres?region=08&service=mediazione_familiare"]:
        answer = site.get(f"/tiles/{names}")
        described = answer.json()
        assert answer.headers["content-type"] == "application/json"
        check(described, "tilejson.schema.json")
        assert [layer["id"] for layer in described["vector_layers"]] == names.split("?")[0].split(",")
        assert described["minzoom"] <= described["maxzoom"]
        west, south, east, north = described["bounds"]
        lon, lat, zoom = described["center"]
        assert west < lon < east and south < lat < north and described["minzoom"] <= zoom <= described["maxzoom"]


def test_the_served_style_is_valid_and_asks_nobody_else(site, tmp_path):
    validator = ROOT / "node_modules/.bin/gl-style-validate"
    if not validator.exists() or shutil.which("node") is None:
        pytest.skip("node or node_modules is missing (npm ci)")
    text = site.get("/styles/map.json").text()
    file = tmp_path / "map.json"
    file.write_text(text)
    done = subprocess.run([validator, file], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "{origin}" not in text
    style = json.loads(text)
    addresses = [style["glyphs"], style["sprite"], *(source.get("url") or source.get("data") for source in style["sources"].values())]
    assert all(address.startswith(f"{site.url}/") for address in addresses), addresses
    for name in ("map.json", "map.png", "map@2x.json", "map@2x.png"):
        assert site.get(f"/sprites/{name}").status == 200, name
    fonts = {font for layer in style["layers"] for font in layer.get("layout", {}).get("text-font", [])}
    assert fonts
    for font in fonts:
        assert site.get(f"/fonts/{quote(font)}/0-255.pbf").status == 200, font


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/tiles/fiumi/1/0/0", 404),
        ("/tiles/centres/3/8/0", 400),
        ("/tiles/centres/99/0/0", 400),
        ("/tiles/centres/a/b/c", 400),
        ("/tiles/regions/3/4/2?service=mediazione_familiare", 400),
        ("/tiles/centres?colore=rosso", 400),
        ("/api/v1/nearest", 400),
        ("/api/v1/nearest?lon=200&lat=44", 400),
        ("/api/v1/nearest?lon=nan&lat=44", 400),
        ("/api/v1/nearest?place=Castro", 400),
        ("/api/v1/nearest?lon=11&lat=44&limit=0", 400),
        ("/api/v1/sites?f=docx", 400),
        ("/api/v1/sites?cursor=zzz", 400),
        ("/api/v1/sites/abc", 404),
        ("/api/v1/centres/non-esiste", 404),
        ("/api/v1/geocode", 400),
        ("/api/v1/reverse?lon=11", 400),
        ("/api/v1/non-esiste", 404),
        ("/fonts/Comic%20Sans/0-255.pbf", 404),
        ("/sprites/..%2F..%2FCargo.toml", 404),
    ],
)
def test_a_failure_is_a_problem_document(site, path, status):
    answer = site.get(path, accept="*/*", accept_language="it")
    assert answer.status == status, answer.text()
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["access-control-allow-origin"] == "*"
    problem = answer.json()
    check(problem, "problem.schema.json")
    assert problem["status"] == status
    assert answer.headers["content-language"] == "it"
    english = site.get(path, accept_language="en").json()
    assert english["type"] == problem["type"] and english["title"] != problem["title"]


def test_a_wrong_method_says_which_are_right(site):
    answer = fetch(f"{site.url}/api/v1/sites", method="DELETE")
    assert answer.status == 405 and "GET" in answer.headers["allow"]
    check(answer.json(), "problem.schema.json")


def test_files_for_robots_name_only_what_exists(site):
    robots = site.get("/robots.txt").text()
    assert f"Sitemap: {site.url}/sitemap.xml" in robots
    root = ElementTree.fromstring(site.get("/sitemap.xml").text())
    addresses = [node.text for node in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(addresses) > 100 and all(address.startswith(site.url) for address in addresses)
    assert not any("dimostrativo" in address for address in addresses)
    for address in [*addresses[:15], *addresses[15::25]]:
        assert site.status_of(address.removeprefix(site.url)) == 200, address
    contact = site.get("/.well-known/security.txt").text()
    assert "Contact: mailto:" in contact and "Expires: " in contact
