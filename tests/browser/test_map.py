"""The map is drawn, and list, map, sheet and address say the same, by mouse and by keyboard."""

import math
import re

import pytest
from playwright.sync_api import expect

from browser.visiting import DESK, PHONE
from browser.pictures import colours

SEA, LAND, SIGN = "#DDE8F0", "#FAF8F3", "#0066CC"


def drawn(visit) -> None:
    """Waits until the map has drawn its first picture."""
    visit.page.locator("[data-map][data-drawn]").wait_for(timeout=45_000)
    visit.page.wait_for_timeout(800)


def quiet(visit) -> None:
    assert not visit.complaints, visit.complaints
    assert not visit.violations(), visit.violations()
    assert not visit.strangers(), visit.strangers()


def far_from_others(site, region: str) -> dict:
    """A site with an exact point and no other near it, so that a click means it alone."""
    items = [item for item in site.get(f"/api/v1/sites?limit=1000&region={region}").json()["items"] if item["lon"] is not None]
    exact = [item for item in items if item["precision"] in ("civico", "edificio", "ingresso", "esatta", "via")] or items

    def room(item) -> float:
        return min(math.dist((item["lon"], item["lat"]), (other["lon"], other["lat"])) for other in items if other is not item)

    return max(exact, key=room)


@pytest.mark.parametrize("path", ["/mappa", "/mappa?regione=08"])
def test_the_map_shows_sea_land_and_signs(visit, path):
    seen = visit(path, DESK)
    drawn(seen)
    found = colours(seen.page.context, seen.page.locator("[data-map]"), {"sea": SEA, "land": LAND, "sign": SIGN})
    assert found["land"] > 0.05 * found["all"], found
    assert found["sign"] > 60, found
    if path == "/mappa":
        assert found["sea"] > 0.2 * found["all"], found
    assert seen.axe() == []
    quiet(seen)


def test_a_click_on_a_sign_opens_its_summary_with_the_way_to_the_card(visit, site):
    item = far_from_others(site, "08")
    seen = visit(f"/mappa#mappa=13/{item['lat']:.5f}/{item['lon']:.5f}", DESK)
    drawn(seen)
    box = seen.page.locator("[data-map] canvas").bounding_box()
    seen.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    sheet = seen.page.locator("[data-sheet]")
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text(item["name"])
    expect(seen.page.locator(".sheet-title")).to_be_focused()
    expect(seen.page).to_have_url(re.compile(rf"sede={item['id']}\b"))
    expect(seen.page.locator(f".site-item[data-site='{item['id']}']")).to_have_attribute("aria-current", "true")
    assert seen.axe() == []
    sheet.get_by_role("link", name=re.compile("Apri la scheda")).click()
    expect(seen.page).to_have_url(f"{site.url}/centri/{item['slug']}")
    quiet(seen)


def test_a_list_item_opens_by_keyboard_and_escape_gives_the_focus_back(visit):
    seen = visit("/mappa?regione=08", DESK)
    drawn(seen)
    link = seen.page.locator(".site-item[data-lon] .site-item-name").nth(2)
    name = link.inner_text()
    link.focus()
    seen.page.keyboard.press("Enter")
    expect(seen.page.locator("[data-sheet]")).to_be_visible()
    expect(seen.page.locator(".sheet-title")).to_be_focused()
    expect(seen.page.locator(".sheet-title")).to_contain_text(name)
    expect(seen.page).to_have_url(re.compile("/mappa"))
    seen.page.keyboard.press("Escape")
    expect(seen.page.locator("[data-sheet]")).to_be_hidden()
    expect(link).to_be_focused()
    quiet(seen)


def test_a_chosen_site_is_in_the_address_and_comes_back_with_it(visit, site):
    item = far_from_others(site, "08")
    seen = visit(f"/mappa?sede={item['id']}", DESK)
    expect(seen.page.locator("[data-sheet]")).to_contain_text(item["name"])
    drawn(seen)
    expect(seen.page.locator("[data-sheet]")).to_contain_text(item["name"])
    quiet(seen)


