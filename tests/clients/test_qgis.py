"""QGIS connects to our collections and opens our layer definitions, without a window."""

import json
import subprocess

import pytest

from centri_process import ask_database

# The Python that Debian's QGIS belongs to, not that of the tests.
PYTHON = "/usr/bin/python3"


def installed() -> bool:
    return subprocess.run([PYTHON, "-c", "import qgis.core"], capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def seen(site, tmp_path_factory) -> dict:
    if not installed():
        pytest.skip("QGIS is not installed (apt-get install --no-install-recommends python3-qgis; make test-all does)")
    folder = tmp_path_factory.mktemp("qgis")
    files = []
    for name in ("sites", "regions", "map"):
        path = folder / f"{name}.qlr"
        path.write_bytes(site.get(f"/downloads/qgis/{name}.qlr").body)
        files.append(str(path))
    reader = __file__.replace("test_qgis", "qgis_reader")
    done = subprocess.run([PYTHON, reader, site.url, *files], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_it_reads_every_site_and_those_in_a_box(site, seen):
    every = int(ask_database(site.folder, "select count(*) from public_sites"))
    inside = int(ask_database(site.folder, "select count(*) from public_sites where st_intersects(geom, st_makeenvelope(11, 44, 12.5, 45, 4326))"))
    hubs = int(ask_database(site.folder, "select count(*) from public_sites where network_role = 'hub'"))
    assert seen["valid"] and (seen["counted"], seen["read"]) == (every, every)
    assert (seen["boxed"], seen["hubs"]) == (inside, hubs)


def test_every_layer_definition_opens_in_its_place(site, seen):
    layers = seen["layers"]
    assert len(layers) == 4
    for name, layer in layers.items():
        assert layer["opened"] and layer["valid"] and layer["crs"] in ("EPSG:4326", "EPSG:3857"), (name, layer)
        # Drawn over Italy in Web Mercator: a layer without a known system would be left where nobody looks.
        assert layer["painted"] > 500, (name, layer)
    assert layers["Regioni"]["features"] == 20
    assert layers["Sedi dei Centri per la famiglia"]["features"] == seen["read"]
    assert layers["Sedi dei Centri per la famiglia"]["labels"]
