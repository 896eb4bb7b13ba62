"""The map is drawn, and list, map, sheet and address say the same, by mouse and by keyboard."""

import math
import re
import time

import pytest
from playwright.sync_api import expect

from browser.visiting import DESK, PHONE
from browser.pictures import colours
from centri_process import ask_database, until

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


ITALY_AT_5 = "/mappa#mappa=5/42.2/12.4"


def clusters(seen):
    """The clusters in view, as the keyboard finds them: each lies over the disc that the map draws."""
    found = seen.page.locator(".map-cluster")
    expect(found.first).to_be_attached()
    return found


def zoom(seen) -> float:
    return float(re.search(r"mappa=([\d.]+)/", seen.page.url)[1])


def test_from_afar_clusters_are_drawn_as_discs_with_their_count(visit, site):
    seen = visit(ITALY_AT_5, DESK)
    drawn(seen)
    found = clusters(seen)
    assert found.count() >= 10
    told = [int(re.search(r"\d+", one.get_attribute("aria-label"))[0]) for one in found.all()]
    alone = site.get("/api/v1/sites?limit=1").json()["number_positioned"]
    assert min(told) >= 2 and max(told) > 9 and sum(told) <= alone, told
    # One in the middle of the map, away from what lies over its edges.
    largest = found.nth(told.index(max(told)))
    disc = colours(seen.page.context, largest, {"disc": SIGN, "number": "#FFFFFF"})
    assert disc["disc"] > 0.15 * disc["all"] and disc["number"] > 0.02 * disc["all"], disc
    assert seen.axe() == []
    quiet(seen)


def test_a_click_on_a_cluster_takes_the_map_to_where_it_opens_and_the_list_follows(visit):
    seen = visit(ITALY_AT_5, DESK)
    drawn(seen)
    box = clusters(seen).nth(3).bounding_box()
    with seen.page.expect_response(re.compile("parte=elenco.*riquadro=")):
        seen.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert zoom(seen) > 5
    expect(seen.page.locator("[data-count-sentence]")).to_contain_text("nella zona mostrata")
    expect(seen.page.locator("[data-sheet]")).to_be_hidden()
    quiet(seen)


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_clusters_are_one_stop_of_the_tab_key_arrows_walk_and_a_key_opens(visit, key):
    seen = visit(ITALY_AT_5, DESK)
    drawn(seen)
    clusters(seen)
    seen.page.locator("[data-map] canvas").focus()
    seen.page.keyboard.press("Tab")
    focused = seen.page.locator(".map-cluster:focus")
    expect(focused).to_have_count(1)
    expect(focused).to_have_accessible_name(re.compile(r"^Sedi vicine: \d+\. Ingrandisci"))
    first = focused.evaluate("one => [...one.parentElement.children].indexOf(one)")
    seen.page.keyboard.press("ArrowRight" if first == 0 else "ArrowLeft")
    assert focused.evaluate("one => [...one.parentElement.children].indexOf(one)") == (1 if first == 0 else first - 1)
    assert zoom(seen) == 5
    with seen.page.expect_response(re.compile("parte=elenco.*riquadro=")):
        seen.page.keyboard.press(key)
    assert zoom(seen) > 5
    # One more stop and the focus is out of them again.
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Tab")
    expect(focused).to_have_count(0)
    quiet(seen)


