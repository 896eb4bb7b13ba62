"""A page in a browser, and everything that went wrong on it."""

import contextlib
import os
import shutil
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

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


@dataclass
class Visit:
    """A page, and what happened on it."""

    page: Page
    origin: str
    requests: list[str] = field(default_factory=list, repr=False)
    complaints: list[str] = field(default_factory=list, repr=False)

    def heard(self, message: ConsoleMessage) -> None:
        # A browser reports the status of an error page as an error of its own.
        own_status = message.text.startswith("Failed to load resource") and message.location.get("url") == self.page.url
        if message.type == "error" and not own_status:
            self.complaints.append(f"console: {message.text[:200]} ({message.location.get('url')})")

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
