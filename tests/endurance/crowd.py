"""The people of a soak: some read, some keep a map open, one edits. Each keeps what it saw; none knows what is asserted."""

import contextlib
import http.client
import math
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import quote

import centri_process as life
from centri_process import ask_database

#: Declared ways of not answering: 503 with the seconds to wait. Everything else that is no content is a failure.
FINE = {200, 204, 304}
#: Comuni asked from: a city, a mountain, an island, a border.
PLACES = ["Imola", "Bologna", "Palermo", "Cortina d'Ampezzo", "Gorizia", "Lipari"]


def tile_at(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    north = math.log(math.tan(math.radians(lat)) + 1 / math.cos(math.radians(lat)))
    return int((lon + 180) / 360 * 2**zoom), int((1 - north / math.pi) / 2 * 2**zoom)


class Person(threading.Thread):
    """Does one thing again and again until it is called off; what goes wrong inside is kept, not lost with the thread."""

    def __init__(self, centri: life.Centri, seed: int):
        super().__init__(daemon=True)
        self.centri, self.draw, self.over, self.wrong = centri, random.Random(seed), threading.Event(), []

    def once(self) -> None:
        raise NotImplementedError

    def run(self) -> None:
        while not self.over.is_set():
            try:
                self.once()
            except Exception as error:  # noqa: BLE001 - told at the end, by whoever looks at the crowd
                self.wrong.append(f"{type(error).__name__}: {error}")
                time.sleep(0.5)


class Reader(Person):
    """Maps, lists, searches and cards, half of them with the tag of the last answer."""

    def __init__(self, centri: life.Centri, seed: int, slugs: list[str]):
        super().__init__(centri, seed)
        self.slugs, self.tags, self.seen = slugs, {}, Counter()

    def address(self) -> str:
        draw = self.draw
        lon, lat, zoom = draw.uniform(7.5, 18.0), draw.uniform(37.0, 46.3), draw.randint(4, 14)
        x, y = tile_at(lon, lat, zoom)
        chosen = draw.choice(["", "?cluster=false", "?region=08", "?filter=" + quote(f"name <> 'Sede {draw.randrange(10**6)}'"), "?service=mediazione_familiare"])
        return draw.choice([
            f"/tiles/regions,provinces,municipalities,centres/{zoom}/{x}/{y}",
            f"/tiles/centres/{zoom}/{x}/{y}{chosen}",
            "/tiles/regions,centres/6/33/23",
            f"/api/v1/nearest?lon={lon:.4f}&lat={lat:.4f}",
            f"/api/v1/nearest?place={quote(draw.choice(PLACES))}",
            f"/api/v1/sites?limit=50&region={draw.choice(['08', '05', '19'])}",
            f"/centri?regione={draw.choice(['08', '15'])}",
            f"/centri/{draw.choice(self.slugs)}",
            "/mappa",
            "/trova?luogo=Imola",
        ])

    def once(self) -> None:
        path = self.address()
        held = self.tags.get(path) if self.draw.random() < 0.5 else None
        answer = self.centri.get(path, 30, **({"if_none_match": held} if held else {}))
        self.seen[answer.status] += 1
        if answer.status not in FINE and not (answer.status == 503 and answer.headers.get("retry-after")):
            self.wrong.append(f"{path} was answered {answer.status}: {answer.body[:200]!r}")
        if len(self.tags) > 500:
            self.tags.clear()
        if tag := answer.headers.get("etag"):
            self.tags[path] = tag
        time.sleep(0.01)


class Onlooker(Person):
    """An open map: listens to what moves, and comes back when it is cut off."""

    def __init__(self, centri: life.Centri, seed: int):
        super().__init__(centri, seed)
        self.told: list[tuple[float, str]] = []

    def once(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.centri.port, timeout=20)
        # The server says something every fifteen seconds: silence for longer is a failure.
        with contextlib.closing(connection):
            connection.request("GET", "/changes")
            answer = connection.getresponse()
            if answer.status != 200:
                raise AssertionError(f"/changes was answered {answer.status}")
            while not self.over.is_set():
                line = answer.readline()
                if not line:
                    return
                if line.startswith(b"data:"):
                    self.told.append((time.monotonic(), line.decode().strip()))


@dataclass
class Edit:
    """One edit that the database has confirmed."""

    site: int
    name: str
    committed: float
    #: Seconds until tile, list item and nearest all said so.
    shown: float


@dataclass
class Place:
    """A site as its editor last left it."""

    id: int
    slug: str
    lon: float
    lat: float
    name: str = ""


@dataclass
class Tally:
    """What the editor did."""

    edits: list[Edit] = field(default_factory=list)
    #: Statements the database could not take: they are given again.
    refused: int = 0
    added: set[str] = field(default_factory=set)


class Editor(Person):
    """Renames, moves, adds and withdraws through SQL, and looks each time whether everybody can see it."""

    def __init__(self, centri: life.Centri, seed: int, places: list[Place], pause: float):
        super().__init__(centri, seed)
        self.places, self.pause, self.tally, self.number = places, pause, Tally(), 0

    def say(self, statement: str) -> None:
        """Gives a statement until the database has taken it, as an editor does who gets an error."""
        while True:
            try:
                ask_database(self.centri.folder, statement)
                return
            except AssertionError:
                self.tally.refused += 1
                if self.tally.refused > 400:
                    raise
                time.sleep(0.25)

    def once(self) -> None:
        self.number += 1
        place = self.draw.choice(self.places)
        place.name = f"Sede {self.number} di prova"
        place.lon += self.draw.uniform(-0.01, 0.01)
        place.lat += self.draw.uniform(-0.01, 0.01)
        self.say(
            f"update site set name = '{place.name}', geom = st_setsrid(st_makepoint({place.lon}, {place.lat}), 4326), precision = 'civico'"
            f" where public_id = {place.id}"
        )
        committed = time.monotonic()
        life.until(f"{place.name} is shown", lambda: self.shows(place), 30, 0.01)
        self.tally.edits.append(Edit(place.id, place.name, committed, time.monotonic() - committed))
        if self.number % 5 == 0:
            self.add_or_withdraw()
        time.sleep(self.pause)

    def shows(self, place: Place) -> bool:
        x, y = tile_at(place.lon, place.lat, 14)
        told = place.name.encode()
        asked = [f"/tiles/centres/14/{x}/{y}?cluster=false", f"/api/v1/sites/{place.id}", f"/api/v1/nearest?lon={place.lon}&lat={place.lat}&limit=20"]
        return all(told in self.centri.get(path).body for path in asked)

    def add_or_withdraw(self) -> None:
        """Never more than a few at a time, so that the country is no larger at the end."""
        if len(self.tally.added) >= 4:
            slug = self.tally.added.pop()
            self.say(f"delete from centre where slug = '{slug}'")
            return
        slug, beside = f"prova-di-durata-{self.number}", self.draw.choice(self.places)
        # Given again after an error, it may have been taken the first time.
        self.say(
            "insert into centre (slug, external_id, name, network_role, recognition, published, source_id)"
            f" select '{slug}', '{slug}', 'Centro {self.number}', 'unico', 'da_verificare', true, source_id from centre where slug = '{beside.slug}'"
            " on conflict do nothing;"
            " insert into site (centre_id, external_id, kind, status, municipality_id, geom, precision, source_id)"
            " select c.id, c.external_id, s.kind, 'attiva', s.municipality_id, s.geom, 'via', c.source_id"
            f" from centre c, site s where c.slug = '{slug}' and s.public_id = {beside.id} on conflict do nothing"
        )
        self.tally.added.add(slug)
