"""CQL2 filters choose what another implementation of the language, pygeofilter, chooses from the same items."""

from urllib.parse import quote

import pytest

from clients.cql2_filters import Filters, chosen, record, text


def items(site, filter_: str | None = None) -> list[dict]:
    """All items of the list, page by page."""
    found, cursor = [], ""
    while cursor is not None:
        address = f"/api/v1/sites?limit=1000{cursor}" + (f"&filter={quote(filter_)}" if filter_ else "")
        answer = site.get(address)
        assert answer.status == 200, f"{filter_}\n{answer.text()}"
        page = answer.json()
        found += page["items"]
        cursor = page["next"] and f"&cursor={quote(page['next'])}"
    return found


@pytest.mark.parametrize("count", [200, pytest.param(5000, marks=pytest.mark.long)])
def test_filters_choose_what_pygeofilter_chooses(site, count):
    records = [record(item) for item in items(site)]
    assert len(records) > 100
    filters = Filters(records, seed=count)
    some = 0
    for _ in range(count):
        drawn = filters.draw()
        written = text(drawn, filters.chance)
        expected = chosen(drawn, records)
        assert {item["id"] for item in items(site, written)} == expected, written
        some += 0 < len(expected) < len(records)
    # A comparison of nothing with nothing would prove nothing.
    assert some > count / 3
