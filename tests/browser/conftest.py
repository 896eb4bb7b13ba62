"""Chromium, and visits to our pages."""

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from browser.visiting import ARGUMENTS, DESK, LISTEN_FOR_VIOLATIONS, Visit, program

@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of the whole session."""
    found = program()
    if found is None:
        pytest.skip("Chromium is not installed (apt-get install chromium, or name it in CENTRI_CHROMIUM)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


Opener = Callable[..., Visit]


@pytest.fixture
def visit(chromium, site) -> Iterator[Opener]:
    """Opens a page as a person with a clean browser would."""
    contexts = []

    def open_page(path: str | None = None, size=DESK, scripts: bool = True, origin: str | None = None, **more) -> Visit:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale=more.pop("locale", "it-IT"),
            java_script_enabled=scripts,
            reduced_motion="reduce",
            **more,
        )
        contexts.append(context)
        context.set_default_timeout(20_000)
        if scripts:
            context.add_init_script(LISTEN_FOR_VIOLATIONS)
        page = context.new_page()
        visit = Visit(page, origin or site.url)
        context.on("request", visit.asked)
        page.on("console", visit.heard)
        page.on("pageerror", lambda error: visit.complaints.append(f"error: {error}"))
        return visit.go(path) if path is not None else visit

    yield open_page
    for context in contexts:
        context.close()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Keeps a picture of the last page of a failed test where CENTRI_TEST_PICTURES says."""
    outcome = yield
    report = outcome.get_result()
    folder = os.environ.get("CENTRI_TEST_PICTURES")
    if report.when == "call" and report.failed and folder and "chromium" in item.fixturenames:
        with contextlib.suppress(Exception):
            browser = item.funcargs["chromium"]
            for at, page in enumerate(page for context in browser.contexts for page in context.pages):
                page.screenshot(path=Path(folder) / f"{item.name.replace('/', '_')[:100]}-{at}.png")