def test_an_open_map_follows_an_edit_and_sites_at_one_place_open_as_a_list(visit, new_centri, request):
    centri = new_centri("followed")
    centri.start().ready()
    item = far_from_others(centri, "08")
    seen = visit(f"/mappa#mappa=13/{item['lat']:.5f}/{item['lon']:.5f}", DESK, origin=centri.url)
    drawn(seen)
    listed = seen.page.locator(f".site-item[data-site='{item['id']}']")
    expect(listed).to_be_visible()
    seen.page.evaluate("window.neverReloaded = true")
    canvas = seen.page.locator("[data-map]")
    # The focus of somebody who reads the list stays where it is while the list is renewed.
    listed.locator(".site-item-name").focus()

    others = [other for other in centri.get("/api/v1/sites?limit=3&region=05").json()["items"] if other["lon"] is not None][:2]
    numbers = ", ".join(str(other["id"]) for other in others)
    at = f"(select geom from site where public_id = {item['id']})"
    ask_database(centri.folder, f"update site set geom = {at}, precision = 'civico', position_visibility = 'pubblica' where public_id in ({numbers})")
    edited = time.monotonic()
    place = clusters(seen)
    request.config.measured(f"an edit is on an open map after {time.monotonic() - edited:.2f} s")
    expect(place).to_have_accessible_name(re.compile("^Sedi nello stesso punto: 3. Apri l’elenco"))
    expect(seen.page.locator(f".site-item[data-site='{others[0]['id']}']")).to_be_visible()
    expect(listed.locator(".site-item-name")).to_be_focused()
    disc = colours(seen.page.context, canvas, {"sign": SIGN})["sign"]

    seen.page.locator("[data-map] canvas").focus()
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Enter")
    sheet = seen.page.locator("[data-sheet]")
    expect(sheet).to_contain_text("3 sedi in questo punto")
    expect(sheet.locator("article")).to_have_count(3)
    expect(seen.page.locator(".sheet-title").first).to_be_focused()
    assert seen.axe() == []
    seen.page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()

    ask_database(centri.folder, f"update centre set published = false where id in (select centre_id from site where public_id in ({numbers}, {item['id']}))")
    expect(seen.page.locator(".map-cluster")).to_have_count(0)
    expect(listed).to_have_count(0)
    # The frame of what has the focus is of the same colour.
    seen.page.evaluate("document.activeElement.blur()")
    until("the disc is gone", lambda: colours(seen.page.context, canvas, {"sign": SIGN})["sign"] < disc - 150, 10)
    assert seen.page.evaluate("window.neverReloaded")
    quiet(seen)


def test_a_centre_edited_through_sql_changes_an_open_map_and_how_soon_is_told(visit, new_centri, request):
    """One map that stays open: five edits, each by another program, each looked for in what is drawn. Times are told, not judged."""
    centri = new_centri("within-a-second")
    centri.start().ready()
    item = far_from_others(centri, "08")
    seen = visit(f"/mappa#mappa=13/{item['lat']:.5f}/{item['lon']:.5f}", DESK, origin=centri.url)
    drawn(seen)
    canvas = seen.page.locator("[data-map]")
    sign = lambda: colours(seen.page.context, canvas, {"sign": SIGN})["sign"]
    at_first, waits = sign(), []
    assert at_first > 20, "the site is drawn before it is edited"
    other = next(one for one in centri.get("/api/v1/sites?limit=9&region=05").json()["items"] if one["lon"] is not None)
    moved = "update site set geom = {}, precision = 'civico', position_visibility = 'pubblica' where public_id = {}"
    here = moved.format(f"(select geom from site where public_id = {item['id']})", other["id"])
    away = moved.format(f"st_setsrid(st_makepoint({other['lon']}, {other['lat']}), 4326)", other["id"])
    for edit in [here, away, here, away, here]:
        ask_database(centri.folder, edit)
        edited = time.monotonic()
        # A button lies over each disc that the tiles brought: it comes and goes with them.
        seen.page.wait_for_function("n => document.querySelectorAll('.map-cluster').length === n", arg=int(edit == here), timeout=10_000, polling=20)
        waits.append(time.monotonic() - edited)
        seen.page.wait_for_timeout(700)
    waits.sort()
    request.config.measured(f"edits are on an open map after {', '.join(f'{wait:.2f}' for wait in waits)} s")
    disc = sign()
    assert disc > at_first + 150, (at_first, disc)
    quiet(seen)


def test_a_map_that_is_not_seen_does_not_listen(visit):
    seen = visit("/mappa", DESK)
    drawn(seen)
    asked = lambda: len([url for url in seen.requests if url.endswith("/changes")])
    assert asked() == 1
    hide = "Object.defineProperty(document, 'hidden', { value: %s, configurable: true }); document.dispatchEvent(new Event('visibilitychange'))"
    seen.page.evaluate(hide % "true")
    seen.page.wait_for_timeout(500)
    assert asked() == 1
    with seen.page.expect_request(re.compile("/changes$")):
        seen.page.evaluate(hide % "false")
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
