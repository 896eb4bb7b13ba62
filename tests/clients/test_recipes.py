"""The recipes of /dati and the commands of /dati and /api/v1/docs, run as they are shown."""

import csv
import html
import re
import shutil
import sqlite3
import subprocess
import sys
import urllib.request

import pytest


@pytest.fixture(scope="module")
def recipes(site) -> dict[str, str]:
    page = site.get("/dati").text()
    return {name: html.unescape(code) for name, code in re.findall(r'<code data-recipe="([a-z0-9]+)">(.*?)</code>', page, re.DOTALL)}


@pytest.fixture(scope="module")
def matched(site) -> int:
    return site.get("/api/v1/sites?region=08&limit=1").json()["number_matched"]


def run(*words, folder) -> str:
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_every_recipe_is_run_here(recipes):
    assert set(recipes) == {"spreadsheet", "python", "paging", "geopandas", "r", "ogr2ogr", "oapif"}


def test_python_reads_the_list(recipes, matched, tmp_path):
    lines = run(sys.executable, "-c", recipes["python"], folder=tmp_path).splitlines()
    assert lines[0] == f"{matched} sedi" and len(lines) == 4


def test_python_reads_page_after_page(recipes, matched, tmp_path):
    assert run(sys.executable, "-c", recipes["paging"], folder=tmp_path) == f"{matched} di {matched}\n"
    assert matched > 20, "more than one page"


def test_geopandas_reads_the_file(recipes, tmp_path):
    assert run(sys.executable, "-c", recipes["geopandas"], folder=tmp_path).count("POINT (") == 5


def test_r_reads_the_list(recipes, tmp_path):
    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed (apt-get install r-base-core)")
    assert "Bologna" in run("Rscript", "-e", recipes["r"], folder=tmp_path)


@pytest.mark.skipif(shutil.which("ogr2ogr") is None, reason="GDAL is not installed (apt-get install gdal-bin)")
@pytest.mark.parametrize(("recipe", "file", "question"), [("ogr2ogr", "sedi.gpkg", "region=08"), ("oapif", "hub.gpkg", "network_role=hub")])
def test_gdal_writes_a_geopackage(site, recipes, tmp_path, recipe, file, question):
    run("bash", "-c", recipes[recipe], folder=tmp_path)
    expected = site.get(f"/api/v1/sites?{question}&limit=1").json()["number_matched"]
    with sqlite3.connect(tmp_path / file) as package:
        tables = package.execute("select table_name from gpkg_contents where data_type = 'features'").fetchall()
        assert len(tables) == 1
        assert package.execute(f'select count(*) from "{tables[0][0]}"').fetchone() == (expected,)


def test_a_spreadsheet_gets_rows_whose_codes_keep_their_zeros(recipes):
    with urllib.request.urlopen(recipes["spreadsheet"]) as answer:
        rows = list(csv.DictReader(answer.read().decode().splitlines()))
    assert len(rows) > 100 and "001" in {row["area_code_istat"] for row in rows}


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed (apt-get install curl)")
@pytest.mark.parametrize("page", ["/dati", "/api/v1/docs"])
def test_every_curl_command_is_answered(site, page, tmp_path):
    commands = [html.unescape(one) for one in re.findall(r"<code>(curl .*?)</code>", site.get(page).text(), re.DOTALL)]
    assert len(commands) > 8
    for command in commands:
        said = run("bash", "-c", command.replace("curl ", "curl --silent --show-error --fail --max-time 60 -o answer -w '%{http_code}' ", 1), folder=tmp_path)
        assert said == "200", command
