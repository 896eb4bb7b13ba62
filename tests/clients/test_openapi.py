"""The OpenAPI documents are valid, their examples are as their schemas say, and so is every answer: nothing is left out of
an answer, and nothing is in it that is not described."""

import copy
import json
from urllib.parse import quote

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

from centri_process import fetch

JSON = ("application/json", "application/geo+json", "application/ld+json", "application/problem+json")


@pytest.fixture(scope="module")
def document(site) -> dict:
    return site.get("/api/v1/openapi.json").json()


def closed(schema):
    """The same schema, with objects that have no member but those described."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inside = {name: closed(value) for name, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and "additionalProperties" not in schema:
        inside["additionalProperties"] = False
    return inside


def check(value, schema: dict, document: dict, where: str) -> None:
    rules = {**closed(copy.deepcopy(schema)), "components": {"schemas": closed(copy.deepcopy(document["components"]["schemas"]))}}
    validator = jsonschema.Draft202012Validator(rules, format_checker=jsonschema.FormatChecker())
    errors = [f"{error.json_path}: {error.message}"[:500] for error in validator.iter_errors(value)]
    assert not errors, f"{where}: {errors[:5]}"


def operations(document: dict):
    for path, item in document["paths"].items():
        base = item.get("servers", document["servers"])[0]["url"]
        for method in ("get", "post"):
            if method in item:
                yield base + path, item[method]


def content_of(operation: dict, headers: dict, code: str = "200") -> tuple[str, dict]:
    media = headers["content-type"].split(";")[0]
    return media, operation["responses"][code]["content"][media]


def test_both_documents_are_valid(site, document):
    OpenAPIV31SpecValidator(document).validate()
    OpenAPIV30SpecValidator(site.get("/ogc/v1/api").json()).validate()
    assert document["openapi"] == "3.1.0"
    for name, schema in document["components"]["schemas"].items():
        jsonschema.Draft202012Validator.check_schema(schema), name


def test_examples_are_as_their_schemas_say(document):
    checked = 0
    for parameter in document["components"]["parameters"].values():
        check(parameter["example"], parameter["schema"], document, parameter["name"])
        checked += 1
    for address, operation in operations(document):
        for parameter in operation["parameters"]:
            if "example" in parameter:
                check(parameter["example"], parameter["schema"], document, f"{address} {parameter['name']}")
                checked += 1
        contents = [answer.get("content", {}) for answer in operation["responses"].values()]
        contents.append(operation.get("requestBody", {}).get("content", {}))
        for content in contents:
            for media, described in content.items():
                if "example" in described:
                    check(described["example"], described["schema"], document, f"{address} {media}")
                    checked += 1
    for answer in document["components"]["responses"].values():
        described = answer["content"]["application/problem+json"]
        check(described["example"], described["schema"], document, answer["description"])
    assert checked > 60


def test_every_answer_is_as_its_schema_says(site, document):
    checked = 0
    for address, operation in operations(document):
        for request in operation.get("x-requests", []):
            answer = fetch(request)
            assert answer.status == 200, f"{request}: {answer.text()}"
            media, described = content_of(operation, answer.headers)
            if media in JSON:
                check(answer.json(), described["schema"], document, request)
                checked += 1
        if "requestBody" in operation:
            body = json.dumps(operation["requestBody"]["content"]["application/json"]["example"]).encode()
            answer = fetch(address, method="POST", body=body, content_type="application/json")
            assert answer.status == 200, f"{address}: {answer.text()}"
            check(answer.json(), content_of(operation, answer.headers)[1]["schema"], document, address)
            checked += 1
    assert checked > 20


def schema_of(document: dict, path: str) -> dict:
    return document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]


def test_every_site_centre_and_figure_is_as_its_schema_says(site, document):
    cursor = ""
    while cursor is not None:
        page = site.get(f"/api/v1/sites?limit=200&cursor={quote(cursor)}").json()
        check(page, schema_of(document, "/sites"), document, "sites")
        cursor = page["next"]
    facets = ",".join(["region", "social_region", "province", "service", "need", "network_role", "site_kind", "status", "recognition", "ownership", "language", "audience", "access"])
    check(site.get(f"/api/v1/sites?limit=1&facets={facets}").json(), schema_of(document, "/sites"), document, "facets")
    centres = site.get("/api/v1/centres?limit=1000").json()
    check(centres, schema_of(document, "/centres"), document, "centres")
    for centre in centres["items"][:60]:
        check(site.get(f"/api/v1/centres/{centre['slug']}").json(), schema_of(document, "/centres/{slug}"), document, centre["slug"])
    parameters = document["paths"]["/coverage"]["get"]["parameters"]
    indicators = next(one["schema"]["enum"] for one in parameters if one.get("name") == "indicator")
    for indicator in indicators:
        figures = site.get(f"/api/v1/coverage?indicator={indicator}&level=province&since=2025-06-01").json()
        check(figures, schema_of(document, "/coverage"), document, indicator)
        check(site.get(figures["recipe_url"]).json(), schema_of(document, "/coverage/recipes/{id}"), document, f"recipe of {indicator}")


def test_every_failure_is_a_problem(site, document):
    problem = {"$ref": "#/components/schemas/Problem"}
    for address, operation in operations(document):
        if "text/html" in operation["responses"]["200"].get("content", {}):
            continue
        answer = fetch(address.replace("{", "%7B").replace("}", "%7D") + "?colour=red", method="POST" if "requestBody" in operation else "GET")
        assert answer.status in (400, 404), f"{address}: {answer.status}"
        assert answer.headers["content-type"] == "application/problem+json"
        check(answer.json(), problem, document, address)
    for path in ("/api/v1/nessuno", "/api/v1/sites/1", "/api/v1/centres/nessuno", "/api/v1/nearest?lon=200&lat=x&limit=0"):
        check(site.get(path).json(), problem, document, path)