def test_a_filter_changes_list_count_address_and_map(visit, site):
    seen = visit("/mappa", DESK)
    drawn(seen)
    tiles = len([url for url in seen.requests if "/tiles/centres" in url])
    seen.page.locator("select[name=regione]").select_option("08")
    expect(seen.page).to_have_url(re.compile("regione=08"))
    expected = site.get("/api/v1/sites?region=08&limit=1").json()["number_matched"]
    expect(seen.page.locator("[data-count-sentence]")).to_contain_text(re.compile(rf"\b{expected}\b"))
    seen.page.wait_for_timeout(1500)
    fresh = [url for url in seen.requests if "/tiles/centres" in url][tiles:]
    assert any("region=08" in url for url in fresh), fresh
    quiet(seen)


def test_moving_the_map_by_hand_changes_the_list_and_the_address(visit):
    seen = visit("/mappa", DESK)
    drawn(seen)
    box = seen.page.locator("[data-map] canvas").bounding_box()
    seen.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 3)
    with seen.page.expect_response(re.compile("parte=elenco")):
        seen.page.mouse.wheel(0, -600)
    expect(seen.page).to_have_url(re.compile("mappa="))
    expect(seen.page.locator("[data-count-sentence]")).to_contain_text("nella zona mostrata")
    quiet(seen)


def test_the_map_moves_by_keyboard(visit):
    seen = visit("/mappa", DESK)
    drawn(seen)
    before = seen.page.url
    seen.page.locator("[data-map] canvas").focus()
    seen.page.keyboard.press("+")
    seen.page.keyboard.press("ArrowDown")
    expect(seen.page).not_to_have_url(before)
    quiet(seen)


def test_suggestions_appear_and_are_chosen_by_keyboard_and_the_map_goes_there(visit):
    seen = visit("/mappa", DESK)
    drawn(seen)
    box = seen.page.get_by_role("combobox", name="Vai a un luogo")
    box.press_sequentially("bolo", delay=30)
    options = seen.page.get_by_role("option")
    expect(options.first).to_be_visible()
    assert any("Bologna" in text for text in options.all_inner_texts())
    assert seen.axe() == []
    at = next(at for at, text in enumerate(options.all_inner_texts()) if text.startswith("Bologna"))
    for _ in range(at + 1):
        box.press("ArrowDown")
    expect(options.nth(at)).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(seen.page).to_have_url(re.compile(r"mappa=1\d(\.\d+)?/44\.\d+/11\.\d+"))
    quiet(seen)


def test_a_phone_sees_the_list_first_and_the_map_when_asked(visit):
    seen = visit("/mappa", PHONE)
    assert not [url for url in seen.requests if "maplibre" in url], "the map was fetched before it was asked for"
    expect(seen.page.locator(".site-item").first).to_be_visible()
    switch = seen.page.get_by_role("group", name="Che cosa vedere")
    box = switch.bounding_box()
    assert box["y"] > PHONE[1] / 2, "the switch is not at thumb height"
    switch.get_by_role("button", name="Mappa").click()
    drawn(seen)
    expect(seen.page.locator(".site-item").first).to_be_hidden()
    found = colours(seen.page.context, seen.page.locator("[data-map]"), {"sea": SEA, "land": LAND, "sign": SIGN})
    assert found["land"] > 0.01 * found["all"] and found["sign"] > 40, found
    assert seen.axe() == [] and seen.overflow() == []
    switch.get_by_role("button", name="Elenco").click()
    expect(seen.page.locator(".site-item").first).to_be_visible()
    quiet(seen)


def test_a_card_shows_where_it_is_on_a_small_map(visit, cards):
    seen = visit(cards["real"], DESK)
    small = seen.page.locator("[data-card-map]").first
    small.scroll_into_view_if_needed()
    small.locator("canvas").wait_for(timeout=45_000)
    seen.page.wait_for_timeout(3000)
    found = colours(seen.page.context, small, {"land": LAND, "sign": SIGN})
    assert found["land"] > 0.1 * found["all"] and found["sign"] > 20, found
    assert seen.axe() == []
    quiet(seen)


def test_without_webgl_the_list_is_whole_and_the_page_says_why_there_is_no_map(visit):
    seen = visit()
    seen.page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null; OffscreenCanvas.prototype.getContext = () => null;")
    seen.go("/mappa")
    expect(seen.page.locator("[data-map-failed]")).to_be_visible()
    assert seen.page.locator(".site-item").count() >= 20
    quiet(seen)
