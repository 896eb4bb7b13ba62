"""P4: the nearest answer beside a bare handler that returns the same bytes, and beside PostGIS `<->`."""

import json
import random
import statistics
from pathlib import Path

from machine import WORK, fetch, wrk
from report import Line

LIMIT = 5
QUESTIONS = 4000
CONNECTIONS = 16


def questions(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Points up to some twenty kilometres around comuni drawn by a fixed seed: all over Italy, land and coast."""
    draw = random.Random(4)
    chosen = [draw.choice(points) for _ in range(QUESTIONS)]
    return [(round(lon + draw.uniform(-0.2, 0.2), 5), round(lat + draw.uniform(-0.2, 0.2), 5)) for lon, lat in chosen]


def path(lon: float, lat: float) -> str:
    return f"/api/v1/nearest?lon={lon}&lat={lat}&limit={LIMIT}"


def addresses(asked: list[tuple[float, float]]) -> Path:
    file = WORK / "nearest.txt"
    file.write_text("".join(path(*point) + "\n" for point in asked))
    return file


def typical(port: int, asked: list[tuple[float, float]]) -> tuple[bytes, dict]:
    """The answer of median size among the first five hundred, with its headers; each must hold five items in order."""
    answers = []
    for point in asked[:500]:
        status, headers, body = fetch(port, path(*point))
        items = json.loads(body).get("items", [])
        distances = [item["distance_m"] for item in items]
        if status != 200 or len(items) != LIMIT or distances != sorted(distances):
            raise SystemExit(f"{path(*point)} was answered {status}: {body[:300]!r}")
        answers.append((len(body), body, headers))
    answers.sort(key=lambda answer: answer[0])
    _, body, headers = answers[len(answers) // 2]
    return body, headers


def agreement(ours: int, peer: int, asked: list[tuple[float, float]]) -> tuple[int, int]:
    """Out of how many questions both give the same first site; and how many were compared."""
    same, compared = 0, asked[:300]
    for point in compared:
        first = []
        for port in (ours, peer):
            status, _, body = fetch(port, path(*point))
            items = json.loads(body)["items"]
            if status != 200 or len(items) != LIMIT:
                raise SystemExit(f"{path(*point)} was answered {status} with {len(items)} items")
            first.append(items[0]["id"])
        same += first[0] == first[1]
    if same < 0.95 * len(compared):
        raise SystemExit(f"ours and PostGIS agree on the nearest site in only {same} of {len(compared)} questions")
    return same, len(compared)


def measure(servers: dict[str, int], asked: Path, rounds: int, seconds: float) -> dict[str, dict]:
    """Medians by server over rounds that alternate between them, after a short round each that is thrown away."""
    taken = {name: [] for name in servers}
    for number in range(rounds + 1):
        for name, port in servers.items():
            result = wrk(port, asked, CONNECTIONS, seconds if number else min(2.0, seconds))
            if number:
                taken[name].append(result)
    return {name: {key: statistics.median(one[key] for one in results) for key in ("rate", "p50_ms", "p99_ms")} for name, results in taken.items()}


def lines(found: dict, size: int) -> list[Line]:
    ours, bare, live, prepared = (found[name] for name in ("ours", "bare", "live", "prepared"))
    limit, beside, favoured = (ours["rate"] / peer["rate"] for peer in (bare, live, prepared))
    what = f"nearest, k = {LIMIT}, 1,000 sites, {CONNECTIONS} connections"

    def there(peer: dict) -> str:
        return f"{peer['rate']:,.0f} requests/s there (p99 {peer['p99_ms']:.1f} ms)"

    return [
        Line("limit", f"bare axum handler, {size:,} bytes", f"{bare['rate']:,.0f} requests/s, p99 {bare['p99_ms']:.2f} ms"),
        Line("P4", f"{what}, beside the bare handler", f"{ours['rate']:,.0f} requests/s: {limit:.2f} ×", "≥ 0.4 ×", limit >= 0.4),
        Line("P4", f"{what}, p99", f"{ours['p99_ms']:.2f} ms", "≤ 5 ms", ours["p99_ms"] <= 5),
        Line("P4", f"{what}, beside PostGIS `<->` on the live tables", f"{there(live)}: {beside:.1f} ×", "≥ 30 ×", beside >= 30),
        Line("P4", f"{what}, beside PostGIS `<->` on items written beforehand", f"{there(prepared)}: {favoured:.1f} ×"),
    ]
