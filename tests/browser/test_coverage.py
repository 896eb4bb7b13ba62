"""Coverage in a browser: a map that says what the table says, and a simulator in which a pin is dragged, by mouse, by keys
and without any script."""

import json
import re
import urllib.request

from playwright.sync_api import expect

from browser.pictures import colours
from browser.visiting import DESK, PHONE

# In the mountains of Basilicata, far from most centres.
PIN = (16.1, 40.2)


def quiet(visit) -> None:
    assert not visit.complaints, visit.complaints
    assert not visit.violations(), visit.violations()
    assert not visit.strangers(), visit.strangers()


def drawn(visit, selector: str) -> None:
    visit.page.locator(f"{selector}[data-drawn]").wait_for(timeout=45_000)
    visit.page.wait_for_timeout(800)


def test_the_map_has_the_colours_of_the_table(visit):
    seen = visit("/copertura", DESK)
    box = seen.page.locator("[data-coverage-map]")
    box.scroll_into_view_if_needed()
    drawn(seen, "[data-coverage-map]")
    # The colours of the classes, a little of the land shining through.
    classes = seen.page.evaluate("[...new Set([...document.querySelectorAll('[data-coverage-rows] .swatch')].map((one) => one.classList[1].slice(6)))]")
    wanted = seen.page.evaluate(
        """(names) => Object.fromEntries(names.map((name) => {
          const colour = getComputedStyle(document.documentElement).getPropertyValue(`--class-${name}`).trim().match(/\\w\\w/g).map((two) => parseInt(two, 16));
          const land = [0xFA, 0xF8, 0xF3];
          return [name, '#' + colour.map((one, at) => Math.round(0.9 * one + 0.1 * land[at]).toString(16).padStart(2, '0')).join('')];
        }))""",
        [name for name in classes if name not in ("none", "unreachable")],
    )
    found = colours(seen.page.context, box, wanted, 3)
    missing = [name for name in wanted if found[name] < 20]
    assert not missing, (missing, found)
    quiet(seen)


def test_pointing_at_an_area_says_its_figure_and_a_click_opens_its_region(visit):
    seen = visit("/copertura", DESK)
    box = seen.page.locator("[data-coverage-map]")
    box.scroll_into_view_if_needed()
    drawn(seen, "[data-coverage-map]")
    canvas = box.locator("canvas").bounding_box()
    near = seen.page.locator("[data-coverage-near]")
    middle = (canvas["x"] + canvas["width"] / 2, canvas["y"] + canvas["height"] / 2)
    for step in range(12):
        seen.page.mouse.move(middle[0] - 40 + 10 * step, middle[1] - 30 + 8 * step)
        seen.page.wait_for_timeout(60)
        if near.inner_text():
            break
    expect(near).to_contain_text("%")
    row = seen.page.locator("tr.is-hovered")
    expect(row).to_have_count(1)
    name = row.locator("th").inner_text()
    expect(near).to_contain_text(name)
    seen.page.mouse.down()
    seen.page.mouse.up()
    expect(seen.page).to_have_url(re.compile(r"/copertura/\d\d$"))
    expect(seen.page.locator("h1")).to_contain_text(name)
    quiet(seen)


def test_everything_is_asked_and_sorted_without_a_script(visit):
    page = visit("/copertura", PHONE, scripts=False).page
    expect(page.locator("[data-coverage-sentence]")).to_contain_text(re.compile(r"In Italia .* su 100 vivono entro 10 km da un centro, in linea d’aria\."))
    assert page.locator("[data-coverage-map]").filter(visible=True).count() == 0
    page.get_by_label("Cifra").select_option("C5")
    page.get_by_label("Dove").select_option("17")
    page.get_by_role("button", name="Mostra").click()
    expect(page).to_have_url(re.compile("indicatore=C5.*regione=17"))
    expect(page.locator("[data-coverage-sentence]")).to_contain_text("In Basilicata la distanza media tra minori e centro più vicino")
    page.locator("thead a").nth(1).click()
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")
    page.locator("tbody th a").first.click()
    expect(page).to_have_url(re.compile("/copertura/17"))
    expect(page.locator("[data-coverage-gaps]")).to_contain_text(re.compile(r"\d+ comuni non hanno un centro entro 10 km"))


