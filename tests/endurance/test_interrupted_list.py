"""A list of centres interrupted by kill -9: what is stored is as before or as after, the register of runs tells the truth."""

import csv
import random
import re
import subprocess
import time

import pytest

import centri_process as life
from centri_process import ask_database, command

SMALL, LONG = 500, 2_000
SOURCE = "elenco-di-prova"

# What the list brought, without the numbers the database gives: they differ each time it comes in.
STORED = """
select md5(string_agg(row, '|' order by row)) from (
  select concat_ws(',', c.external_id, c.name, c.slug, c.published, c.missing_since, c.note) as row
    from centre c join source so on so.id = c.source_id where so.key = 'elenco-di-prova'
  union all
  select concat_ws(',', s.external_id, s.address, s.status, s.missing_since, st_astext(s.geom, 7), s.precision,
                   (select string_agg(concat_ws(' ', h.weekday, h.opens, h.closes), ';' order by h.weekday, h.opens) from site_hours h where h.site_id = s.id),
                   (select string_agg(v.category, ';' order by v.category) from service v where v.site_id = s.id),
                   (select string_agg(k.value, ';' order by k.value) from contact_point k where k.centre_id = s.centre_id))
    from site s join source so on so.id = s.source_id where so.key = 'elenco-di-prova') rows
"""
# The lock imports queue for: free once the database has noticed that whoever held it is gone.
QUEUED = f"select count(*) from pg_locks where locktype = 'advisory' and classid = {0x6365} and objid = {0x6E747269}"
RUNS = "select count(*) || ' ' || coalesce(max(id), 0) from import_run where kind = 'centres' and undone_at is null"
LAST = "select concat_ws(' ', inserted, updated, unchanged, refused, vanished, finished_at >= started_at) from import_run order by id desc limit 1"
HALF = "select count(*) from centre c where not exists (select from site where centre_id = c.id)"


def write_list(folder, path, edition: int, count: int) -> None:
    """The second edition has moved, renamed and lost some centres of the first, and has new ones."""
    rows = ask_database(
        folder,
        "select istat_code || ' ' || st_x(point) || ' ' || st_y(point) from municipality"
        f" where valid_to is null and st_covers(geom, point) order by istat_code limit {count + 100}",
    ).splitlines()
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["id", "nome", "indirizzo", "cod_com", "lat", "lon", "telefono", "servizi", "orari"])
        for at, row in enumerate(rows[:count] if edition == 1 else rows[50:]):
            code, lon, lat = row.split()
            number = at if edition == 1 else at + 50
            moved = edition == 2 and number % 3 == 0
            hours = "lun-ven 9-13" if number % 5 or edition == 1 else "mar e gio 15-18"
            writer.writerow([f"P{number}", f"Centro di prova {number}", f"Via Prova {number + 1 + moved}", code, lat, lon, f"051 {100000 + number}", "mediazione familiare; consulenza legale", hours])


