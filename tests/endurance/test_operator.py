"""What an operator does at the terminal: a second server, imports again, demonstration centres, another PostgreSQL."""

import re
import urllib.request
from urllib.parse import quote

import pytest

import centri_process as life
from centri_process import Centri, ask_database, command
from endurance.whole import assert_whole, fingerprint


def counted(report: str, what: str) -> dict[str, int]:
    """The row of a printed report."""
    lines = report.splitlines()
    assert any("nuovi" in line and "invariati" in line for line in lines), report
    row = next(line.split() for line in lines if line.split()[:1] == [what])
    return dict(zip(["inserted", "updated", "unchanged", "refused", "warned"], map(int, row[1:]), strict=True))


def test_a_second_server_on_the_same_folder_refuses_and_says_why(site):
    second = command_of_server(site.folder)
    assert second.returncode != 0
    assert f"another Centri (process {site.process.pid}) already uses the folder" in second.stderr
    assert str(site.folder) in second.stderr and "Stop it first" in second.stderr
    assert site.get("/health/ready").status == 200


def test_a_list_comes_in_while_the_server_runs(new_centri, tmp_path):
    centri = new_centri("beside")
    centri.start().ready()
    file = tmp_path / "elenco.csv"
    file.write_text("id,nome,comune,provincia,lat,lon\nP1,Centro di prova al banco,Imola,BO,44.3531,11.7141\nP2,,Imola,BO,,\n", encoding="utf-8")
    done = command(centri.folder, "import", "centres", str(file), "--source", "regione-prova")
    assert done.returncode == 2, done.stderr
    row = counted(done.stdout, "centri")
    assert (row["inserted"], row["refused"]) == (1, 1), done.stdout
    assert (tmp_path / "elenco.da-correggere.csv").exists(), done.stdout
    life.until("the new centre is near", lambda: "Centro di prova al banco" in centri.get("/api/v1/nearest?lon=11.7141&lat=44.3531&limit=1").text(), 10)
    listed = command(centri.folder, "import", "list")
    assert "elenco.csv" in listed.stdout and listed.returncode == 0, listed.stderr
    run = next(line.split()[0] for line in listed.stdout.splitlines() if "elenco.csv" in line)
    assert "manca il nome" in command(centri.folder, "import", "show", run).stdout
    undone = command(centri.folder, "import", "undo", run)
    assert undone.returncode == 0, undone.stderr
    life.until("it is gone again", lambda: "al banco" not in centri.get("/api/v1/nearest?lon=11.7141&lat=44.3531&limit=1").text(), 10)
    assert centri.process.poll() is None and centri.stop() == 0


def test_ctrl_c_does_not_wait_for_maps_that_listen(new_centri):
    centri = new_centri("listened")
    centri.start().ready()
    with urllib.request.urlopen(f"{centri.url}/changes", timeout=30) as listening:
        assert listening.readline() == b"event: versions\n"
        assert centri.process.poll() is None
        # A stream that nobody ended would keep the server for ever.
        assert centri.stop(limit=30) == 0
        rest = listening.read()
    assert b"data: {" in rest
    assert not life.postgres_processes(centri.folder)


def command_of_server(folder, **more):
    return command(folder, "run", limit=60, CENTRI_LISTEN=f"127.0.0.1:{life.free_port()}", **more)


def test_a_second_server_on_the_same_address_refuses_and_says_what_to_do(site, new_centri):
    second = command(new_centri("second", empty=True).folder, "run", limit=60, CENTRI_LISTEN=f"127.0.0.1:{site.port}")
    assert second.returncode != 0
    assert "CENTRI_LISTEN" in second.stderr


def test_missing_data_are_named(new_centri):
    done = command_of_server(new_centri("dataless", empty=True).folder, CENTRI_BUNDLED_DIR="/nonexistent")
    assert done.returncode != 0 and "CENTRI_BUNDLED_DIR" in done.stderr and "/nonexistent" in done.stderr


@pytest.mark.parametrize("words", [[], ["run"], ["serve"], ["migrate"], ["import"], ["import", "centres"], ["import", "undo"], ["export", "centres"], ["protect"], ["harvest"], ["demo"], ["doctor"]])
def test_help_teaches(words):
    done = command(life.ROOT, *words, "--help", limit=10)
    assert done.returncode == 0 and len(done.stdout) > 150
    assert "Usage: centri" in done.stdout


def test_the_140_centres_are_new_once_and_the_second_time_nothing_changes(new_centri, prepared):
    first = (prepared / "first-start.txt").read_text()
    assert re.search(r"centres\s+[\d.]+ s\s+centri: 140 nuovi, 0 aggiornati, 0 invariati", first), first[-3000:]
    folder = new_centri("again").folder
    for _ in range(2):
        done = command(folder, "import", "centres")
        assert done.returncode == 0, done.stderr
        row = counted(done.stdout, "centri")
        assert (row["inserted"], row["updated"], row["unchanged"], row["refused"]) == (0, 0, 140, 0), done.stdout
    with_database(folder, lambda: assert_whole(folder))


