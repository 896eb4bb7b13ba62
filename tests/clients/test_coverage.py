"""Coverage against brute force: every distance by Karney's geodesic in PROJ, every sum in numpy, from the bundled files;
floating catchment areas against pysal's `access`."""

import csv
import io
import json
import math
import re
from pathlib import Path

import numpy
import pandas
import pyogrio
import pytest
import shapely
from access.fca import two_stage_fca
from access.weights import step_fn
from pyproj import Geod

import centri_process as life

BUNDLED = Path(__file__).parents[2] / "data-import" / "bundled"
WGS84 = Geod(ellps="WGS84")
MINORS = "0-17"


def rows(site, **parameters) -> list[dict]:
    query = "&".join(f"{name}={value}" for name, value in parameters.items())
    answer = site.get(f"/api/v1/coverage?{query}")
    assert answer.status == 200, answer.text()
    return answer.json()["items"]


def values(items: list[dict], measure: str, column: str = "value") -> dict[str, float]:
    return {row["area_code_istat"]: row[column] for row in items if row["measure"] == measure}


class Italy:
    """Comuni as points with minors, and sites in service with public points: what the server has, read another way."""

    def __init__(self, site):
        points = {row["cod_com"]: row for row in read("comuni-punti.csv")}
        people = {row["cod_com"]: row for row in read("popolazione-comuni-2023-su-confini-2025.csv")}
        self.codes = sorted(points)
        self.lon = numpy.array([float(points[code]["lon"]) for code in self.codes])
        self.lat = numpy.array([float(points[code]["lat"]) for code in self.codes])
        self.minors = numpy.array([float(people[code]["minori_0_17"] or 0) for code in self.codes])
        self.region = numpy.array([points[code]["cod_reg"] for code in self.codes])
        self.sites = self.read_sites(site)
        areas = life.ask_database(site.folder, "select istat_code, st_area(geom::geography) from municipality where valid_to is null")
        radius = {code: math.sqrt(float(area) / math.pi) for code, area in (line.split("|") for line in areas.splitlines())}
        self.radius = numpy.array([radius[code] for code in self.codes])
        self.metres = self.distances(self.sites)

    @staticmethod
    def read_sites(site) -> list[dict]:
        found, cursor = [], ""
        while cursor is not None:
            page = site.get(f"/api/v1/sites?limit=1000&status=attiva,temporanea{cursor}").json()
            found += [item for item in page["items"] if item["lon"] is not None]
            cursor = page["next"] and f"&cursor={page['next']}"
        return sorted(found, key=lambda item: item["id"])

    def distances(self, sites: list[dict]) -> numpy.ndarray:
        columns = []
        for one in sites:
            size = len(self.codes)
            columns.append(WGS84.inv(self.lon, self.lat, numpy.full(size, one["lon"]), numpy.full(size, one["lat"]))[2])
        return numpy.array(columns).T

    def regions(self):
        return sorted(set(self.region))

    def sum(self, figures: numpy.ndarray, region: str) -> float:
        return float(figures[self.region == region].sum())


