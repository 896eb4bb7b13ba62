"""A long day in short: people read and listen, somebody edits, PostgreSQL dies in the middle and comes back."""

import contextlib
import os
import re
import signal
import statistics
import time
from pathlib import Path

import pytest

import centri_process as life
from centri_process import ask_database
from endurance.crowd import Editor, Onlooker, Person, Place, Reader, tile_at

READERS, ONLOOKERS = 4, 2
#: The tile cache is full long before the first look at the memory, so that what grows after it grows for ever.
CACHE_MB = "4"
#: By how much the process may be larger at the end than when it was warm. What each answer needs comes and goes, and the
#: allocator keeps what it was given for each of its threads: some tens of megabytes that depend on who met whom. A snapshot
#: of the country that stayed behind with each edit would be far beyond it, even in the short run.
MEMORY_FACTOR, MEMORY_SLACK_KIB = 1.2, 24 * 1024
#: The promise is a second while the database is up. One edit in fifty may meet a machine that stood still.
PROMISED_S, LATE_SHARE = 1.0, 0.02


def resident_kib(process: int) -> int:
    return int(re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())[1])


def open_files(process: int) -> int:
    return len(list(Path(f"/proc/{process}/fd").iterdir()))


def to_edit(centri: life.Centri) -> list[Place]:
    """Sites in service with a public position, each of a centre with no other: what its name says everybody can see."""
    items = [item for item in centri.get("/api/v1/sites?limit=1000&region=08&status=attiva").json()["items"] if item["lon"] is not None]
    slugs = [item["slug"] for item in items]
    alone = [item for item in items if slugs.count(item["slug"]) == 1][:12]
    assert len(alone) >= 6, items
    return [Place(item["id"], item["slug"], item["lon"], item["lat"]) for item in alone]


@contextlib.contextmanager
def at_work(people: list[Person]):
    for one in people:
        one.start()
    try:
        yield
    finally:
        for one in people:
            one.over.set()
        for one in people:
            one.join(60)


def soak(centri: life.Centri, seconds: float, request) -> None:
    centri.start().ready()
    process, places = centri.process.pid, to_edit(centri)
    slugs = [item["slug"] for item in centri.get("/api/v1/sites?limit=200").json()["items"]]
    readers = [Reader(centri, number, slugs) for number in range(READERS)]
    onlookers = [Onlooker(centri, 100 + number) for number in range(ONLOOKERS)]
    editor = Editor(centri, 200, places, pause=0.1)
    people = [*readers, *onlookers, editor]
    with at_work(people):
        begun = time.monotonic()
        time.sleep(seconds * 0.4)
        warm, files = resident_kib(process), open_files(process)
        postmaster = life.postmaster(centri.folder)
        os.kill(postmaster, signal.SIGKILL)
        died = time.monotonic()
        life.until("readiness says that PostgreSQL is away", lambda: centri.status_of("/health/ready") == 503, 15, 0.01)
        life.until("the site heals by itself", lambda: centri.status_of("/health/ready") == 200, 60)
        healed = time.monotonic()
        assert life.postmaster(centri.folder) not in (None, postmaster)
        time.sleep(max(seconds * 0.3, begun + seconds - time.monotonic()))
    assert not any(one.is_alive() for one in people), "somebody still waits for an answer"
    assert centri.process.poll() is None and centri.process.pid == process, centri.said()

    wrong = [text for one in people for text in one.wrong]
    assert not wrong, f"{len(wrong)} went wrong, among them {wrong[:5]}\n{centri.said()}"
    seen = sum((reader.seen for reader in readers), start=readers[0].seen.__class__())
    assert seen[200] > 100 and seen[304] > 10, seen
    for onlooker in onlookers:
        assert len({text for _, text in onlooker.told}) > 5, "an open map was told of too little"
        assert any(at > healed for at, _ in onlooker.told), "an open map heard nothing after the database came back"

    edits = editor.tally.edits
    # One that was committed while the site had not yet found its database again is not held to the promise.
    up = [edit for edit in edits if not died - 1 <= edit.committed <= healed + 1]
    waits = sorted(edit.shown for edit in up)
    assert len(up) >= seconds / 3, f"only {len(up)} edits in {seconds:.0f} s"
    assert any(edit.committed > healed for edit in edits), "nothing was edited after the database came back"
    late = [edit for edit in up if edit.shown > PROMISED_S]
    assert len(late) <= LATE_SHARE * len(up), f"{len(late)} of {len(up)} edits were shown late: {late[:5]}"

    assert_truth(centri, editor)
    grown, more_files = resident_kib(process), open_files(process)
    request.config.measured(
        f"soak of {time.monotonic() - begun:.0f} s: {sum(seen.values())} answers ({seen[503]} declared 503), {len(edits)} edits shown after"
        f" {statistics.median(waits) * 1000:.0f} ms (longest {waits[-1] * 1000:.0f}), {warm // 1024} MiB warm, {grown // 1024} at the end,"
        f" whole again {healed - died:.1f} s after kill -9 of PostgreSQL"
    )
    assert grown <= MEMORY_FACTOR * warm + MEMORY_SLACK_KIB, f"{warm} KiB when warm, {grown} KiB at the end"
    assert more_files <= files + READERS + 8, f"{files} files and connections open when warm, {more_files} at the end"
    assert "panicked" not in centri.log.read_text(errors="replace")
    assert centri.stop() == 0


def assert_truth(centri: life.Centri, editor: Editor) -> None:
    """Every edit is there, and each tile is what a server says that has just read everything anew and keeps nothing."""
    count = int(ask_database(centri.folder, "select count(*) from public_sites"))
    life.until("the last edit is shown", lambda: centri.get("/api/v1/status").json()["sites"] == count, 10)
    for place in editor.places:
        item = centri.get(f"/api/v1/sites/{place.id}").json()
        assert place.name in ("", item["name"]), item
    for slug in editor.tally.added:
        assert centri.get(f"/centri/{slug}").status == 200, slug
    settings = (centri.folder / "postgres/data/centri.conf").read_text()
    sockets = re.search(r"unix_socket_directories = '\"(.*)\"'", settings)[1].replace("/", "%2F")
    address = f"postgres://centri@localhost/centri?host={sockets}"
    anew = life.Centri(life.new_folder("anew"), word="serve", more={"CENTRI_DATABASE_URL": address, "CENTRI_TILE_CACHE_MB": "0"})
    try:
        anew.start().ready()
        for place in editor.places:
            for zoom in range(4, 15):
                x, y = tile_at(place.lon, place.lat, zoom)
                for path in (f"/tiles/centres/{zoom}/{x}/{y}", f"/tiles/regions,centres/{zoom}/{x}/{y}?cluster=false"):
                    held, fresh = centri.get(path), anew.get(path)
                    assert (held.status, held.headers.get("etag")) == (fresh.status, fresh.headers.get("etag")), path
                    assert held.body == fresh.body, path
    finally:
        anew.end()


def test_half_a_minute_of_edits_and_reads_while_postgresql_dies_once(new_centri, request):
    soak(new_centri("soak", CENTRI_TILE_CACHE_MB=CACHE_MB), 25, request)


@pytest.mark.long
def test_ten_minutes_of_edits_and_reads_while_postgresql_dies_once(new_centri, request):
    soak(new_centri("soak-long", CENTRI_TILE_CACHE_MB=CACHE_MB), 600, request)
