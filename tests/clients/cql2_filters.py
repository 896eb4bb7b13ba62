"""Random CQL2 filters over site items, written as text, and the same filters as pygeofilter understands them."""

import math
import random
from datetime import date

from pygeofilter.backends.native.evaluate import NativeEvaluator
from pygeofilter.parsers.cql2_json import parse
from shapely.geometry import Point

TEXTS = [
    "name", "centre_name", "region_code", "social_region_code", "province_code", "municipality_code", "district_code",
    "municipality", "province", "region", "network_role", "site_kind", "status", "recognition", "ownership", "precision",
]  # fmt: skip
LISTS = ["services", "languages", "audiences"]


def record(item: dict) -> dict:
    """A site item under the names that filters use."""
    flat = {name: item.get(name) for name in ["id", "demo", *TEXTS, *LISTS]}
    flat["centre_name"] = item["centre"]["name"]
    for unit in ("municipality", "province", "region"):
        flat[unit] = item[unit] and item[unit]["name"]
        flat[f"{unit}_code"] = item[unit] and item[unit]["code"]
    flat["verified_on"] = date.fromisoformat(item["verified_on"]) if item["verified_on"] else None
    flat["geom"] = None if item["lon"] is None else Point(item["lon"], item["lat"])
    return flat


class Filters:
    """Draws filters whose values are those of the records, so that some match and some do not."""

    def __init__(self, records: list[dict], seed: int):
        self.records = records
        self.chance = random.Random(seed)
        self.nullable = {name for one in records for name, value in one.items() if value is None}

    def draw(self, depth: int = 3) -> dict:
        if depth == 0 or self.chance.random() < 0.3:
            return self.condition()
        op = self.chance.choice(["and", "or", "not"])
        count = 1 if op == "not" else self.chance.randint(2, 4)
        return {"op": op, "args": [self.draw(depth - 1) for _ in range(count)]}

    def condition(self) -> dict:
        name, made = self.chance.choice([self.text, self.text, self.list, self.number, self.truth, self.place, self.day])()
        absent = {"op": "isNull", "args": [{"property": name}]}
        if self.chance.random() < 0.05:
            return absent
        if name not in self.nullable:
            return made
        # pygeofilter knows no third truth value: an absent value is asked for first, in both languages.
        return {"op": "and", "args": [{"op": "not", "args": [absent]}, made]}

    def some(self, name: str, otherwise):
        value = self.chance.choice(self.records)[name]
        return otherwise if value is None else value

    def text(self):
        name = self.chance.choice(TEXTS)
        value = self.some(name, "x")
        property_ = {"property": name}
        kind = self.chance.randrange(6)
        if kind == 0:
            start, end = sorted([value, self.some(name, "z")])
            return name, {"op": "between", "args": [property_, start, end]}
        if kind == 1:
            return name, {"op": "in", "args": [property_, [self.some(name, "x") for _ in range(self.chance.randint(2, 6))]]}
        if kind == 2:
            return name, {"op": "like", "args": [property_, self.pattern(value)]}
        if kind == 3:
            shouted = self.chance.choice([str.upper, str.lower, str.title])(value)
            return name, {"op": "=", "args": [{"op": "casei", "args": [property_]}, {"op": "casei", "args": [shouted]}]}
        args = [property_, value]
        if self.chance.random() < 0.3:
            args.reverse()
        return name, {"op": self.comparison(), "args": args}

    def pattern(self, value: str) -> str:
        # pygeofilter's JSON takes `.` for one letter and CQL2 takes `_`: neither is drawn.
        plain = value.replace(".", "").replace("_", "").replace("\\", "")
        start, end = sorted(self.chance.randrange(len(plain) + 1) for _ in range(2))
        return self.chance.choice([f"{plain[:end]}%", f"%{plain[start:]}", f"%{plain[start:end]}%", f"{plain[:start]}%{plain[end:]}"])

    def comparison(self) -> str:
        return self.chance.choice(["=", "<>", "<", "<=", ">", ">="])

    def list(self):
        name = self.chance.choice(LISTS)
        known = sorted({text for one in self.records for text in one[name] or []}) or ["x"]
        wanted = self.chance.sample(known, min(len(known), self.chance.randint(1, 3)))
        op = self.chance.choice(["a_contains", "a_overlaps", "a_containedBy", "a_equals"])
        return name, {"op": op, "args": [{"property": name}, wanted]}

    def number(self):
        return "id", {"op": self.comparison(), "args": [{"property": "id"}, self.some("id", 0)]}

    def truth(self):
        return "demo", {"op": self.chance.choice(["=", "<>"]), "args": [{"property": "demo"}, self.chance.random() < 0.5]}

    def day(self):
        value = {"date": self.some("verified_on", date(2026, 1, 1)).isoformat()}
        op = self.chance.choice([self.comparison(), "t_before", "t_after", "t_equals"])
        return "verified_on", {"op": op, "args": [{"property": "verified_on"}, value]}

    def place(self):
        lon, lat = self.chance.uniform(6.6, 18.6), self.chance.uniform(35.5, 47.1)
        if self.chance.random() < 0.5:
            half = self.chance.uniform(0.1, 4)
            where = {"bbox": [round(value, 6) for value in (lon - half, lat - half, lon + half, lat + half)]}
        else:
            ring = []
            corners = self.chance.randint(3, 30)
            for corner in range(corners):
                angle, reach = 2 * math.pi * corner / corners, self.chance.uniform(0.5, 4)
                ring.append([round(lon + reach * math.cos(angle), 6), round(lat + reach * math.sin(angle), 6)])
            where = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
        op = self.chance.choice(["s_intersects", "s_within", "s_disjoint"])
        return "geom", {"op": op, "args": [{"property": "geom"}, where]}


