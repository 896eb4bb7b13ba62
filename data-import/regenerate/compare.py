"""Compares rebuilt files with the bundled ones and prints one table: python compare.py REBUILT_FOLDER.

Refuses to hide a difference: every line says how many rows agree and what differs most. Exit status 1 when codes or
population differ, or a shape moved by more than TOLERANCE.
"""

import csv
import json
import sys
from pathlib import Path

import geopandas
import shapely

BUNDLED = Path(__file__).resolve().parent.parent / "bundled"
# Area of the symmetric difference, as a part of the unit's area.
TOLERANCE = 1e-6
failed = False


def line(file, what, bundled, rebuilt, remark="", must=True):
    global failed
    same = bundled == rebuilt
    failed |= must and not same
    verdict = "same" if same else ("DIFFERS" if must else "differs")
    print(f"{file:<45} {what:<34} {bundled!s:>12} {rebuilt!s:>12}  {verdict:<8} {remark}")


def read_csv(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def layers(rebuilt, name, must_match):
    ours = geopandas.read_file(BUNDLED / name).set_index("cod_com").sort_index()
    theirs = geopandas.read_file(rebuilt / name).set_index("cod_com").sort_index()
    line(name, "units", len(ours), len(theirs))
    common = ours.index.intersection(theirs.index)
    line(name, "codes in common", len(ours), len(common))
    ours, theirs = ours.loc[common], theirs.loc[common]
    for column in ("comune", "cod_catasto", "cod_prov", "provincia", "sigla", "cod_reg", "regione"):
        wrong = ours.index[ours[column] != theirs[column]]
        examples = ", ".join(f"{istat}: {ours[column][istat]} / {theirs[column][istat]}" for istat in wrong[:3])
        line(name, f"equal {column}", len(common), len(common) - len(wrong), examples, must=True)
    line(name, "vertices", *(sum(shapely.get_num_coordinates(layer.geometry)) for layer in (ours, theirs)), must=False)
    difference = shapely.area(shapely.symmetric_difference(ours.geometry.values, theirs.geometry.values))
    share = difference / shapely.area(ours.geometry.values)
    worst = share.argmax()
    near = int((share <= TOLERANCE).sum())
    remark = f"largest {share[worst]:.1e} of the area, {common[worst]}; in all {difference.sum() / shapely.area(ours.geometry.values).sum():.1e}"
    line(name, f"shapes equal within {TOLERANCE:g}", len(common), near, remark, must=must_match)


def tables(rebuilt, name, key, free=()):
    ours = {row[key]: row for row in read_csv(BUNDLED / name)}
    theirs = {row[key]: row for row in read_csv(rebuilt / name)}
    line(name, "rows", len(ours), len(theirs))
    common = ours.keys() & theirs.keys()
    line(name, f"{key} in common", len(ours), len(common))
    for column in next(iter(ours.values())):
        wrong = sorted(number for number in common if ours[number][column] != theirs[number].get(column))
        if wrong:
            first = wrong[0]
            remark = f"{first}: {ours[first][column]} / {theirs[first].get(column)}"
            line(name, f"equal {column}", len(common), len(common) - len(wrong), remark, must=column not in free)
    for column in ("totale", "minori_0_17"):
        if column in next(iter(ours.values())):
            line(name, f"sum of {column}", *(sum(int(row[column] or 0) for row in side.values()) for side in (ours, theirs)))


def changes(rebuilt):
    """The correspondence of editions is typed in; the archive is asked whether it agrees on names and dates."""
    name = "comuni-variazioni-2022-2025.csv"
    renamed = json.loads((rebuilt / "nomi-cambiati.json").read_text(encoding="utf-8"))
    rows = [row for row in read_csv(BUNDLED / name) if row["tipo"] == "cambio di denominazione"]
    known = [row["cod_com_2022"] for row in rows if row["cod_com_2022"] in renamed]
    remark = "not in the archive: " + ", ".join(row["comune_2025"] for row in rows if row["cod_com_2022"] not in renamed)
    line(name, "changes of name in the archive", len(rows), len(known), remark, must=False)


def main():
    rebuilt = Path(sys.argv[1])
    print(f"{'file':<45} {'what':<34} {'bundled':>12} {'rebuilt':>12}")
    layers(rebuilt, "comuni-2025.fgb", must_match=True)
    layers(rebuilt, "comuni-2025-semplificati.fgb", must_match=False)
    layers(rebuilt, "comuni-2022-cessati.fgb", must_match=True)
    tables(rebuilt, "popolazione-comuni-2023-su-confini-2025.csv", "cod_com")
    tables(rebuilt, "popolazione-comuni-2023-classi5.csv", "cod_com")
    tables(rebuilt, "province.csv", "cod_prov")
    tables(rebuilt, "localita-geonames.csv", "geonameid")
    tables(rebuilt, "comuni-punti.csv", "cod_com", free=("lat", "lon", "metodo"))
    changes(rebuilt)
    print("centri-reali.csv: collected by hand from public pages, cannot be rebuilt")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
