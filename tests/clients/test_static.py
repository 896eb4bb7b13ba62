"""A map that needs no server: `centri export tiles`, read by the public PMTiles reader and held against what the server answers."""

import gzip
import os
import re
import signal
import subprocess
import time
from collections import Counter
from urllib.parse import quote

import centri_process as life
import pytest
from pmtiles import reader

from clients.addresses import covering
from clients.vector_tile import read

LAYERS = "regions,provinces,municipalities,labels,centres"
NO_DEMO = "filter=" + quote("demo = false")
LAST = 8


class File:
    """An export, opened by the reader of PyPI."""

    def __init__(self, path):
        self.bytes = reader.MemorySource(path.read_bytes())
        self.reader = reader.Reader(self.bytes)
        self.header, self.metadata = self.reader.header(), self.reader.metadata()

    def tiles(self) -> dict:
        """Every address in the file with the tile's bytes."""
        return {address: gzip.decompress(data) for address, data in reader.all_tiles(self.bytes)}


def export(site, path, *words: str) -> str:
    done = life.command(site.folder, "export", "tiles", *words, "--output", str(path))
    assert done.returncode == 0, done.stderr
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def path(site, tmp_path_factory):
    path = tmp_path_factory.mktemp("export") / "italia.pmtiles"
    told = export(site, path, "--layers", LAYERS, "--zooms", f"0-{LAST}")
    assert re.search(r"zoom \d+ \d+/\d+", told), told
    return path


@pytest.fixture(scope="module")
def italy(path):
    return File(path)


@pytest.fixture(scope="module")
def tiles(italy):
    return italy.tiles()