def text(node, chance: random.Random) -> str:
    """CQL2 text, as a person might write it: keywords in any case, more parentheses than needed."""

    def word(written: str) -> str:
        return chance.choice([written.upper(), written.lower()])

    match node:
        case bool():
            return word(str(node))
        case int() | float():
            return str(node)
        case str():
            return "'" + node.replace("'", "''") + "'"
        case list():
            return "(" + ", ".join(text(one, chance) for one in node) + ")"
        case {"property": name}:
            return chance.choice([name, f'"{name}"'])
        case {"date": day}:
            return f"{word('date')}('{day}')"
        case {"bbox": numbers}:
            return f"{word('bbox')}({', '.join(map(str, numbers))})"
        case {"type": "Polygon", "coordinates": rings}:
            return "POLYGON(" + ", ".join("(" + ", ".join(f"{x} {y}" for x, y in ring) + ")" for ring in rings) + ")"
        case {"op": ("and" | "or") as op, "args": args}:
            return "(" + f" {word(op)} ".join(text(one, chance) for one in args) + ")"
        case {"op": "not", "args": [inside]}:
            return f"{word('not')} ({text(inside, chance)})"
        case {"op": "isNull", "args": [operand]}:
            return f"{text(operand, chance)} {word('is null')}"
        case {"op": "between", "args": [operand, low, high]}:
            return f"{text(operand, chance)} {word('between')} {text(low, chance)} {word('and')} {text(high, chance)}"
        case {"op": ("in" | "like" | "=" | "<>" | "<" | "<=" | ">" | ">=") as op, "args": [left, right]}:
            return f"{text(left, chance)} {word(op)} {text(right, chance)}"
        case {"op": op, "args": args}:
            return f"{word(op)}({', '.join(text(one, chance) for one in args)})"
    raise ValueError(node)


def in_its_words(node):
    """The filter in the dialect of JSON that pygeofilter 0.4 reads."""
    match node:
        case {"op": "between", "args": [operand, low, high]}:
            return {"op": "between", "args": [in_its_words(operand), [in_its_words(low), in_its_words(high)]]}
        # Its boxes take their numbers in another order.
        case {"bbox": [west, south, east, north]}:
            ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
            return {"type": "Polygon", "coordinates": [ring]}
        case {"op": op, "args": args}:
            return {"op": op.lower() if op != "isNull" else op, "args": [in_its_words(one) for one in args]}
        case list():
            return [in_its_words(one) for one in node]
    return node


def chosen(node, records: list[dict]) -> set[int]:
    """Numbers of the records that match, as pygeofilter finds them."""
    matches = NativeEvaluator({"lower": str.lower}, use_getattr=False).evaluate(parse(in_its_words(node)))
    return {one["id"] for one in records if matches(one)}
