"""What somebody with curl does first: a tile, its description, the nearest centre, and not the same thing twice."""

import json
import shutil
import subprocess

import pytest

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed (apt-get install curl)")
TILE = "/tiles/regions,centres/6/33/23"


def curl(*words: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body as curl got them."""
    done = subprocess.run(["curl", "--silent", "--show-error", "--include", "--max-time", "30", *words], capture_output=True, timeout=60, check=True)
    head, body = done.stdout.split(b"\r\n\r\n", 1)
    first, *lines = head.decode().split("\r\n")
    return int(first.split()[1]), {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}, body


def test_a_tile(site):
    status, headers, body = curl(site.url + TILE)
    assert (status, headers["content-type"]) == (200, "application/vnd.mapbox-vector-tile")
    assert len(body) == int(headers["content-length"]) > 1000


def test_a_compressed_tile_is_the_same_tile(site):
    _, headers, coded = curl("--header", "Accept-Encoding: gzip", site.url + TILE)
    _, _, opened = curl("--compressed", site.url + TILE)
    _, _, plain = curl(site.url + TILE)
    assert headers["content-encoding"] == "gzip"
    assert opened == plain and len(coded) < len(plain)


def test_a_description_whose_addresses_work(site):
    status, headers, body = curl(f"{site.url}/tiles/centres,regions")
    assert (status, headers["content-type"]) == (200, "application/json")
    template = json.loads(body)["tiles"][0]
    assert template.startswith(site.url + "/")
    assert curl("--globoff", template.format(z=6, x=33, y=23))[0] == 200


def test_a_nearest_answer(site):
    status, _, body = curl(f"{site.url}/api/v1/nearest?lon=11.3426&lat=44.4939&limit=3")
    answer = json.loads(body)
    assert status == 200
    distances = [item["distance_m"] for item in answer["items"]]
    assert len(distances) == 3 and distances == sorted(distances)
    assert answer["items"][0]["region"] == {"code": "08", "name": "Emilia-Romagna"}


@pytest.mark.parametrize("path", [TILE, "/api/v1/sites?region=08", "/styles/map.json", "/sprites/map.json"])
def test_not_the_same_thing_twice(site, path):
    status, headers, _ = curl(site.url + path)
    assert status == 200 and headers["etag"]
    status, again, body = curl("--header", f"If-None-Match: {headers['etag']}", site.url + path)
    assert (status, body, again["etag"]) == (304, b"", headers["etag"])


def test_only_the_head(site):
    status, headers, body = curl("--head", site.url + TILE)
    assert (status, body) == (200, b"") and headers["etag"]
