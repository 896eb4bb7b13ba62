"""`centri export sites` beside the running server: the bytes of `/api/v1/sites`, or the interface's own refusal."""

import os
from urllib.parse import urlencode

import centri_process as life
import pytest

FILTERS = [
    [],
    [("region", "08")],
    [("service", "mediazione_familiare"), ("service", "accoglienza_ascolto"), ("network_role", "hub")],
    [("filter", "network_role = 'hub' AND demo = false"), ("filter-lang", "cql2-text")],
]


def options(parameters) -> list[str]:
    return [word for name, value in parameters for word in ("--" + name.replace("_", "-"), value)]


# A workbook and a GeoPackage say inside when they were made.
@pytest.mark.parametrize("end", ["csv", "geojson", "fgb", "parquet"])
@pytest.mark.parametrize("filters", FILTERS)
def test_a_file_is_the_answer_to_the_byte(site, tmp_path, end, filters):
    file = tmp_path / f"sedi.{end}"
    done = life.command(site.folder, "export", "sites", *options(filters), "-o", str(file))
    assert done.returncode == 0, done.stderr
    answer = site.get("/api/v1/sites?" + urlencode([*filters, ("f", end)]))
    assert answer.status == 200 and file.read_bytes() == answer.body


@pytest.mark.parametrize("end", ["xlsx", "gpkg"])
def test_files_that_say_when_they_were_made_are_written_too(site, tmp_path, end):
    file = tmp_path / "sedi"
    done = life.command(site.folder, "export", "sites", "--region", "08", "-f", end, "-o", str(file))
    assert done.returncode == 0, done.stderr
    assert file.read_bytes()[:4] == site.get(f"/api/v1/sites?region=08&f={end}").body[:4]


def test_without_a_file_csv_goes_to_standard_output(site):
    done = life.command(site.folder, "export", "sites", "--region", "08", "--where", "status=attiva")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == site.get("/api/v1/sites?region=08&status=attiva&f=csv").text().splitlines()


def test_a_page_that_is_not_the_last_says_so(site, tmp_path):
    file = tmp_path / "sedi.geojson"
    done = life.command(site.folder, "export", "sites", "--limit", "10", "-o", str(file))
    page = site.get("/api/v1/sites?f=geojson&limit=10")
    assert done.returncode == 0 and file.read_bytes() == page.body
    assert f"--cursor {page.json()['next']}" in done.stderr, done.stderr


@pytest.mark.parametrize(
    ("name", "words", "parameters"),
    [
        ("sedi.csv", ["--where", "colour=red"], [("colour", "red")]),
        ("sedi.docx", [], []),
        ("sedi.gpkg", ["--limit", "10", "--region", "99"], [("limit", "10"), ("region", "99")]),
        ("sedi.csv", ["--filter", "colore = 'blu'"], [("filter", "colore = 'blu'")]),
    ],
)
def test_what_the_interface_refuses_is_refused_in_its_words_and_nothing_is_written(site, tmp_path, name, words, parameters):
    done = life.command(site.folder, "export", "sites", *words, "-o", str(tmp_path / name))
    assert done.returncode == 1 and os.listdir(tmp_path) == [], done.stderr
    refused = site.get("/api/v1/sites?" + urlencode([*parameters, ("f", name.partition(".")[2])]))
    assert refused.status == 400
    for error in refused.json()["errors"]:
        assert f"{error['parameter']} = " in done.stderr and error["allowed"] in done.stderr, done.stderr