def with_database(folder, look):
    """Looks into the database of a stopped folder: a server is started for it and stopped again."""
    centri = Centri(folder, word="serve").start()
    try:
        centri.ready()
        return look()
    finally:
        assert centri.stop() == 0


def test_demo_remove_takes_exactly_the_invented_centres_and_load_brings_them_back(new_centri):
    folder = new_centri("demo").folder
    real = with_database(folder, lambda: fingerprint(folder, demo=False))
    done = command(folder, "demo", "remove")
    assert done.returncode == 0 and "600" in done.stdout, done.stdout + done.stderr

    def after_removal():
        assert_whole(folder, invented_centres=0)
        assert fingerprint(folder, demo=False) == real
        assert ask_database(folder, "select count(*) from site where demo") == "0"
        assert ask_database(folder, "select count(*) from organisation where demo") == "0"

    with_database(folder, after_removal)
    again = command(folder, "demo", "remove")
    assert again.returncode == 0 and "600" not in again.stdout, again.stdout
    done = command(folder, "demo", "load")
    assert done.returncode == 0 and "600" in done.stdout, done.stdout + done.stderr
    assert command(folder, "demo", "load").returncode == 0

    def after_return():
        assert_whole(folder)
        assert fingerprint(folder, demo=False) == real

    with_database(folder, after_return)


def test_a_second_start_does_not_bring_removed_demonstration_centres_back(new_centri):
    centri = new_centri("removed")
    assert command(centri.folder, "demo", "remove").returncode == 0
    centri.start().ready()
    assert_whole(centri.folder, invented_centres=0)
    assert not centri.get("/api/v1/status").json()["demo"]
    assert "inventati" not in centri.get("/", accept_language="it").text()
    assert centri.stop() == 0


def test_doctor_finds_nothing_to_do(new_centri):
    done = command(new_centri("doctor").folder, "doctor")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "FAIL" not in done.stdout and "ok" in done.stdout


@pytest.fixture
def own_database(site):
    """Makes databases in a running PostgreSQL and says how an operator would reach them."""
    made = []

    def make(name: str, how: str) -> str:
        ask_database(site.folder, f"create database {name} {how}")
        made.append(name)
        return f"postgres://centri@localhost/{name}?host={quote(str(site.folder / 'postgres/socket'), safe='')}"

    yield make
    for name in made:
        ask_database(site.folder, f"drop database if exists {name} with (force)")


def test_a_database_with_the_wrong_order_of_letters_is_refused_with_the_way_out(site, own_database):
    address = own_database("wrong_order", "template template0 encoding 'UTF8' locale_provider icu icu_locale 'it-IT'")
    folder = life.new_folder("unused")
    try:
        for word in ("serve", "migrate"):
            done = command(folder, word, limit=60, CENTRI_DATABASE_URL=address, CENTRI_LISTEN=f"127.0.0.1:{life.free_port()}")
            assert done.returncode != 0, done.stderr
            assert "text order" in done.stderr and "create database" in done.stderr and "C.UTF-8" in done.stderr, done.stderr
            assert not (folder / "postgres").exists(), "a private cluster was made although another PostgreSQL was named"
        doctor = command(folder, "doctor", limit=60, CENTRI_DATABASE_URL=address)
        assert doctor.returncode != 0 and "FAIL text order" in doctor.stdout, doctor.stdout
    finally:
        life.remove_folder(folder)


def test_a_database_of_one_s_own_is_migrated_and_served(own_database, request):
    address = own_database("own_database", "template template0 encoding 'UTF8' locale_provider libc locale 'C.UTF-8'")
    centri = Centri(life.new_folder("own"), word="serve", more={"CENTRI_DATABASE_URL": address})
    request.addfinalizer(centri.end)
    centri.start().ready()
    status = centri.get("/api/v1/status").json()
    assert (status["status"], status["sites"], status["demo"]) == ("ok", 0, False)
    assert centri.get("/centri").status == 200
    assert centri.stop() == 0
    assert not (centri.folder / "postgres").exists()


@pytest.mark.long
def test_the_steps_of_the_import_one_by_one_into_an_empty_database(new_centri):
    folder = new_centri("steps", empty=True).folder
    expected = {"boundaries": None, "population": None, "places": None, "centres": 140}
    for kind, inserted in expected.items():
        done = command(folder, "import", kind)
        assert done.returncode == 0, done.stderr
        if inserted is not None:
            assert counted(done.stdout, "centri")["inserted"] == inserted
    for kind in expected:
        done = command(folder, "import", kind)
        assert done.returncode == 0, done.stderr
        lines = done.stdout.splitlines()
        row = lines[next(at for at, line in enumerate(lines) if "nuovi" in line) + 1].split()
        assert row[1:3] == ["0", "0"], done.stdout
