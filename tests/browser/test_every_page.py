"""Every page at the width of a phone and of a desk: accessible, ours alone, without error, without a cookie."""

import pytest

from browser.visiting import DESK, PHONE
from browser.pages import NAMES, path_of

STRUCTURE = """() => {
  const visible = (one) => one.checkVisibility();
  const count = (selector) => [...document.querySelectorAll(selector)].filter(visible).length;
  return {
    h1: count('h1'), main: count('main'),
    header: count('body > header'), footer: count('body > footer'), nav: count('nav'),
    title: document.title, description: document.querySelector('meta[name=description]')?.content ?? '',
    canonical: document.querySelector('link[rel=canonical]')?.href ?? '',
    alternates: [...document.querySelectorAll('link[rel=alternate][hreflang]')].map((one) => one.hreflang),
    robots: document.querySelector('meta[name=robots]')?.content ?? '',
    lang: document.documentElement.lang,
  };
}"""


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1440"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_accessible_ours_alone_and_without_error(visit, cards, site, name, size):
    path, _ = path_of(name, cards)
    seen = visit(path, size)
    wrong = {
        "axe": seen.axe(),
        "requests to others": seen.strangers(),
        "console": seen.complaints,
        "content security policy": seen.violations(),
        "wider than the window": seen.overflow(),
        "cookies": [cookie["name"] for cookie in seen.page.context.cookies()],
        "stored in the browser": seen.page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"),
    }
    wrong = {what: found for what, found in wrong.items() if found}
    assert not wrong, wrong

    structure = seen.page.evaluate(STRUCTURE)
    assert (structure["h1"], structure["main"]) == (1, 1), structure
    assert structure["lang"] == "it" and structure["title"], structure
    if name == "embed":
        assert structure["robots"] == "noindex"
        return
    assert (structure["header"], structure["footer"]) == (1, 1) and structure["nav"] >= 1, structure
    assert structure["title"].endswith(" · Centri per la famiglia"), structure
    assert 20 <= len(structure["description"]) <= 320, structure
    if name in ("error", "card-demo") or name.startswith("ogc"):
        assert structure["robots"] == "noindex", structure
    else:
        assert structure["canonical"] == site.url + path.split("?")[0], structure
        assert sorted(structure["alternates"]) == ["de", "en", "fr", "it", "sl"], structure


def test_a_page_weighs_little_before_the_map(visit, cards):
    weights = {}
    for name in ("start", "list", "card-real", "find-imola"):
        seen = visit()
        sizes = []
        seen.page.on("requestfinished", lambda request, sizes=sizes: sizes.append((request.url, request.sizes()["responseBodySize"])))
        seen.go(path_of(name, cards)[0])
        without_map = [(url, size) for url, size in sizes if not any(part in url for part in ("/maplibre", "/tiles/", "/fonts/", "/sprites/", "/styles/neighbours"))]
        weights[name] = sum(size for _, size in without_map)
    print({name: f"{weight / 1000:.0f} kB" for name, weight in weights.items()})
    assert all(weight <= 300_000 for weight in weights.values()), weights


def test_the_print_of_a_card_has_no_controls(visit, cards):
    seen = visit(cards["real"])
    seen.page.emulate_media(media="print")
    shown = seen.page.evaluate("() => [...document.querySelectorAll('nav, .no-print, .skiplinks a')].filter((one) => one.checkVisibility() && one.getClientRects().length && one.getBoundingClientRect().width > 1).map((one) => one.outerHTML.slice(0, 80))")
    assert not shown, shown


def test_a_card_tells_search_engines_what_it_is(visit, cards):
    seen = visit(cards["real"])
    data = seen.page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)")
    text = str(data)
    assert "schema.org" in text and seen.page.locator("h1").inner_text() in text, data
    assert "telephone': '0000" not in text
