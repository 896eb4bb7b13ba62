"""Everything a family needs works in a browser that runs no script at all."""

import re

from playwright.sync_api import expect

from browser.visiting import PHONE


def test_a_place_gives_the_nearest_centres_with_distance_and_ways_to_reach_them(visit):
    page = visit("/trova", PHONE, scripts=False).page
    page.get_by_role("searchbox").fill("Imola")
    page.get_by_role("main").get_by_role("button", name="Cerca").click()
    expect(page).to_have_url(re.compile(r"/trova\?.*luogo=Imola"))
    items = page.locator(".near-item")
    assert items.count() >= 3
    first = items.first
    expect(first).to_contain_text(re.compile(r"\d+ k?m in linea d’aria"))
    assert first.get_by_role("link").first.get_attribute("href").startswith("/centri/")
    assert page.get_by_role("link", name=re.compile("Come arrivare")).count() >= 1
    first.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("/centri/"))
    expect(page.locator("h1")).not_to_be_empty()


def test_a_centre_that_told_its_telephone_can_be_called(visit, site):
    items = site.get("/api/v1/sites?limit=1000").json()["items"]
    numbers = {item["id"]: contact["value"] for item in items for contact in item["contacts"] if contact["channel"] in ("telefono", "cellulare", "numero_verde")}
    item = next(item for item in items if item["id"] in numbers and item["municipality"])
    dialled = "".join(letter for letter in numbers[item["id"]] if letter.isdigit() or letter == "+")
    for path in (f"/trova?lon={item['lon']}&lat={item['lat']}" if item["lon"] else "/trova", f"/centri/{item['slug']}"):
        page = visit(path, PHONE, scripts=False).page
        assert page.locator(f"main a[href^='tel:'][href*='{dialled}']").count() >= 1, path


def test_an_ambiguous_place_asks_which(visit):
    page = visit("/trova?luogo=Castro", PHONE, scripts=False).page
    offers = page.locator(".offers a")
    assert offers.count() >= 2
    offers.first.click()
    assert page.locator(".near-item").count() >= 1 or page.locator(".count-sentence").count() == 1


def test_an_unknown_place_helps(visit):
    page = visit("/trova?luogo=Bolgona", PHONE, scripts=False).page
    expect(page.get_by_role("main")).to_contain_text("Bologna")


def test_the_list_pages_forward_without_a_repetition_to_its_end(visit):
    page = visit("/centri", scripts=False).page
    seen = []
    for _ in range(60):
        here = page.locator("main a[href^='/centri/']").evaluate_all("links => [...new Set(links.map((one) => one.getAttribute('href')))]")
        assert here and not set(here) & set(seen[-200:])
        seen += here
        onward = page.locator(".pager a").filter(has_text=re.compile("Avanti|Altr|Pagina dopo|successiv", re.IGNORECASE))
        if not onward.count():
            break
        onward.first.click()
    assert len(seen) >= 700, len(seen)
    assert len(seen) == len(set(seen))


def test_filters_of_the_list_work(visit, site):
    page = visit("/centri", scripts=False).page
    page.get_by_label("Regione", exact=False).first.select_option("08")
    page.get_by_role("button", name=re.compile("Applica|Mostra|Filtra|Cerca")).first.click()
    expect(page).to_have_url(re.compile("regione=08"))
    expected = site.get("/api/v1/sites?region=08&limit=1").json()["number_matched"]
    expect(page.locator(".count-sentence")).to_contain_text(re.compile(rf"\b{expected}\b"))


def test_the_map_page_is_a_list_with_the_same_filters(visit):
    page = visit("/mappa", PHONE, scripts=False).page
    assert page.locator(".site-item").count() >= 20
    expect(page.get_by_text("ha bisogno di JavaScript")).to_be_visible()
    assert page.locator("[data-load-map], [data-view-switch]").filter(visible=True).count() == 0
    page.locator("select[name=regione]").select_option("08")
    page.locator("[data-apply]").click()
    expect(page).to_have_url(re.compile("/mappa.*regione=08"))
    expect(page.locator("[data-count-sentence]")).to_contain_text("Emilia-Romagna")
    page.locator(".site-item-name").first.click()
    expect(page).to_have_url(re.compile("/centri/"))


def test_the_language_menu_works_and_the_language_stays(visit):
    page = visit("/trova?luogo=Imola", PHONE, scripts=False).page
    page.locator(".language-menu summary").click()
    page.get_by_role("link", name="Deutsch").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page).to_have_url(re.compile("luogo=Imola"))
    page.locator(".site-nav-link").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.get_by_role("searchbox").fill("Faenza")
    page.get_by_role("searchbox").press("Enter")
    expect(page).to_have_url(re.compile("luogo=Faenza"))
    expect(page.locator("html")).to_have_attribute("lang", "de")


def test_the_embed_is_a_list(visit):
    page = visit("/embed?region=08", PHONE, scripts=False).page
    assert page.locator(".site-item").count() >= 10
    assert page.locator("[data-load-map]").filter(visible=True).count() == 0
