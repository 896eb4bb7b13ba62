"""The file of HSDS 3.0 against the specification's own schemas, and against what the interface says of the same centres."""

import json
import os
from pathlib import Path

import jsonschema
import pytest
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

SCHEMAS = Path(os.environ.get("CENTRI_TEST_DATA", "nowhere")) / "oracles" / "hsds"


@pytest.fixture(scope="module")
def page(site) -> dict:
    answer = site.get("/downloads/latest/centres.hsds.json")
    assert answer.status == 200 and answer.headers["content-type"] == "application/json"
    return answer.json()


def schema(name: str) -> dict:
    """A schema as it is published, with its formats to be kept and nothing allowed that it does not name."""
    content = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    content.pop("$id", None)
    content["unevaluatedProperties"] = False
    return content


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the schemas of HSDS 3.0 are not here: set CENTRI_TEST_DATA to the folder with oracles/hsds")
def test_every_service_is_one_by_the_schemas(page):
    names = [file.name for file in SCHEMAS.glob("*.json") if file.name != "openapi.json"]
    registry = Registry().with_resources([(name, Resource.from_contents(schema(name), default_specification=DRAFT202012)) for name in names])
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    service = jsonschema.Draft202012Validator({"$ref": "service.json"}, registry=registry, format_checker=checker)
    assert len(page["contents"]) > 100
    for one in page["contents"]:
        faults = [f"{list(fault.absolute_path)}: {fault.message[:200]}" for fault in service.iter_errors(one)]
        assert not faults, (one["name"], faults)
    # The validator does refuse: a service without a name, one with a member that HSDS does not know.
    broken = dict(page["contents"][0], colour="red")
    assert list(service.iter_errors(broken)) and list(service.iter_errors({"id": broken["id"]}))


def objects(value):
    if isinstance(value, dict):
        yield value
        for member in value.values():
            yield from objects(member)
    elif isinstance(value, list):
        for member in value:
            yield from objects(member)


def test_identifiers_are_used_once_and_links_lead_somewhere(page):
    shared = ("organization", "taxonomy_term")
    seen = {}
    for one in page["contents"]:
        for thing in objects({name: value for name, value in one.items() if name not in shared}):
            if "id" in thing and "taxonomy" not in thing:
                assert thing["id"] not in seen, thing
                seen[thing["id"]] = thing
    organisations = {one["organization"]["id"] for one in page["contents"] if "organization" in one}
    for thing in seen.values():
        for name, value in thing.items():
            if name == "organization_id":
                assert value in organisations
            elif name in ("service_id", "location_id", "link_id"):
                assert value in seen, (name, thing)


def test_it_says_what_the_interface_says_and_nothing_of_what_is_not_public(site, page):
    items, cursor = {}, ""
    while cursor is not None:
        listed = site.get(f"/api/v1/sites?limit=1000{cursor}").json()
        items |= {str(item["id"]): item for item in listed["items"] if not item["demo"]}
        cursor = listed["next"] and f"&cursor={listed['next']}"
    told = {}
    for service in page["contents"]:
        for at in service["service_at_locations"]:
            told[at["location"]["external_identifier"]] = (service, at)
    assert set(told) == set(items) and len(page["contents"]) == page["total_items"] == len({item["slug"] for item in items.values()})
    for number, (service, at) in told.items():
        item, place = items[number], at["location"]
        assert service["id"] == at["service_id"] and place["id"] == at["location_id"]
        assert (place.get("longitude"), place.get("latitude")) == (item["lon"], item["lat"])
        offered = [one["taxonomy_term"]["code"] for one in at.get("attributes", [])]
        assert offered == item["services"]
        assert [one["code"] for one in place.get("languages", [])] == item["languages"]
        if item["lon"] is None:
            assert "addresses" not in place and "accessibility" not in place and place["description"]
    # Sensitive services are named at no place and counted nowhere: not in a file of the whole country.
    sensitive = {"spazio_neutro", "minori_violenza_assistita", "orfani_crimini_domestici", "famiglie_colpite_da_figlicidio", "famiglie_affidatarie_orfani"}
    codes = {thing["code"] for thing in objects(page) if "taxonomy" in thing}
    assert codes and not codes & sensitive
