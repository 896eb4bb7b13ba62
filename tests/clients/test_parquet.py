"""pyarrow and GeoPandas read our GeoParquet: the rows of JSON to the last digit, metadata that keep their promises."""

import io
import json
import math

import geopandas
import pyarrow.compute
import pyarrow.parquet as parquet
import pyproj
import pytest
import shapely

import centri_process as life

HIDDEN_KEYS = {"bbox", "geom"}


def table(site, path: str):
    answer = site.get(path)
    assert answer.status == 200, answer.text()
    assert answer.headers["content-type"] == "application/vnd.apache.parquet"
    return parquet.ParquetFile(io.BytesIO(answer.body))


def all_items(site, filters: str = "") -> list[dict]:
    items, cursor = [], ""
    while cursor is not None:
        page = site.get(f"/api/v1/sites?limit=1000{filters}{cursor}").json()
        items += page["items"]
        cursor = page["next"] and f"&cursor={page['next']}"
    return items


def geo(file) -> dict:
    """The metadata `geo`, checked against GeoParquet 1.1."""
    told = json.loads(file.metadata.metadata[b"geo"])
    assert told["version"] == "1.1.0"
    primary = told["primary_column"]
    column = told["columns"][primary]
    assert column["encoding"] == "WKB" and set(column) <= {"encoding", "geometry_types", "crs", "edges", "orientation", "bbox", "epoch", "covering"}
    assert column.get("edges", "planar") == "planar"
    # What names no system is in OGC:CRS84; another one would be PROJJSON.
    if column.get("crs"):
        pyproj.CRS.from_json_dict(column["crs"])
    leaves = {file.schema.column(at).path: file.schema.column(at) for at in range(len(file.schema.names))}
    assert leaves[primary].physical_type == "BYTE_ARRAY"
    for side in ("xmin", "ymin", "xmax", "ymax"):
        assert column["covering"]["bbox"][side] == ["bbox", side]
        assert leaves[f"bbox.{side}"].physical_type == "DOUBLE"
    return {"primary": primary, **column}


@pytest.mark.parametrize("filters", ["", "&region=08&service=mediazione_familiare"])
def test_the_rows_are_those_of_json_to_the_last_digit(site, filters):
    file = table(site, f"/api/v1/sites?f=parquet{filters}")
    told = geo(file)
    rows = {row["id"]: row for row in file.read().to_pylist()}
    items = all_items(site, filters)
    assert set(rows) == {item["id"] for item in items} and len(items) == file.metadata.num_rows
    points = []
    for item in items:
        row = rows[item["id"]]
        assert (row["slug"], row["name"], row["region_code"], row["demo"]) == (item["slug"], item["name"], item["region"]["code"], item["demo"])
        assert row["services"] == item["services"] and row["languages"] == item["languages"]
        assert (row["verified_on"] and row["verified_on"].isoformat()) == item["verified_on"]
        if item["lon"] is None:
            assert row["geom"] is None and row["bbox"] is None
            continue
        point = shapely.from_wkb(row["geom"])
        assert (point.x, point.y) == (item["lon"], item["lat"])
        assert list(row["bbox"].values()) == [point.x, point.y, point.x, point.y]
        points.append((point.x, point.y))
    assert told["geometry_types"] == ["Point"]
    west, south, east, north = told["bbox"]
    assert (west, east) == (min(x for x, _ in points), max(x for x, _ in points))
    assert (south, north) == (min(y for _, y in points), max(y for _, y in points))


def test_geopandas_reads_all_of_it_and_a_box_of_it(site):
    body = site.get("/api/v1/sites?f=parquet").body
    frame = geopandas.read_parquet(io.BytesIO(body))
    assert frame.crs == pyproj.CRS("OGC:CRS84")
    bounds = (11.0, 44.0, 12.0, 45.0)
    inside = geopandas.read_parquet(io.BytesIO(body), bbox=bounds)
    expected = frame[frame.geometry.notna() & frame.intersects(shapely.box(*bounds))]
    assert 0 < len(inside) < len(frame) and set(inside["id"]) == set(expected["id"])


def test_columns_say_what_is_in_them_so_that_readers_skip(site):
    file = table(site, "/ogc/v1/collections/municipalities/items?f=parquet")
    told = geo(file)
    assert told["geometry_types"] == ["MultiPolygon"] and file.metadata.num_rows > 7_800
    assert file.metadata.num_row_groups > 1
    for group in range(file.metadata.num_row_groups):
        chunks = file.metadata.row_group(group)
        for at in range(chunks.num_columns):
            chunk = chunks.column(at)
            assert chunk.compression == "ZSTD"
            if chunk.path_in_schema == "geom":
                assert not chunk.is_stats_set
            elif chunk.path_in_schema in ("code", "residents", "bbox.xmin", "bbox.ymax"):
                assert chunk.statistics.has_min_max, chunk.path_in_schema
    # Every box is that of its shape, and the file's that of all.
    whole = file.read()
    shapes = shapely.from_wkb(whole["geom"].to_numpy(zero_copy_only=False))
    assert shapely.is_valid(shapes).all()
    sides = whole["bbox"].combine_chunks().flatten()
    for side, values in zip(sides, shapely.bounds(shapes).T):
        assert side.to_numpy().tolist() == values.tolist()
    assert told["bbox"] == shapely.total_bounds(shapes).tolist()
    listed = site.get("/ogc/v1/collections/municipalities/items?limit=1&code=058091").json()["features"][0]
    rome = whole.filter(pyarrow.compute.equal(whole["code"], "058091")).to_pylist()
    assert len(rome) == 1
    assert {name: value for name, value in rome[0].items() if name not in HIDDEN_KEYS} == listed["properties"]


def test_figures_of_coverage_are_those_of_json_over_http_and_on_the_command_line(site, new_centri, tmp_path):
    for query in ("indicator=C3&level=municipality", "indicator=C5&level=region&group=all"):
        listed = site.get(f"/api/v1/coverage?{query}").json()["items"]
        file = table(site, f"/api/v1/coverage?{query}&f=parquet")
        assert b"geo" not in (file.metadata.metadata or {})
        rows = file.read().to_pylist()
        assert len(rows) == len(listed) > 19
        for row, item in zip(rows, listed):
            item.pop("lorenz", None)
            assert list(row) == list(item)
            for name, value in item.items():
                if isinstance(value, float):
                    assert math.copysign(1, row[name]) == math.copysign(1, value) and row[name] == value, name
                else:
                    assert row[name] == value, name
    output = tmp_path / "figures.parquet"
    done = life.command(new_centri("coverage-parquet").folder, "coverage", "--indicator", "C5", "--level", "region", "--group", "all",
                        "-f", "parquet", "-o", str(output))
    assert done.returncode == 0, done.stderr
    assert parquet.read_table(output).to_pylist() == rows


def test_exported_centres_have_the_cells_of_csv(new_centri, tmp_path):
    folder = new_centri("export-parquet").folder
    files = {name: tmp_path / f"centri.{name}" for name in ("parquet", "geojson")}
    for file in files.values():
        done = life.command(folder, "export", "centres", "-o", str(file))
        assert done.returncode == 0, done.stderr
    features = json.loads(files["geojson"].read_text(encoding="utf-8"))["features"]
    rows = parquet.read_table(files["parquet"]).to_pylist()
    assert len(rows) == len(features) > 100
    for row, feature in zip(rows, features):
        assert {name: value for name, value in row.items() if name not in HIDDEN_KEYS} == feature["properties"]
        point = row["geom"] and list(shapely.from_wkb(row["geom"]).coords[0])
        assert point == (feature["geometry"] and feature["geometry"]["coordinates"])
