"""GDAL, which is QGIS underneath, reads our tiles and finds in them what our interface says is there."""

import json
import shutil
import subprocess

import pytest

from clients.addresses import covering
from clients.vector_tile import read

pytestmark = pytest.mark.skipif(shutil.which("ogr2ogr") is None, reason="GDAL is not installed (apt-get install gdal-bin)")
ZOOM = 5


@pytest.fixture(scope="module")
def tiles(site, tmp_path_factory):
    """Tiles of the whole country as files, in the folders GDAL expects."""
    folder = tmp_path_factory.mktemp("tiles")
    for zoom, column, row in covering(ZOOM):
        answer = site.get(f"/tiles/regions,provinces,labels,centres/{zoom}/{column}/{row}?cluster=false")
        if answer.status == 204:
            continue
        assert answer.status == 200, answer.text()
        (folder / f"{zoom}/{column}").mkdir(parents=True, exist_ok=True)
        (folder / f"{zoom}/{column}/{row}.mvt").write_bytes(answer.body)
    return sorted(folder.glob("*/*/*.mvt"))


def features(source: str, layer: str) -> list[dict]:
    """What GDAL sees of a layer, in degrees."""
    # Unclipped: a unit that only touches the tile's margin is in the tile too.
    wanted = ["ogr2ogr", "-f", "GeoJSON", "/vsistdout/", "-t_srs", "EPSG:4326", "-oo", "CLIP=NO", source, layer]
    done = subprocess.run(wanted, capture_output=True, text=True, timeout=120, check=False)
    if "Couldn't fetch requested layer" in done.stderr:
        return []
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["features"]


def test_gdal_counts_the_sites_our_interface_counts(site, tiles):
    expected = site.get("/api/v1/sites?limit=1").json()["number_positioned"]
    seen = {}
    for file in tiles:
        for feature in features(f"MVT:{file}", "centres"):
            seen[feature["properties"]["mvt_id"]] = feature
    assert len(seen) == expected
    items = {item["id"]: item for item in site.get("/api/v1/sites?limit=1000").json()["items"]}
    for number, feature in seen.items():
        told, item = feature["properties"], items[number]
        assert (told["id"], told["slug"], told["name"]) == (number, item["slug"], item["name"])
        assert told["region_code"] == item["region"]["code"]
        assert (told.get("services") or "") == ",".join(item["services"])
        lon, lat = feature["geometry"]["coordinates"]
        # One tile unit at this zoom is about 300 metres.
        assert abs(lon - item["lon"]) < 0.004 and abs(lat - item["lat"]) < 0.004, told


def test_gdal_counts_in_clusters_what_the_interface_counts(site, tmp_path):
    expected = site.get("/api/v1/sites?limit=1").json()["number_positioned"]
    seen = {}
    for zoom, column, row in covering(ZOOM):
        answer = site.get(f"/tiles/centres/{zoom}/{column}/{row}")
        if answer.status == 204:
            continue
        file = tmp_path / f"{zoom}/{column}/{row}.mvt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(answer.body)
        for feature in features(f"MVT:{file}", "centres"):
            told = feature["properties"]
            # Neighbouring tiles draw the same cluster, with the same name and the same number.
            seen[told.get("cluster_id") or told["id"]] = told.get("point_count") or 1
    assert sum(seen.values()) == expected


def test_gdal_sees_every_region_and_province_with_its_attributes(tiles):
    regions, provinces = {}, {}
    for file in tiles:
        for feature in features(f"MVT:{file}", "regions"):
            regions[feature["properties"]["code"]] = feature["properties"]["name"]
        for feature in features(f"MVT:{file}", "provinces"):
            provinces[feature["properties"]["code"]] = feature["properties"]
    assert len(regions) == 20 and regions["08"] == "Emilia-Romagna"
    assert len(provinces) == 107
    assert (provinces["037"]["label"], provinces["037"]["region_code"]) == ("BO", "08")


def test_gdal_and_our_own_reader_agree_on_a_tile(tiles):
    for file in tiles[:3]:
        for name, layer in read(file.read_bytes()).items():
            assert len(features(f"MVT:{file}", name)) == len(layer.features), (file, name)


def test_gdal_reads_a_whole_zoom_as_one_dataset_with_our_description_of_it(site, tiles):
    """The way of QGIS: the folder of a zoom, and our TileJSON for layers, fields and bounds."""
    folder = tiles[0].parents[1]
    wanted = ["-oo", f"METADATA_FILE={site.url}/tiles/centres,regions", "-oo", "TILE_EXTENSION=mvt", f"MVT:{folder}"]
    told = subprocess.run(["ogrinfo", "-ro", "-so", *wanted, "centres"], capture_output=True, text=True, timeout=120, check=True).stdout
    for field in ("slug: String", "region_code: String", "services: String", "demo: Integer(Boolean)"):
        assert field in told, told
    done = subprocess.run(["ogr2ogr", "-f", "GeoJSON", "/vsistdout/", *wanted, "centres"], capture_output=True, text=True, timeout=120, check=True)
    # A site in the margin between two tiles is in both.
    seen = {feature["properties"]["mvt_id"] for feature in json.loads(done.stdout)["features"]}
    assert len(seen) == site.get("/api/v1/sites?limit=1").json()["number_positioned"]
