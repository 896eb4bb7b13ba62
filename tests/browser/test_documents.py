"""What stands in the pages before any script runs: valid HTML, references that lead somewhere, words in five languages."""

import re
from collections import Counter

import html5lib
import pytest

from browser.pages import LANGUAGES, NAMES, catalogue_keys, path_of

REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "list", "headers")


def parse(text: str):
    """The tree of a page and every error an HTML5 parser meets."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    tree = parser.parse(text)
    lines = text.splitlines()
    errors = [f"line {line}: {code} {data or ''} in: {lines[line - 1].strip()[:160] if line <= len(lines) else ''}" for (line, _), code, data in parser.errors]
    return tree, errors


def nested(tree) -> list[str]:
    """Interactive elements inside interactive elements, which no parser forbids and no browser handles alike."""
    interactive = {"a", "button", "select", "input", "textarea", "summary"}
    found = []
    for element in tree.iter():
        if element.tag in ("a", "button"):
            found += [f"<{inner.tag}> in <{element.tag}>" for inner in element.iter() if inner is not element and inner.tag in interactive]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_valid_and_its_references_lead_somewhere(site, cards, name):
    path, status = path_of(name, cards)
    answer = site.get(path, accept_language="it")
    assert answer.status == status
    tree, wrong = parse(answer.text())
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    wrong += [f"id {one} stands {count} times" for one, count in ids.items() if count > 1]
    wrong += [f"id with a blank: {one!r}" for one in ids if re.search(r"\s", one)]
    for element in tree.iter():
        for attribute in REFERENCES:
            wrong += [f"{attribute}={one} leads nowhere" for one in (element.get(attribute) or "").split() if one not in ids]
        target = element.get("href") or ""
        if element.tag == "a" and target.startswith("#") and target[1:] and target[1:] not in ids:
            wrong.append(f"link to {target} leads nowhere")
        if element.tag == "img" and element.get("alt") is None:
            wrong.append(f"image without alt: {element.get('src')}")
        if element.get("style") is not None or any(key.startswith("on") for key in element.keys()):
            wrong.append(f"inline style or script on <{element.tag}>")
    wrong += nested(tree)
    levels = [int(element.tag[1]) for element in tree.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    wrong += [f"heading {one} follows heading {before}" for before, one in zip(levels, levels[1:], strict=False) if one > before + 1]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", NAMES)
def test_links_of_a_page_lead_to_pages(site, cards, name):
    tree, _ = parse(site.get(path_of(name, cards)[0]).text())
    paths = {element.get("href").split("#")[0] for element in tree.iter("a") if (element.get("href") or "").startswith("/")}
    paths |= {element.get("src") or element.get("href") for element in tree.iter() if element.tag in ("script", "img", "link") and (element.get("src") or element.get("href") or "").startswith("/")}
    broken = {path: site.status_of(path) for path in sorted(paths) if path}
    broken = {path: status for path, status in broken.items() if status != 200 and path != path_of("error", cards)[0] and "pagina-che-non" not in path}
    assert not broken, broken


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_speaks_every_language_without_a_hole(site, cards, language):
    keys = catalogue_keys()
    assert len(keys) > 100
    wrong = []
    for name in NAMES:
        path, status = path_of(name, cards)
        answer = site.get(f"{path}{'&' if '?' in path else '?'}lang={language}", accept_language="it")
        assert answer.status == status
        tree, _ = parse(answer.text())
        if tree.get("lang") != language or answer.headers["content-language"] != language:
            wrong.append(f"{name}: lang={tree.get('lang')}")
        for element in tree.iter():
            if element.tag in ("script", "style") or not isinstance(element.tag, str):
                continue
            texts = [element.text or "", element.tail or "", *(element.get(key) or "" for key in ("title", "alt", "aria-label", "content", "placeholder"))]
            texts += [value for key, value in element.items() if key.startswith("data-") and " " not in key]
            for word in re.findall(r"(?<![\w/.-])[a-z][a-z0-9]*(?:-[a-z0-9]+)+(?![\w/.-])", " ".join(texts)):
                if word in keys:
                    wrong.append(f"{name}: «{word}» is the name of a phrase")
            wrong += [f"{name}: unfilled {text.strip()[:80]!r}" for text in texts if re.search(r"\{ ?\$", text)]
        if language != "it" and name != "error":
            links = [element.get("href") for element in tree.iter("a") if re.match(r"/(?!tiles|api|styles|assets|downloads|catalog\.)", element.get("href") or "")]
            lost = [link for link in links if f"lang={language}" not in link and "lang=" not in link]
            if lost:
                wrong.append(f"{name}: links forget the language: {sorted(set(lost))[:5]}")
    assert not wrong, "\n".join(wrong)


def test_other_languages_are_not_italian_in_disguise(site):
    for path in ("/", "/trova", "/mappa", "/centri", "/aiuto-subito", "/dati"):
        headings = set()
        for language in LANGUAGES:
            tree, _ = parse(site.get(f"{path}?lang={language}").text())
            headings.add("".join(next(tree.iter("h1")).itertext()).strip())
        assert len(headings) >= 4, f"{path}: {headings}"
