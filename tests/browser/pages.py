"""Every page there is, with what kind of answer it gives."""

import re

from centri_process import ROOT

# Name for the test, path, status.
PAGES = [
    ("start", "/", 200),
    ("map", "/mappa", 200),
    ("map-of-a-region", "/mappa?regione=08", 200),
    ("list", "/centri", 200),
    ("list-of-a-region", "/centri?regione=08", 200),
    ("list-empty", "/centri?regione=02&servizio=mediazione_familiare&ruolo=hub", 200),
    ("card-real", "{real}", 200),
    ("card-demo", "{demo}", 200),
    ("find", "/trova", 200),
    ("find-imola", "/trova?luogo=Imola", 200),
    ("find-ambiguous", "/trova?luogo=Castro", 200),
    ("find-unknown", "/trova?luogo=Qwertyuiop", 200),
    ("coverage", "/copertura", 200),
    ("coverage-of-a-region", "/copertura?regione=17&indicatore=C5&livello=comune", 200),
    ("coverage-region", "/copertura/17", 200),
    ("coverage-simulator", "/copertura/simulatore", 200),
    ("coverage-scenario", "/copertura/simulatore?punto=16.1,40.2&punto=15.9,40.4&regione=17&proponi=3", 200),
    ("coverage-scenario-of-distance", "/copertura/simulatore?punto=16.1,40.2&indicatore=C5&livello=provincia&regione=17", 200),
    ("coverage-comparison", "/copertura/simulatore/confronto", 200),
    ("ogc", "/ogc/v1?f=html", 200),
    ("ogc-collections", "/ogc/v1/collections?f=html", 200),
    ("ogc-figures", "/ogc/v1/collections/coverage?f=html", 200),
    ("ogc-features", "/ogc/v1/collections/coverage/items?f=html&level=province&limit=50", 200),
    ("ogc-feature", "/ogc/v1/collections/coverage/items/within-17?f=html", 200),
    ("ogc-queryables", "/ogc/v1/collections/sites/queryables?f=html", 200),
    ("ogc-definition", "/ogc/v1/api?f=html", 200),
    ("data", "/dati", 200),
    ("api-docs", "/api/v1/docs", 200),
    ("sources", "/dati/fonti", 200),
    ("embedding", "/dati/incorpora", 200),
    ("help-now", "/aiuto-subito", 200),
    ("accessibility", "/accessibilita", 200),
    ("privacy", "/privacy", 200),
    ("legal", "/note-legali", 200),
    ("status", "/stato", 200),
    ("error", "/pagina-che-non-esiste", 404),
    ("embed", "/embed?region=08", 200),
]
NAMES = [name for name, _, _ in PAGES]
LANGUAGES = ["it", "en", "de", "fr", "sl"]


def path_of(name: str, cards: dict[str, str]) -> tuple[str, int]:
    """The path of a page by its name, and the status it answers."""
    _, path, status = next(page for page in PAGES if page[0] == name)
    return path.format(**cards), status


def catalogue_keys() -> set[str]:
    """Names of phrases that could show through where a translation is missing."""
    found = set()
    for file in (ROOT / "src").rglob("*.ftl"):
        found.update(re.findall(r"^([a-z][a-z0-9]*(?:-[a-z0-9]+)+) =", file.read_text(), re.MULTILINE))
    return found
