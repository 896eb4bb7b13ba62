"""Kill -9 of PostgreSQL, of the server and of both while people use the site."""

import contextlib
import os
import re
import signal
import threading
import time

import centri_process as life
from endurance.whole import assert_whole

TILE = "/tiles/regions,centres/6/33/23"
FROM_MEMORY = ["/api/v1/sites?region=08", "/api/v1/nearest?place=Imola", "/api/v1/nearest?lon=12.49&lat=41.9", "/centri?regione=08", "/trova?luogo=Imola", "/mappa"]


class Watch:
    """Asks the same addresses again and again and keeps what they answered."""

    def __init__(self, centri: life.Centri, paths: list[str]):
        self.centri, self.seen, self.over = centri, {path: [] for path in paths}, threading.Event()
        self.threads = [threading.Thread(target=self.look, args=(path,), daemon=True) for path in paths]

    def look(self, path: str) -> None:
        while not self.over.is_set():
            self.seen[path].append(self.centri.status_of(path, 20))
            time.sleep(0.02)

    def __enter__(self) -> "Watch":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join(30)


def test_postgresql_dies_and_the_site_goes_on_from_memory_and_heals(new_centri, request):
    centri = new_centri("bereaved").start()
    centri.ready()
    before = centri.get(TILE)
    with Watch(centri, ["/health/ready", TILE, *FROM_MEMORY]) as watch:
        time.sleep(0.5)
        first = life.postmaster(centri.folder)
        os.kill(first, signal.SIGKILL)
        begun = time.monotonic()
        life.until("readiness says that PostgreSQL is away", lambda: 503 in watch.seen["/health/ready"], 15, 0.01)
        life.until("the site heals by itself", lambda: watch.seen["/health/ready"][-1] == 200, 60)
        life.until("tiles come back", lambda: watch.seen[TILE][-1] == 200, 30)
        request.config.measured(f"PostgreSQL killed, whole again after {time.monotonic() - begun:.1f} s")
    for path in FROM_MEMORY:
        assert set(watch.seen[path]) == {200}, f"{path} answered {set(watch.seen[path])}"
    assert set(watch.seen[TILE]) <= {200, 503}, f"tiles answered {set(watch.seen[TILE])}"
    assert set(watch.seen["/health/ready"]) == {200, 503}
    assert life.postmaster(centri.folder) not in (None, first)
    assert centri.get(TILE).headers["etag"] == before.headers["etag"]
    assert_whole(centri.folder)
    assert centri.stop(signal.SIGTERM) == 0
    assert not life.postgres_processes(centri.folder)


def test_while_postgresql_is_away_every_answer_says_so_and_none_is_a_failure_of_ours(new_centri):
    centri = new_centri("asleep").start()
    centri.ready()
    processes = life.postgres_processes(centri.folder)
    # Stopped, not dead: it holds its connections and answers nothing, which is the unkindest way to be away.
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        life.until("readiness notices", lambda: centri.status_of("/health/ready") == 503, 40)
        assert centri.get("/api/v1/status").json()["status"] == "database-away"
        for path in FROM_MEMORY:
            assert centri.get(path).status == 200, path
        tile = centri.get(TILE)
        assert tile.status == 503 and tile.headers["retry-after"]
        for path in ["/", "/centri?regione=08", "/trova?luogo=Imola", "/mappa", "/mappa?parte=elenco", "/embed?region=08"]:
            answer = centri.get(path, accept_language="it")
            assert re.search(r"l’archivio non risponde.*20\d\d, ore \d\d:\d\d\.", answer.text()), path
            assert answer.headers["centri-as-of"].endswith("Z"), path
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)
    life.until("the site heals by itself", lambda: centri.status_of("/health/ready") == 200, 60)
    assert centri.get(TILE).status == 200
    assert "archivio non risponde" not in centri.get("/centri", accept_language="it").text()
    assert centri.stop() == 0


def test_the_server_dies_and_the_next_start_takes_over_its_postgresql(new_centri, request):
    centri = new_centri("orphaned").start()
    centri.ready()
    centri.kill()
    assert life.postmaster(centri.folder), "PostgreSQL should have outlived a kill -9 of the server"
    centri.start()
    request.config.measured(f"start over a PostgreSQL that outlived its server: {centri.ready():.2f} s")
    assert_whole(centri.folder)
    assert centri.stop() == 0
    assert not life.postgres_processes(centri.folder)


def test_both_die_and_the_next_start_is_whole(new_centri, request):
    centri = new_centri("both-dead").start()
    centri.ready()
    centri.kill()
    for process in life.postgres_processes(centri.folder):
        # A session whose server died may be gone before its turn comes.
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    centri.start()
    request.config.measured(f"start after kill -9 of server and PostgreSQL: {centri.ready():.2f} s")
    assert_whole(centri.folder)
    assert centri.stop() == 0
    assert not life.postgres_processes(centri.folder)