def read(name: str) -> list[dict]:
    with (BUNDLED / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def italy(site):
    return Italy(site)


def accuracies(sites):
    return numpy.array([one["accuracy_m"] for one in sites])


@pytest.mark.parametrize("threshold", [10_000, 20_000])
def test_people_within_reach_and_how_sure_that_is(site, italy, threshold):
    items = rows(site, indicator="C3", level="region", threshold_m=threshold, group=MINORS, landmass="any")
    accuracy = accuracies(italy.sites)
    expected = {
        "numerator": italy.metres.min(axis=1) <= threshold,
        "low": (italy.metres + accuracy).min(axis=1) + italy.radius <= threshold,
        "high": (italy.metres - accuracy).min(axis=1) - italy.radius <= threshold,
    }
    for row in items:
        code, all_of_them = row["area_code_istat"], italy.sum(italy.minors, row["area_code_istat"])
        assert row["denominator"] == all_of_them
        assert row["numerator"] == italy.sum(italy.minors * expected["numerator"], code)
        for bound in ["low", "high"]:
            share = 100 * italy.sum(italy.minors * expected[bound], code) / all_of_them
            assert row[f"value_{bound}"] == pytest.approx(share, abs=1e-9), (code, bound)
        assert row["value_low"] <= row["value"] <= row["value_high"]


def quantile(metres, people, share):
    order = numpy.argsort(metres)
    return metres[order][numpy.searchsorted(people[order].cumsum(), share * people.sum())]


def test_distances_to_the_nearest(site, italy):
    items = rows(site, indicator="C5", level="region", group=MINORS, landmass="any")
    nearest = italy.metres.min(axis=1)
    of_three = numpy.sort(italy.metres, axis=1)[:, :3].mean(axis=1)
    found = {measure: values(items, measure) for measure in ["mean", "median", "p90", "mean_of_3"]}
    low, high = values(items, "mean", "value_low"), values(items, "mean", "value_high")
    accuracy = accuracies(italy.sites)
    least = numpy.maximum((italy.metres - accuracy).min(axis=1) - italy.radius, 0)
    most = (italy.metres + accuracy).min(axis=1) + italy.radius
    for code in italy.regions():
        here = italy.region == code
        people = italy.minors[here]
        mean = lambda metres: (metres[here] * people).sum() / people.sum()
        assert found["mean"][code] == pytest.approx(mean(nearest), abs=1e-4)
        assert found["mean_of_3"][code] == pytest.approx(mean(of_three), abs=1e-3)
        assert (low[code], high[code]) == (pytest.approx(mean(least), abs=1e-4), pytest.approx(mean(most), abs=1e-4))
        for measure, share in [("median", 0.5), ("p90", 0.9)]:
            inhabited = people > 0
            assert found[measure][code] == pytest.approx(quantile(nearest[here][inhabited], people[inhabited], share), abs=1e-4)


def test_comuni_without_a_centre(site, italy):
    items = rows(site, indicator="C6", level="municipality", threshold_m=20_000, group=MINORS, landmass="any")
    listed = values(items, "distance_of_uncovered_comune")
    without = {code for code, metres in zip(italy.codes, italy.metres.min(axis=1)) if metres > 20_000}
    assert set(listed) == without
    people = values(items, "people_in_uncovered_comune")
    assert sum(figure or 0 for figure in people.values()) == sum(
        italy.minors[at] for at, code in enumerate(italy.codes) if code in without
    )


def test_what_if(site, italy):
    here = [{"lon": 15.8, "lat": 40.63}, {"lon": 12.0, "lat": 43.0}]
    closed = [one["id"] for one in italy.sites[::97]]
    moved = italy.sites[5]
    body = {
        "indicator": "C3", "threshold_m": 20_000, "group": MINORS, "level": "region", "landmass": "any",
        "add": here, "remove": closed, "move": [{"id": moved["id"], "lon": 9.0, "lat": 45.0}],
    }
    answer = site.post("/api/v1/coverage/what-if", body)
    assert answer.status == 200, answer.text()
    kept = [at for at, one in enumerate(italy.sites) if one["id"] not in closed and one["id"] != moved["id"]]
    after = numpy.minimum(italy.metres[:, kept].min(axis=1), italy.distances(here + [{"lon": 9.0, "lat": 45.0}]).min(axis=1))
    for item in answer.json()["items"]:
        code = item["area_code_istat"]
        before, later = (italy.sum(italy.minors * (metres <= 20_000), code) for metres in [italy.metres.min(axis=1), after])
        assert (item["before"]["numerator"], item["after"]["numerator"]) == (before, later)
        assert item["delta"]["numerator"] == later - before


@pytest.mark.parametrize("objective", ["covered", "distance", "equity"])
def test_best_sites(site, italy, objective):
    body = {"n": 4, "threshold_m": 10_000, "group": MINORS, "region": "17", "objective": objective, "candidates": "municipalities", "landmass": "any"}
    answer = site.post("/api/v1/coverage/best-sites", body)
    assert answer.status == 200, answer.text()
    inside = numpy.flatnonzero(italy.region == "17")
    people = italy.minors[inside]
    far = 100_000
    cost = {
        "covered": lambda metres: (metres > 10_000).astype(float),
        "distance": lambda metres: numpy.minimum(metres, far),
        "equity": lambda metres: numpy.maximum(numpy.minimum(metres, far) - 10_000, 0) ** 2,
    }[objective]
    places = [{"lon": italy.lon[at], "lat": italy.lat[at]} for at in inside]
    to_places = italy.distances(places)[inside]
    now = italy.metres[inside].min(axis=1)
    for item in answer.json()["items"]:
        gains = (people[:, None] * (cost(now)[:, None] - cost(numpy.minimum(now[:, None], to_places)))).sum(axis=0)
        assert item["gain"] == pytest.approx(gains.max(), rel=1e-9)
        chosen = italy.codes.index(item["municipality"]["code"])
        assert gains[list(inside).index(chosen)] == pytest.approx(gains.max(), rel=1e-9)
        now = numpy.minimum(now, to_places[:, list(inside).index(chosen)])
        assert item["covered"] == people[now <= 10_000].sum()
    assert len(answer.json()["items"]) == 4


STEPS = {"E2SFCA": [(10_000, 1.0), (20_000, 0.68), (30_000, 0.22)], "2SFCA": [(20_000, 1.0)]}


def floating(metres, people, steps):
    """Two-step floating catchment areas by pysal's `access`: sites for each person at every point."""
    near = numpy.argwhere(metres <= steps[-1][0])
    cost = pandas.DataFrame({"origin": near[:, 0], "dest": near[:, 1], "cost": metres[near[:, 0], near[:, 1]]})
    demand = pandas.DataFrame({"demand": people}, index=pandas.RangeIndex(len(people)))
    supply = pandas.DataFrame({"supply": numpy.ones(metres.shape[1])}, index=pandas.RangeIndex(metres.shape[1]))
    found = two_stage_fca(demand, supply, cost, steps[-1][0], demand_index=True, supply_index=True, weight_fn=step_fn(dict(steps)))
    # It gives no number where nobody is in reach, and infinity where a site has nobody.
    return found.replace(numpy.inf, 0).reindex(range(len(people))).fillna(0).to_numpy()


@pytest.mark.parametrize("kind", STEPS)
def test_floating_catchment_areas(site, italy, kind):
    asked = {"threshold_m": 20_000} if kind == "2SFCA" else {}
    items = rows(site, indicator="C7", level="region", group=MINORS, landmass="any", **asked)
    access = floating(italy.metres, italy.minors, STEPS[kind])
    for code, value in values(items, "sites_per_10000_people").items():
        expected = 10_000 * italy.sum(access * italy.minors, code) / italy.sum(italy.minors, code)
        assert (value or 0) == pytest.approx(expected, rel=1e-9), code
    # What is shared out is what there is.
    nation = rows(site, indicator="C7", level="nation", group=MINORS, landmass="any", **asked)[0]
    near = (italy.metres <= STEPS[kind][-1][0]).any(axis=0).sum()
    assert nation["numerator"] == pytest.approx(near, rel=1e-9)


@pytest.mark.parametrize("of", ["distance", "access"])
def test_inequality(site, italy, of):
    """Of the metres to the nearest site, and of the sites people reach: nobody in reach has none."""
    items = rows(site, indicator="C8", level="nation", group=MINORS, landmass="any")
    each = italy.metres.min(axis=1) if of == "distance" else floating(italy.metres, italy.minors, STEPS["E2SFCA"])
    people = italy.minors
    each, region, people = each[people > 0], italy.region[people > 0], people[people > 0]
    order = numpy.argsort(each, kind="stable")
    share = numpy.concatenate([[0], people[order].cumsum() / people.sum()])
    part = numpy.concatenate([[0], (people * each)[order].cumsum() / (people * each).sum()])
    gini = 1 - 2 * ((share[1:] - share[:-1]) * (part[1:] + part[:-1]) / 2).sum()
    mean = (people * each).sum() / people.sum()
    ratio = each / mean
    theil = (people * numpy.where(ratio > 0, ratio * numpy.log(numpy.where(ratio > 0, ratio, 1)), 0)).sum() / people.sum()
    between = 0.0
    for code in set(region):
        here = region == code
        of_region = (people[here] * each[here]).sum() / people[here].sum() / mean
        between += people[here].sum() / people.sum() * of_region * (math.log(of_region) if of_region > 0 else 0)
    found = {row["measure"]: row for row in items}
    gini_of, theil_of = ("gini", "theil") if of == "distance" else ("gini_of_access", "theil_of_access")
    assert found[gini_of]["value"] == pytest.approx(gini, abs=1e-9)
    assert found[theil_of]["value"] == pytest.approx(theil, abs=1e-9)
    assert found[f"{theil_of}_between_regions"]["value"] == pytest.approx(between, abs=1e-9)
    assert found[f"{theil_of}_within_regions"]["value"] == pytest.approx(theil - between, abs=1e-9)
    assert found[gini_of]["threshold"] == (None if of == "distance" else 30_000)
    curve = found[gini_of]["lorenz"]
    assert curve[0] == [0, 0] and curve[-1] == pytest.approx([1, 1]) and curve == sorted(curve)
    # Its points lie on ours; between comuni that have the same the order says nothing, because the curve is straight there.
    assert numpy.interp([point[0] for point in curve], share, part) == pytest.approx([point[1] for point in curve], abs=1e-9)


def test_by_size_of_the_comune(site, italy):
    items = rows(site, indicator="C9", group=MINORS, landmass="any", threshold_m=20_000)
    residents = {row["cod_com"]: float(row["totale"] or 0) for row in read("popolazione-comuni-2023-su-confini-2025.csv")}
    residents = numpy.array([residents[code] for code in italy.codes])
    nearest, of_three = italy.metres.min(axis=1), numpy.sort(italy.metres, axis=1)[:, :3].mean(axis=1)
    ends = {"under_2000": 2_000, "2000_4999": 5_000, "5000_19999": 20_000, "20000_99999": 100_000, "100000_and_more": math.inf}
    begin, seen = 1, 0
    for code, end in ends.items():
        here = (residents >= begin) & (residents < end)
        begin, people, metres = end, italy.minors[here], nearest[here]
        found = {row["measure"]: row for row in items if (row["area_level"], row["area_code_istat"]) == ("size_class", code)}
        assert found["within"]["denominator"] == people.sum() > 0
        assert found["within"]["numerator"] == people[metres <= 20_000].sum()
        assert found["mean"]["value"] == pytest.approx((people * metres).sum() / people.sum(), abs=1e-4)
        assert found["mean_of_3"]["value"] == pytest.approx((people * of_three[here]).sum() / people.sum(), abs=1e-4)
        assert found["median"]["value"] == pytest.approx(quantile(metres, people, 0.5), abs=1e-4)
        assert found["p90"]["value"] == pytest.approx(quantile(metres, people, 0.9), abs=1e-4)
        rate = found["centres_per_10000_people"]
        assert rate["value"] == pytest.approx(10_000 * rate["n_centres"] / people.sum(), rel=1e-12)
        seen += people.sum()
    assert seen == italy.minors.sum()


def test_the_command_line_says_the_same(site, new_centri):
    """Same options, same numbers, to the last digit."""
    query = {"indicator": "C5", "level": "province", "group": MINORS, "service": "mediazione_familiare"}
    over_http = site.get("/api/v1/coverage?" + "&".join(f"{name}={value}" for name, value in query.items()) + "&f=csv").text()
    done = life.command(new_centri("coverage-command").folder, "coverage", "--indicator", "C5", "--level", "province",
                        "--group", MINORS, "--where", "service=mediazione_familiare")
    assert done.returncode == 0, done.stderr
    here, there = (list(csv.DictReader(io.StringIO(text))) for text in [over_http, done.stdout])
    assert len(here) == len(there) > 400
    for one, other in zip(here, there):
        assert one == other


def borders() -> dict[str, numpy.ndarray]:
    """Every corner of every comune's border, from the bundled file."""
    _, _, shapes, (codes,) = pyogrio.raw.read(BUNDLED / "comuni-2025.fgb", columns=["cod_com"])
    return {code: shapely.get_coordinates(shape) for code, shape in zip(codes, shapely.from_wkb(shapes))}


def test_bounds_that_hold_for_certain(site, italy):
    """Nobody lives farther from the point than the farthest corner of the border."""
    reach = numpy.zeros(len(italy.codes))
    for at, (code, corners) in enumerate(sorted(borders().items())):
        assert italy.codes[at] == code
        size = len(corners)
        here = WGS84.inv(numpy.full(size, italy.lon[at]), numpy.full(size, italy.lat[at]), corners[:, 0], corners[:, 1])[2]
        reach[at] = here.max()
    accuracy, threshold = accuracies(italy.sites), 20_000
    items = rows(site, indicator="C3", level="region", threshold_m=threshold, group=MINORS, landmass="any", bounds="certain")
    typical = rows(site, indicator="C3", level="region", threshold_m=threshold, group=MINORS, landmass="any")
    far, near = (italy.metres + accuracy).min(axis=1), (italy.metres - accuracy).min(axis=1)
    for row, usual in zip(items, typical):
        code = row["area_code_istat"]
        people = italy.sum(italy.minors, code)
        # A thousandth is added to what the border says: the answer lies between that and two thousandths.
        for bound, least, most in [
            ("value_low", far + 1.002 * reach <= threshold, far + reach <= threshold),
            ("value_high", near - reach <= threshold, near - 1.002 * reach <= threshold),
        ]:
            least, most = (100 * italy.sum(italy.minors * flags, code) / people for flags in (least, most))
            assert least - 1e-9 <= row[bound] <= most + 1e-9, (code, bound)
        assert row["value_low"] <= usual["value_low"] <= usual["value"] == row["value"] <= usual["value_high"] <= row["value_high"]


def test_travel_times(italy, new_centri, tmp_path):
    """A matrix in any order, some origins without times and some ways that do not exist, against numpy."""
    folder = new_centri("travel-times").folder
    random = numpy.random.default_rng(7)
    to_sites = italy.sites[::9]
    minutes = numpy.round(random.uniform(1, 120, (len(italy.codes), len(to_sites))), 1)
    minutes[random.random(minutes.shape) < 0.9] = math.inf
    known = random.random(len(italy.codes)) < 0.8
    lines = [
        (code, one["id"], "" if math.isinf(minutes[at, to]) else minutes[at, to])
        for at, code in enumerate(italy.codes) if known[at]
        for to, one in enumerate(to_sites)
    ]
    lines = [lines[at] for at in random.permutation(len(lines))]
    file = tmp_path / "tempi.csv"
    with file.open("w", newline="") as out:
        csv.writer(out).writerows([("from_id", "to_id", "travel_time_p50"), *lines])
    done = life.command(folder, "import", "travel-times", str(file), "--source", "tempi-prova")
    assert done.returncode == 0, done.stdout + done.stderr
    again = life.command(folder, "import", "travel-times", str(file), "--source", "tempi-prova")
    assert re.search(rf"coppie +0 +0 +{len(lines)} ", again.stdout), again.stdout
    best = minutes.min(axis=1)
    for threshold in [15, 60]:
        answer = life.command(folder, "coverage", "--indicator", "C4", "--level", "region", "--group", MINORS,
                              "--threshold-min", str(threshold), "--format", "json")
        assert answer.returncode == 0, answer.stderr
        items = json.loads(answer.stdout)["items"]
        within, mean = values(items, "within_minutes", "numerator"), values(items, "mean_minutes")
        for code in italy.regions():
            assert within[code] == italy.sum(italy.minors * (known & (best <= threshold)), code)
            reached = italy.minors * (known & numpy.isfinite(best))
            expected = italy.sum(numpy.where(numpy.isfinite(best), best, 0) * reached, code) / italy.sum(reached, code)
            assert mean[code] == pytest.approx(expected, rel=1e-12)
        denominators = values(items, "within_minutes", "denominator")
        assert denominators == {code: italy.sum(italy.minors * known, code) for code in italy.regions()}