def test_the_file_says_what_it_is(italy, tiles):
    header, told = italy.header, italy.metadata
    assert (header["min_zoom"], header["max_zoom"], header["clustered"]) == (0, LAST, True)
    assert (header["tile_type"].name, header["tile_compression"].name, header["internal_compression"].name) == ("MVT", "GZIP", "GZIP")
    assert header["addressed_tiles_count"] == len(tiles) >= header["tile_entries_count"] >= header["tile_contents_count"] == len(set(tiles.values()))
    bounds = [header[name] / 1e7 for name in ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")]
    assert bounds == [6.6, 35.4, 18.6, 47.1]
    assert (told["name"], told["demo"], told["clusters"]) == ("italia", False, True)
    assert re.fullmatch(r"Centri \d+\.\d+\.\d+", told["generator"]) and re.match(r"\d{4}-\d\d-\d\dT", told["date"])
    assert [layer["id"] for layer in told["vector_layers"]] == LAYERS.split(",")
    assert {layer["id"]: layer["minzoom"] for layer in told["vector_layers"]}["municipalities"] == 6
    sources = {source["key"]: source for source in told["sources"]}
    assert sources["confini-comuni"]["licence"] == "CC-BY-4.0" and "dimostrazione" not in sources
    for source in sources.values():
        assert f"{source['attribution']} ({source['licence']})" in told["attribution"]


def test_every_tile_of_a_zoom_is_the_one_the_server_answers_and_none_is_missing(site, tiles):
    zoom = 7
    in_file = {address for address in tiles if address[0] == zoom}
    compared = set()
    # One tile further on every side than the country reaches.
    box = covering(zoom, (2.0, 32.0, 23.0, 50.0))
    for _, column, row in box:
        answer = site.get(f"/tiles/{LAYERS}/{zoom}/{column}/{row}?{NO_DEMO}")
        if answer.status == 204:
            continue
        assert answer.status == 200, answer.text()
        compared.add((zoom, column, row))
        assert read(tiles[zoom, column, row]) == read(answer.body), (zoom, column, row)
    assert compared == in_file and len(compared) >= 20


def test_every_zoom_covers_the_country(site, tiles):
    for zoom in range(LAST + 1):
        in_file = {address for address in tiles if address[0] == zoom}
        answered = {address for address in covering(zoom) if site.get(f"/tiles/{LAYERS}/{address[0]}/{address[1]}/{address[2]}?{NO_DEMO}").status == 200}
        assert answered <= in_file, answered - in_file
        # Beyond the box of the country only what reaches in from it.
        assert in_file <= set(covering(zoom, (6.2, 35.0, 19.0, 47.5))), zoom


def test_the_counts_of_centres_add_up_at_every_zoom(site, tiles):
    expected = site.get(f"/api/v1/sites?limit=1&{NO_DEMO}").json()["number_positioned"]
    assert 0 < expected < site.get("/api/v1/sites?limit=1").json()["number_positioned"], "some are invented"
    counts = Counter()
    for (zoom, _, _), data in tiles.items():
        for feature in read(data)["centres"].features if b"centres" in data else []:
            [(x, y)] = feature.rings[0]
            assert feature.properties["demo"] is False
            # What reaches in from next door is counted there.
            if 0 <= x < 4096 and 0 <= y < 4096:
                counts[zoom] += feature.properties.get("point_count", 1)
    assert counts == {zoom: expected for zoom in range(LAST + 1)}


def test_equal_tiles_are_stored_once(site, tmp_path):
    path = tmp_path / "regioni.pmtiles"
    export(site, path, "--layers", "regions", "--zooms", "10-11", "--bbox", "8.0,43.0,13.5,46.0")
    file = File(path)
    tiles = file.tiles()
    # Inside one Region a tile is that Region's colour and nothing else.
    assert file.header["tile_contents_count"] == len(set(tiles.values())) < 0.6 * len(tiles) == 0.6 * file.header["addressed_tiles_count"]
    for address in list(tiles)[::97]:
        assert gzip.decompress(file.reader.get(*address)) == tiles[address]
        answer = site.get("/tiles/regions/{}/{}/{}".format(*address))
        assert read(answer.body) == read(tiles[address])


@pytest.mark.long
def test_the_whole_country_down_to_zoom_12(site, tmp_path, request):
    path = tmp_path / "italia.pmtiles"
    begun = time.monotonic()
    export(site, path)
    file = File(path)
    tiles = file.tiles()
    request.config.measured(f"export of five layers, zooms 0 to 12: {len(tiles)} tiles, {path.stat().st_size >> 20} MiB in {time.monotonic() - begun:.0f} s")
    # So many tiles do not fit into one directory; the reader finds them through leaves.
    assert file.header["leaf_directory_length"] > 0 and len(tiles) > 6_000
    for address in sorted(tiles)[::151]:
        assert gzip.decompress(file.reader.get(*address)) == tiles[address]
        answer = site.get("/tiles/{}/{}/{}/{}?{}".format(LAYERS, *address, NO_DEMO))
        assert read(answer.body) == read(tiles[address]), address


def test_with_the_demonstration_only_when_asked(site, tmp_path):
    path = tmp_path / "prova.pmtiles"
    export(site, path, "--layers", "centres", "--zooms", "5", "--every-site", "--with-demo", "--only", "region=08")
    expected = site.get("/api/v1/sites?limit=1&region=08").json()["number_positioned"]
    seen = {feature.id: feature.properties for data in File(path).tiles().values() for feature in read(data)["centres"].features}
    assert len(seen) == expected and {told["demo"] for told in seen.values()} == {True, False}
    assert {told["region_code"] for told in seen.values()} == {"08"}


def test_another_centri_serves_the_file(new_centri, path, tiles):
    other = new_centri("static", word="serve", CENTRI_PMTILES=f"italia={path}").start()
    other.ready()
    told = other.get("/tiles/italia").json()
    assert (told["minzoom"], told["maxzoom"]) == (0, LAST) and told["tiles"] == [f"{other.url}/tiles/italia/{{z}}/{{x}}/{{y}}"]
    for address in [(0, 0, 0), (6, 33, 23), max(tiles)]:
        plain, coded = (other.get("/tiles/italia/{}/{}/{}".format(*address), Accept_Encoding=how) for how in ("identity", "gzip"))
        assert plain.body == gzip.decompress(coded.body) == tiles[address] and coded.headers["content-encoding"] == "gzip"
    assert other.get("/tiles/italia/8/0/0").status == 204


def test_ctrl_c_in_the_middle_leaves_nothing(site, tmp_path):
    path = tmp_path / "italia.pmtiles"
    words = [life.BINARY, "export", "tiles", "--zooms", "0-14", "--output", str(path)]
    process = subprocess.Popen(words, env=life.environment(site.folder), cwd=life.ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        part = path.with_name("italia.pmtiles.part")
        life.until("it writes", lambda: part.exists() and part.stat().st_size > 30_000, 60)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=30)
    finally:
        process.kill()
    assert (process.returncode, os.listdir(tmp_path)) == (1, []), told
    assert "interrotto" in told and "non è stato scritto" in told
    assert site.get("/tiles/regions,centres/6/33/23").status == 200, "the server beside it goes on"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--zooms", "0-99"], "si scrive 0-12"),
        (["--layers", "strade"], "gli strati sono regions"),
        (["--only", "regione=08"], "parametro sconosciuto"),
        (["--filter", "colore = 'blu'"], "filter: "),
        (["--bbox", "12,44,11,45"], "sud-ovest"),
    ],
)
def test_what_is_wrong_is_said_in_italian_and_nothing_is_written(site, tmp_path, words, expected):
    done = life.command(site.folder, "export", "tiles", *words, "--output", str(tmp_path / "italia.pmtiles"))
    assert done.returncode in (1, 2) and expected in done.stderr, done.stderr
    assert os.listdir(tmp_path) == []
