"""Chromium, and pages that remember everything that went wrong on them."""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from centri_process import ROOT

PHONE, DESK = (360, 740), (1440, 900)
AXE = ROOT / "node_modules/axe-core/axe.min.js"
ARGUMENTS = [
    "--no-sandbox",
    # WebGL without a graphics card.
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# Violations are heard by the page itself, because the console may be silent about those in workers and frames.
LISTEN_FOR_VIOLATIONS = """
window.centriTestViolations = [];
document.addEventListener('securitypolicyviolation', (event) =>
  window.centriTestViolations.push(`${event.violatedDirective}: ${event.blockedURI} (${event.sourceFile}:${event.lineNumber})`));
"""


def program() -> str | None:
    named = os.environ.get("CENTRI_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser")


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


@dataclass
class Visit:
    """A page, and what happened on it."""

    page: Page
    origin: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def heard(self, message: ConsoleMessage) -> None:
        # A browser reports the status of an error page as an error of its own.
        own_status = message.text.startswith("Failed to load resource") and message.location.get("url") == self.page.url
        if message.type == "error" and not own_status:
            self.complaints.append(f"console: {message.text} ({message.location.get('url')})")

    def asked(self, request: Request) -> None:
        self.requests.append(request.url)

    def go(self, path: str) -> "Visit":
        self.page.goto(self.origin + path, wait_until="load")
        with contextlib.suppress(Exception):
            # A map goes on fetching; a page without one is quiet at once.
            self.page.wait_for_load_state("networkidle", timeout=8000)
        return self

    def strangers(self, *known: str) -> list[str]:
        """Requests to any origin but ours and those known."""
        ours = {urlsplit(origin).netloc for origin in (self.origin, *known)}
        return [url for url in self.requests if urlsplit(url).scheme not in ("data", "blob", "about") and urlsplit(url).netloc not in ours]

    def violations(self) -> list[str]:
        return [text for frame in self.page.frames for text in frame.evaluate("window.centriTestViolations ?? []")]

    def axe(self) -> list[str]:
        """What axe-core objects to, in one line each."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text() + "; undefined")
        found = self.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        return [
            f"{violation['id']} ({violation['impact']}): {violation['help']}: "
            + " | ".join(f"{node['target']} {node['html'][:160]} {node.get('failureSummary', '')[:300]}" for node in violation["nodes"][:4])
            for violation in found["violations"]
        ]

    def axe_in_frames(self) -> list[str]:
        """What axe-core objects to inside the frames of ours, which it cannot enter from outside."""
        found = []
        for frame in self.page.frames[1:]:
            frame.evaluate(AXE.read_text() + "; undefined")
            result = frame.evaluate("axe.run(document, { resultTypes: ['violations'] })")
            found += [f"{one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}" for one in result["violations"]]
        return found

    def overflow(self) -> list[str]:
        """Elements that make the page wider than the window."""
        return self.page.evaluate(
            """() => {
              const wide = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= wide) return [];
              return [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > wide + 1)
                .slice(0, 5).map((one) => `${one.tagName}.${one.className} reaches ${Math.round(one.getBoundingClientRect().right)} of ${wide}`)
                .concat(`the page is ${document.documentElement.scrollWidth} wide`);
            }"""
        )


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
