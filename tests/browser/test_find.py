"""/trova with a script: suggestions, the visitor's own position, and polite ways out. The keyboard alone is enough."""

import re

import pytest
from playwright.sync_api import expect

from browser.visiting import PHONE

BOLOGNA = {"latitude": 44.49381, "longitude": 11.34263}
LOCATE = "Usa la mia posizione"


def test_suggestions_while_typing(visit):
    seen = visit("/trova", PHONE)
    box = seen.page.get_by_role("combobox")
    box.press_sequentially("bolo", delay=30)
    options = seen.page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    assert seen.axe() == []
    box.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_value("bolo")
    box.press("g")
    box.press("Backspace")
    expect(options.first).to_be_visible()
    at = next(at for at, text in enumerate(options.all_inner_texts()) if text.startswith("Bologna"))
    for _ in range(at + 1):
        box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", options.nth(at).get_attribute("id"))
    box.press("Enter")
    expect(seen.page).to_have_url(re.compile(r"luogo=Bologna.*lon=11\.\d+&lat=44\.\d+"))
    expect(seen.page.locator("#risposta")).to_contain_text("Bologna")
    assert seen.page.locator(".near-item").count() >= 3
    assert not seen.complaints and not seen.strangers(), (seen.complaints, seen.strangers())


def test_my_position_is_rounded_in_the_browser_and_gives_the_nearest(visit):
    seen = visit("/trova", PHONE, geolocation=BOLOGNA, permissions=["geolocation"])
    seen.page.get_by_role("button", name=LOCATE).click()
    expect(seen.page).to_have_url(re.compile(r"lon=11\.34&lat=44\.49\b"))
    expect(seen.page.locator("#risposta")).to_contain_text("posizione")
    assert seen.page.locator(".near-item").count() >= 3
    assert not [url for url in seen.requests if "11.342" in url or "44.493" in url], "more of the position left the device than promised"
    assert seen.axe() == [] and not seen.complaints, seen.complaints


def test_a_refused_position_is_met_politely(visit):
    seen = visit("/trova", PHONE, permissions=[])
    button = seen.page.get_by_role("button", name=LOCATE)
    button.click()
    expect(seen.page.locator("[data-locate] [role=status]")).to_contain_text("scrivi qui sopra il nome del tuo comune")
    expect(seen.page.locator("#luogo")).to_be_focused()
    expect(button).to_be_enabled()
    assert seen.axe() == [] and not seen.complaints, seen.complaints


def test_without_suggestions_the_field_is_a_plain_field(visit):
    seen = visit("/trova")
    seen.page.route("**/api/v1/geocode*", lambda route: route.abort())
    box = seen.page.locator("#luogo")
    box.press_sequentially("Imola", delay=20)
    seen.page.wait_for_timeout(400)
    box.press("Enter")
    expect(seen.page).to_have_url(re.compile("luogo=Imola"))
    assert seen.page.locator(".near-item").count() >= 3


def focused(page) -> dict:
    return page.evaluate(
        """() => { const one = document.activeElement; const box = one.getBoundingClientRect();
          return { tag: one.tagName, id: one.id, text: (one.textContent || '').trim().slice(0, 60), href: one.getAttribute('href'),
                   seen: one === document.body || (box.width > 1 && box.height > 1 && box.bottom > 0 && box.right > 0 && box.left < innerWidth && box.top < innerHeight),
                   body: one === document.body }; }"""
    )


@pytest.mark.parametrize("path", ["/", "/trova", "/mappa", "/centri", "/dati"])
def test_the_skip_link_is_first_is_seen_and_works(visit, path):
    seen = visit(path)
    seen.page.keyboard.press("Tab")
    first = focused(seen.page)
    assert first["href"] == "#contenuto" and first["seen"], first
    seen.page.keyboard.press("Enter")
    expect(seen.page.locator("#contenuto")).to_be_focused()
    seen.page.keyboard.press("Tab")
    inside = seen.page.evaluate("document.querySelector('main').contains(document.activeElement)")
    assert inside, focused(seen.page)


@pytest.mark.parametrize("path", ["/", "/trova"])
def test_tab_reaches_the_search_and_enter_asks(visit, path):
    seen = visit(path)
    for _ in range(20):
        seen.page.keyboard.press("Tab")
        if focused(seen.page)["id"] == "luogo":
            break
    assert focused(seen.page)["id"] == "luogo"
    seen.page.keyboard.type("Imola")
    seen.page.wait_for_timeout(500)
    seen.page.keyboard.press("Enter")
    expect(seen.page).to_have_url(re.compile(r"/trova\?.*luogo=Imola"))
    expect(seen.page.locator("#risposta")).to_contain_text("Imola")


@pytest.mark.parametrize("size", [PHONE, (1440, 900)], ids=["360", "1440"])
@pytest.mark.parametrize("path", ["/", "/trova?luogo=Imola", "/centri?regione=05", "/aiuto-subito", "/dati/incorpora"])
def test_tab_goes_through_the_whole_page_and_every_stop_is_seen(visit, path, size):
    seen = visit(path, size)
    stops, hidden = 0, []
    for _ in range(300):
        seen.page.keyboard.press("Tab")
        stop = focused(seen.page)
        if stop["body"]:
            break
        stops += 1
        if not stop["seen"]:
            hidden.append(stop)
    else:
        raise AssertionError("300 stops and no end: the keyboard is trapped")
    assert stops >= 12 and not hidden, hidden[:5]


def test_leave_at_once(visit, site):
    seen = visit("/")
    seen.go("/aiuto-subito")
    seen.page.locator("[data-quick-exit]").first.click()
    expect(seen.page).to_have_url(f"{site.url}/")
    seen.page.go_back()
    assert "/aiuto-subito" not in seen.page.url, "the browser goes back to the page that was left in haste"