def scenario_of(page) -> list[str]:
    return page.evaluate("new URLSearchParams(location.search).getAll('punto')")


def gained(page) -> int:
    text = page.locator("[data-outcome-sentence]").inner_text()
    return 0 if not text[0].isdigit() else int(re.match(r"[\d.]+", text)[0].replace(".", ""))


def asked(site, points: list[str]) -> int:
    body = {"indicator": "C3", "threshold_m": 10_000, "group": "0-17", "level": "municipality", "add": [{"lon": float(lon), "lat": float(lat)} for lon, lat in (point.split(",") for point in points)]}
    request = urllib.request.Request(site.url + "/api/v1/coverage/what-if", json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        items = json.load(answer)["items"]
    return round(sum(item["delta"]["numerator"] or 0 for item in items))


def test_a_pin_is_dropped_and_dragged_and_the_change_is_said_while_dragging(visit, site):
    seen = visit("/copertura/simulatore?regione=17", DESK)
    drawn(seen, "[data-simulator-map]")
    page = seen.page
    canvas = page.locator("[data-simulator-map] canvas").bounding_box()
    middle = (canvas["x"] + canvas["width"] / 2, canvas["y"] + canvas["height"] / 2)
    page.mouse.click(*middle)
    expect(page.locator(".pin")).to_have_count(1)
    expect(page.locator("[data-outcome-sentence]")).not_to_be_empty()
    expect(page.locator("[data-pins] li")).to_have_count(1)
    assert len(scenario_of(page)) == 1
    before = scenario_of(page)
    answers = []
    page.on("response", lambda response: answers.append(response.url) if "parte=mossa" in response.url else None)
    page.mouse.move(*middle)
    page.mouse.down()
    # The same sentence on the map, on the screen together with the pin.
    line = page.locator("[data-outcome-now]")
    sentences, lines = set(), set()
    for step in range(1, 25):
        page.mouse.move(middle[0] + 5 * step, middle[1] - 4 * step)
        page.wait_for_timeout(80)
        sentences.add(page.locator("[data-outcome-sentence]").inner_text())
        lines.add(line.inner_text())
    while_dragging = len(answers)
    expect(line).to_be_in_viewport(ratio=1)
    page.mouse.up()
    assert while_dragging >= 3 and len(sentences) >= 2 and len(lines) >= 2, (while_dragging, sentences, lines)
    page.wait_for_function("(before) => new URLSearchParams(location.search).get('punto') !== before", arg=before[0])
    page.wait_for_load_state("networkidle")
    points = scenario_of(page)
    assert gained(page) == asked(site, points)
    expect(line).to_have_text(page.locator("[data-outcome-sentence]").inner_text())
    # Whoever is sent the address sees the same.
    sentence = page.locator("[data-outcome-sentence]").inner_text()
    again = visit(page.url[len(site.url):], DESK, scripts=False).page
    expect(again.locator("[data-outcome-sentence]")).to_have_text(sentence)
    assert seen.axe() == []
    quiet(seen)


def test_pins_move_and_go_by_keyboard(visit):
    seen = visit(f"/copertura/simulatore?punto={PIN[0]},{PIN[1]}&punto=15.9,40.4", DESK)
    drawn(seen, "[data-simulator-map]")
    page = seen.page
    pins = page.locator(".pin")
    expect(pins).to_have_count(2)
    pins.first.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_function("(lon) => Number(new URLSearchParams(location.search).get('punto').split(',')[0]) > lon", arg=PIN[0])
    expect(page.locator("[data-pins] li")).to_have_count(2)
    page.keyboard.press("Delete")
    expect(pins).to_have_count(1)
    assert scenario_of(page) == ["15.90000,40.40000"]
    expect(pins.first).to_be_focused()
    page.locator("[data-pins] button").click()
    expect(pins).to_have_count(0)
    expect(page.locator("[data-no-pins]")).to_be_visible()
    expect(page.locator("[data-outcome-sentence]")).to_have_count(0)
    expect(page.locator("[data-outcome-now]")).to_be_hidden()
    quiet(seen)


def test_on_a_telephone_the_change_is_said_on_the_map(visit):
    seen = visit(f"/copertura/simulatore?punto={PIN[0]},{PIN[1]}&regione=17", PHONE)
    drawn(seen, "[data-simulator-map]")
    page = seen.page
    page.locator("[data-simulator-map]").scroll_into_view_if_needed()
    line = page.locator("[data-outcome-now]")
    expect(line).to_be_in_viewport(ratio=1)
    said = line.inner_text()
    on_map = page.evaluate("() => ['[data-outcome-now]', '[data-simulator-map]', '.maplibregl-ctrl-attrib'].map((one) => { const { top, bottom } = document.querySelector(one).getBoundingClientRect(); return [top, bottom]; })")
    (top, bottom), (map_top, map_bottom), (sources_top, _) = on_map
    assert map_top < top and bottom <= min(map_bottom, sources_top), on_map
    page.locator(".pin").focus()
    for _ in range(2):
        page.keyboard.press("Shift+ArrowUp")
    expect(line).not_to_have_text(said)
    expect(line).to_be_in_viewport(ratio=1)
    quiet(seen)


def test_a_scenario_is_made_by_form_alone(visit):
    page = visit("/copertura/simulatore", PHONE, scripts=False).page
    page.get_by_role("searchbox").fill("Stigliano")
    page.get_by_role("button", name="Aggiungi").click()
    expect(page.locator("[data-pins] li")).to_have_count(1)
    expect(page.locator("[data-outcome-sentence]")).to_contain_text("entro 10 km")
    page.get_by_label("Dove", exact=True).select_option("17")
    page.get_by_role("button", name="Aggiungi").click()
    page.get_by_role("button", name="Proponi i luoghi").click()
    proposals = page.locator(".proposals li")
    expect(proposals).to_have_count(3)
    page.get_by_role("link", name="Aggiungi tutti").click()
    expect(page.locator("[data-pins] li")).to_have_count(4)
    expect(page.locator("[data-before-after]")).to_contain_text("Basilicata")
    # What the page shows of a pin is a place for its field too; numbers that are none are refused there.
    shown = page.locator("[data-pins] small").first.inner_text()
    page.locator("[data-pins] a").first.click()
    expect(page.locator("[data-pins] li")).to_have_count(3)
    field = page.get_by_role("searchbox")
    field.fill("51.5, 0.1")
    page.get_by_role("button", name="Aggiungi").first.click()
    expect(field).to_have_accessible_description(re.compile("latitudine e longitudine in Italia"))
    field.fill(shown)
    page.get_by_role("button", name="Aggiungi").first.click()
    expect(page.locator("[data-pins] li")).to_have_count(4)
    expect(page.locator("[data-pins] small").last).to_have_text(shown)


def test_the_report_fits_on_a_page_without_controls(visit):
    seen = visit(f"/copertura/simulatore?punto={PIN[0]},{PIN[1]}", DESK)
    seen.page.emulate_media(media="print")
    shown = seen.page.evaluate("() => [...document.querySelectorAll('form, nav, .no-print, .simulator-map')].filter((one) => one.checkVisibility() && one.getClientRects().length && one.getBoundingClientRect().width > 1).map((one) => one.outerHTML.slice(0, 80))")
    assert not shown, shown
    expect(seen.page.locator("[data-outcome-sentence]")).to_be_visible()
    expect(seen.page.get_by_text("Scenario ipotetico")).to_be_visible()
    expect(seen.page.locator("svg.picture")).to_be_visible()
    assert seen.page.pdf(format="A4").count(b"/Type /Page\n") == 1


def test_a_scenario_is_kept_and_opened_by_somebody_else(visit, site):
    seen = visit(f"/copertura/simulatore?punto={PIN[0]},{PIN[1]}&regione=17", DESK)
    drawn(seen, "[data-simulator-map]")
    page = seen.page
    sentence = page.locator("[data-outcome-sentence]").inner_text()
    page.get_by_role("button", name="Salva e condividi").click()
    expect(page).to_have_url(re.compile(r"/copertura/simulatore\?scenario=[0-9a-z]{16}$"))
    expect(page.locator("#salvato")).to_contain_text("Scenario salvato il")
    address = page.locator("[data-kept-address]").get_attribute("href")
    again = visit(address[len(site.url):], PHONE, scripts=False).page
    expect(again.locator("[data-outcome-sentence]")).to_have_text(sentence)
    # Without a script the drawing stands for the map.
    expect(again.locator("svg.picture")).to_be_visible()
    # A pin that moves makes it another scenario, which is not the one that was kept.
    drawn(seen, "[data-simulator-map]")
    page.locator(".pin").focus()
    page.keyboard.press("Shift+ArrowLeft")
    expect(page).to_have_url(re.compile("punto="))
    expect(page.locator("[data-kept]")).to_have_count(0)
    quiet(seen)


def test_two_kept_scenarios_are_put_side_by_side(visit):
    def keep(lat: float) -> str:
        page = visit(f"/copertura/simulatore?punto={PIN[0]},{lat}&regione=17", DESK, scripts=False).page
        page.get_by_role("button", name="Salva e condividi").click()
        return page.locator("[data-kept-address]").get_attribute("href")

    first, second = keep(PIN[1]), keep(PIN[1] + 0.3)
    seen = visit("/copertura/simulatore/confronto", PHONE)
    page = seen.page
    page.get_by_label("Primo scenario (A)").fill(first)
    page.get_by_label("Secondo scenario (B)").fill(second)
    page.get_by_role("button", name="Confronta").click()
    expect(page.locator("[data-compared] tbody th").first).to_have_text("Basilicata")
    expect(page.get_by_role("heading", name="A. Scenario salvato il")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert seen.axe() == []
    page.get_by_role("link", name="Apri lo scenario B.").click()
    expect(page.locator("#salvato")).to_be_visible()
    page.get_by_role("link", name="Confronta con un altro scenario").click()
    expect(page.get_by_label("Primo scenario (A)")).to_have_value(second.rsplit("=", 1)[1])
    quiet(seen)


def test_a_site_of_today_is_closed_by_form_and_dragged_on_the_map(visit):
    seen = visit("/copertura/simulatore?regione=17", DESK)
    page = seen.page
    page.get_by_label("Sede da spostare o chiudere").select_option(index=1)
    page.get_by_role("button", name="Chiudi", exact=True).click()
    expect(page.locator("[data-pins] li.is-closed")).to_have_count(1)
    page.get_by_label("Sede da spostare o chiudere").select_option(index=2)
    page.get_by_role("button", name="Sposta", exact=True).click()
    expect(page.locator("[data-pins] li.is-moved")).to_have_count(1)
    drawn(seen, "[data-simulator-map]")
    expect(page.locator(".pin.is-moved")).to_have_count(1)
    page.locator(".pin.is-moved").focus()
    before = page.evaluate("new URLSearchParams(location.search).get('sposta')")
    page.keyboard.press("Shift+ArrowUp")
    page.wait_for_function("(before) => new URLSearchParams(location.search).get('sposta') !== before && new URLSearchParams(location.search).has('chiudi')", arg=before)
    page.keyboard.press("Delete")
    expect(page.locator("[data-pins] li.is-moved")).to_have_count(0)
    expect(page.locator("[data-pins] li.is-closed")).to_have_count(1)
    assert seen.axe() == []
    quiet(seen)


def test_the_map_of_comuni_is_shaded_by_its_tiles(visit):
    seen = visit("/copertura?regione=17&livello=comune&indicatore=C5", DESK)
    box = seen.page.locator("[data-coverage-map]")
    box.scroll_into_view_if_needed()
    drawn(seen, "[data-coverage-map]")
    assert any("/tiles/coverage/" in url and "level=municipality" in url for url in seen.requests), seen.requests
    canvas = box.locator("canvas").bounding_box()
    near = seen.page.locator("[data-coverage-near]")
    for step in range(12):
        seen.page.mouse.move(canvas["x"] + canvas["width"] / 2 - 60 + 10 * step, canvas["y"] + canvas["height"] / 2)
        seen.page.wait_for_timeout(60)
        if near.inner_text():
            break
    expect(near).to_contain_text("km")
    quiet(seen)
