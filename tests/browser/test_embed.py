"""The element for other sites, on a page of another origin: list, height, map when asked for, nothing else."""

import re

import pytest
from playwright.sync_api import expect

from browser.visiting import DESK, PHONE
from browser.pictures import colours
from browser.test_map import LAND, SIGN


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1440"])
def test_the_list_stands_in_another_site_s_page(visit, site, other_site, size):
    seen = visit(size=size)
    seen.page.goto(other_site.embed(site.url, 'region="08" lang="it"'), wait_until="load")
    frame = seen.page.frame_locator("centri-mappa iframe")
    expect(frame.locator(".site-item").first).to_be_visible()
    expected = site.get("/api/v1/sites?region=08&limit=1").json()["number_matched"]
    assert expected >= frame.locator(".site-item").count() >= 10
    expect(frame.locator("html")).to_have_attribute("lang", "it")
    assert seen.page.locator("centri-mappa iframe").get_attribute("title")
    seen.page.wait_for_timeout(500)
    height = seen.page.locator("centri-mappa iframe").bounding_box()["height"]
    assert 300 <= height <= 760 and height != 150, height
    assert not [url for url in seen.requests if "maplibre" in url], "the map was fetched before it was asked for"
    assert seen.strangers(other_site.url) == []
    assert seen.complaints == [] and seen.violations() == []
    assert seen.page.context.cookies() == []
    assert seen.axe_in_frames() == []


def test_a_short_list_makes_a_low_frame_and_a_given_height_is_kept(visit, site, other_site):
    seen = visit(size=PHONE)
    few = next(code for code in ("02", "14", "07", "10") if 0 < site.get(f"/api/v1/sites?region={code}&limit=1").json()["number_matched"])
    heights = {}
    for name, attributes in {"few": f'region="{few}"', "many": 'region="08"', "given": 'region="08" height="480"'}.items():
        seen.page.goto(other_site.embed(site.url, attributes), wait_until="load")
        expect(seen.page.frame_locator("centri-mappa iframe").locator(".site-item").first).to_be_visible()
        seen.page.wait_for_timeout(500)
        heights[name] = seen.page.locator("centri-mappa iframe").bounding_box()["height"]
    assert heights["given"] == pytest.approx(480, abs=4), heights
    assert heights["few"] <= heights["many"], heights


def test_the_map_comes_when_it_is_asked_for(visit, site, other_site):
    seen = visit(size=DESK)
    seen.page.goto(other_site.embed(site.url, 'region="08"'), wait_until="load")
    frame = seen.page.frame_locator("centri-mappa iframe")
    frame.locator("[data-load-map]").click()
    frame.locator("[data-map][data-drawn]").wait_for(timeout=45_000)
    seen.page.wait_for_timeout(1000)
    found = colours(seen.page.context, frame.locator("[data-map]"), {"land": LAND, "sign": SIGN})
    assert found["land"] > 0.05 * found["all"] and found["sign"] > 20, found
    frame.locator(".site-item[data-lon] .site-item-name").first.click()
    link = frame.locator("[data-sheet]").get_by_role("link", name=re.compile("Apri la scheda"))
    expect(link).to_be_visible()
    assert link.get_attribute("target") == "_blank"
    assert seen.strangers(other_site.url) == []
    assert seen.complaints == [] and seen.violations() == []


def test_attributes_may_change_and_the_element_may_stand_twice(visit, site, other_site):
    seen = visit(size=DESK)
    address = other_site.embed(site.url, 'region="08"')
    other_site.pages[address.removeprefix(other_site.url)] += f'<script src="{site.url}/embed.js"></script><centri-mappa region="03" lang="de"></centri-mappa>'
    seen.page.goto(address, wait_until="load")
    expect(seen.page.locator("centri-mappa iframe")).to_have_count(2)
    seen.page.locator("centri-mappa").first.evaluate("one => one.setAttribute('region', '09')")
    expect(seen.page.locator("centri-mappa iframe").first).to_have_attribute("src", re.compile("region=09"))
    seen.page.locator("centri-mappa").nth(1).scroll_into_view_if_needed()
    second = seen.page.locator("centri-mappa").nth(1).locator("iframe").content_frame
    expect(second.locator("html")).to_have_attribute("lang", "de")
    assert seen.complaints == [], seen.complaints


def test_the_snippet_of_our_page_is_the_one_that_works(visit, site, other_site):
    told = visit("/dati/incorpora").page.locator("pre, code, textarea").all_inner_texts()
    snippet = next(text for text in told if "<centri-mappa" in text and "embed.js" in text)
    address = other_site.embed(site.url)
    other_site.pages[address.removeprefix(other_site.url)] = f"<!doctype html><title>Prova</title><link rel=icon href=data:,><p>Altro sito</p>{snippet}"
    seen = visit()
    seen.page.goto(address, wait_until="load")
    expect(seen.page.frame_locator("centri-mappa iframe").locator(".site-item").first).to_be_visible()
    assert seen.complaints == [], seen.complaints


def test_only_the_embed_may_be_framed(site):
    assert "frame-ancestors *" in site.get("/embed").headers["content-security-policy"]
    for path in ("/", "/mappa", "/trova"):
        assert "frame-ancestors 'none'" in site.get(path).headers["content-security-policy"], path


def test_a_wrong_attribute_is_said_to_the_editor_and_the_list_stays(visit):
    seen = visit("/embed?region=99")
    expect(seen.page.locator(".field-error")).to_contain_text("region")
    assert seen.complaints == []