class Scene:
    """A site whose first edition is in; what it holds then and what it holds with the second one."""

    def __init__(self, centri, folder, rows: int):
        self.rows = rows
        self.centri = centri.start()
        self.centri.ready()
        self.first, self.second = folder / "elenco-1.csv", folder / "elenco-2.csv"
        write_list(centri.folder, self.first, 1, rows)
        write_list(centri.folder, self.second, 2, rows)
        assert self.bring(self.first).wait(120) == 0
        self.before, self.runs_before = self.ask(STORED), self.ask(RUNS)
        begun = time.monotonic()
        assert self.bring(self.second).wait(120) == 0
        self.takes = time.monotonic() - begun
        self.after, self.last = self.ask(STORED), self.ask(LAST)
        assert self.before != self.after
        assert re.fullmatch(r"100 (\d+) (\d+) 0 50 t", self.last), self.last
        self.undo()

    def ask(self, statement: str) -> str:
        return ask_database(self.centri.folder, statement)

    def bring(self, file) -> subprocess.Popen:
        """An import on its way."""
        words = [life.BINARY, "import", "centres", str(file), "--source", SOURCE]
        return subprocess.Popen(words, env=life.environment(self.centri.folder), cwd=life.ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def undo(self) -> None:
        run = self.ask("select max(id) from import_run where kind = 'centres' and undone_at is null")
        done = command(self.centri.folder, "import", "undo", run)
        assert done.returncode == 0, done.stderr
        assert self.ask(STORED) == self.before and self.ask(RUNS) == self.runs_before, "an import taken back leaves what was before"

    def settle(self) -> None:
        life.until("the database has let go of the import", lambda: self.ask(QUEUED) == "0", 60)

    def one_or_the_other(self, what: str) -> bool:
        """Whether the second edition is in; anything between is wrong."""
        self.settle()
        stored, runs = self.ask(STORED), self.ask(RUNS)
        assert self.ask(HALF) == "0"
        if runs == self.runs_before:
            assert stored == self.before, f"{what}: no run is in the register, yet something changed"
            return False
        assert stored == self.after and self.ask(LAST) == self.last, f"{what}: the register has a run, the centres are not as after it"
        return True


@pytest.fixture
def scene(new_centri, tmp_path):
    return lambda rows: Scene(new_centri("list"), tmp_path, rows)


def kill_at_any_moment(scene: Scene, rounds: int, request) -> None:
    came_in = 0
    for round_ in range(rounds):
        # Every part of the import has its turn; the last moments, where it commits, have one more each time.
        part = random.uniform(0.85, 1.05) if round_ % 2 else random.uniform(round_ / rounds, (round_ + 1) / rounds)
        seconds = part * scene.takes
        importing, begun = scene.bring(scene.second), time.monotonic()
        try:
            importing.wait(seconds)
            # On a machine that is quicker now the next moments come earlier.
            scene.takes = min(scene.takes, time.monotonic() - begun)
        except subprocess.TimeoutExpired:
            pass
        importing.kill()
        importing.wait(10)
        if scene.one_or_the_other(f"killed after {seconds:.2f} s of about {scene.takes:.2f} s"):
            came_in += 1
            scene.undo()
    request.config.measured(f"import of {scene.rows} rows ({scene.takes:.1f} s) killed {rounds} times: {came_in} were in, {rounds - came_in} were not")


def two_at_once(scene: Scene) -> None:
    """One waits for the other; where the first is killed the second goes on as if it had been alone."""
    doomed = scene.bring(scene.second)
    life.until("the first works", lambda: scene.ask(QUEUED) != "0", 30, 0.02)
    waiting = scene.bring(scene.second)
    life.until("the second waits", lambda: scene.ask(QUEUED) == "2" or doomed.poll() is not None, 30, 0.02)
    doomed.kill()
    doomed.wait(10)
    _, said = waiting.communicate(timeout=120)
    assert waiting.returncode == 0, said
    assert scene.ask(STORED) == scene.after
    kept, stand = int(scene.runs_before.split()[0]), int(scene.ask(RUNS).split()[0])
    # Where the first was quicker than its end, it is in the register too.
    assert stand in (kept + 1, kept + 2)
    # Again at once: nothing changes, both are in the register.
    both = [scene.bring(scene.second) for _ in range(2)]
    said = [one.communicate(timeout=120)[1] for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    assert scene.ask(STORED) == scene.after
    assert int(scene.ask(RUNS).split()[0]) == stand + 2
    assert scene.ask(LAST).split()[:2] == ["0", "0"]


def test_kill_9_of_an_import_leaves_before_or_after_and_two_queue(scene, request):
    scene = scene(SMALL)
    kill_at_any_moment(scene, 3, request)
    two_at_once(scene)
    assert scene.centri.stop() == 0


@pytest.mark.long
def test_kill_9_of_an_import_at_thirty_moments(scene, request):
    scene = scene(LONG)
    kill_at_any_moment(scene, 30, request)
    assert scene.bring(scene.second).wait(120) == 0
    assert scene.one_or_the_other("let alone at last")
    assert scene.centri.stop() == 0
