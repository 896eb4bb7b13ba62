"""The counts beside the values of the filters, and how old the data are while PostgreSQL is away, on open pages."""

import os
import re
import signal

import pytest
from playwright.sync_api import expect

import centri_process as life
from browser.test_map import drawn, quiet
from browser.visiting import DESK, PHONE
from centri_process import ask_database, until


def beside(menu) -> dict[str, int]:
    """The number in brackets beside each value of a menu."""
    pairs = menu.locator("option").evaluate_all("options => options.filter((one) => one.value).map((one) => [one.value, one.text])")
    return {value: int(re.search(r"\(([\d.]+)\)$", text)[1].replace(".", "")) for value, text in pairs}


def counted(site, facet: str, query: str = "") -> dict[str, int]:
    facets = site.get(f"/api/v1/sites?limit=1&facets={facet}&{query}").json()["facets"]
    return {value["code"]: value["count"] for value in facets[facet]}


def same(page, name: str, truth: dict[str, int]) -> None:
    """The menu says what the interface says; what the interface leaves out is nought."""
    told = beside(page.locator(f"select[name={name}]"))
    assert len(told) > 2, told
    for value, count in told.items():
        assert count == truth.get(value, 0), f"{name} = {value}"


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("path", ["/mappa", "/centri"])
def test_menus_say_how_many_sites_each_value_would_leave(visit, site, path, scripts):
    seen = visit(f"{path}?regione=08", DESK, scripts=scripts)
    for name, facet in {"servizio": "service", "stato": "status", "bisogno": "need"}.items():
        same(seen.page, name, counted(site, facet, "region=08"))
    same(seen.page, "regione", counted(site, "region"))
    if scripts:
        assert seen.axe() == [] and seen.overflow() == []
        quiet(seen)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1440"])
def test_choosing_a_value_changes_the_counts_of_the_others_and_comes_true(visit, site, size):
    seen = visit("/mappa", size)
    page = seen.page
    same(page, "servizio", counted(site, "service"))
    page.locator("select[name=regione]").select_option("08")
    sentence = page.locator("[data-count-sentence]")
    expect(sentence).to_contain_text("Emilia-Romagna")
    # What was chosen keeps its own: another Region may be taken instead.
    same(page, "regione", counted(site, "region"))
    same(page, "servizio", counted(site, "service", "region=08"))
    told = beside(page.locator("select[name=servizio]"))
    service, count = max(told.items(), key=lambda pair: pair[1])
    page.locator("select[name=servizio]").select_option(service)
    expect(sentence).to_contain_text(re.compile(rf"\b{count} sed"))
    same(page, "stato", counted(site, "status", f"region=08&service={service}"))
    assert seen.axe() == [] and seen.overflow() == []
    quiet(seen)


def test_near_a_place_the_counts_are_of_what_is_near(visit):
    page = visit("/trova?luogo=Imola", PHONE, scripts=False).page
    page.locator("details.more-filters summary").click()
    expect(page.locator(".more-filters")).to_contain_text("entro 20 km")
    near = beside(page.locator("select[name=servizio]"))
    service, count = max(near.items(), key=lambda pair: pair[1])
    assert 0 < count < sum(beside(visit("/trova", PHONE, scripts=False).page.locator("select[name=servizio]")).values())
    page.locator("select[name=servizio]").select_option(service)
    page.get_by_role("main").get_by_role("button", name="Cerca").click()
    expect(page.locator("h2.count-sentence")).to_contain_text(re.compile(rf"^(Una|{count}) sed"))


def test_an_edit_changes_the_counts_of_an_open_map_and_its_age_is_said_while_postgresql_is_away(visit, new_centri):
    centri = new_centri("counted")
    centri.start().ready()
    seen = visit("/mappa?regione=08", DESK, origin=centri.url)
    drawn(seen)
    page = seen.page
    page.evaluate("window.neverReloaded = true")
    planned = page.locator("select[name=stato] option[value=programmata]")
    before = beside(page.locator("select[name=stato]"))
    some = "select s.id from site s join municipality m on m.id = s.municipality_id join province p on p.id = m.province_id join region r on r.id = p.region_id where r.istat_code = '08' and s.status = 'attiva' limit 3"
    # A menu that has the focus is told as well, and keeps it.
    page.locator("select[name=stato]").focus()
    ask_database(centri.folder, f"update site set status = 'programmata' where id in ({some})")
    expect(planned).to_have_text(re.compile(rf"\({before['programmata'] + 3}\)$"))
    expect(page.locator("select[name=stato]")).to_be_focused()
    same(page, "servizio", counted(centri, "service", "region=08"))
    same(page, "regione", counted(centri, "region"))

    note = page.locator("[data-away-note]")
    expect(note).to_be_hidden()
    processes = life.postgres_processes(centri.folder)
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        until("readiness notices", lambda: centri.status_of("/health/ready") == 503, 40)
        page.locator("select[name=regione]").select_option("")
        expect(note).to_be_visible()
        expect(note).to_contain_text(re.compile(r"l’archivio non risponde.*\d{1,2} \w+ 20\d\d, ore \d\d:\d\d\."))
        assert seen.axe() == [] and seen.overflow() == []
        framed = visit("/embed?region=08", DESK, origin=centri.url)
        expect(framed.page.locator("[data-away-note]")).to_be_visible()
        assert framed.axe() == [] and framed.overflow() == []
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)
    until("the site heals by itself", lambda: centri.status_of("/health/ready") == 200, 60)
    # Tiles of boundaries that were refused meanwhile are told by the map's library; nothing else may complain.
    assert all("maplibre" in complaint or "503" in complaint for complaint in seen.complaints), seen.complaints
    seen.complaints.clear()
    # Nobody touches the pages: they ask again by themselves.
    expect(note).to_be_hidden(timeout=45_000)
    expect(framed.page.locator("[data-away-note]")).to_be_hidden(timeout=45_000)
    assert page.evaluate("window.neverReloaded")
    quiet(seen)
