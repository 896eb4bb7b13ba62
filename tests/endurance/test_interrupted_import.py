"""The first import of Italy interrupted at any moment: nothing half remains, and the next start finishes it."""

import os
import random
import signal
import time

import pytest

import centri_process as life
from endurance.whole import assert_whole


@pytest.fixture(scope="module")
def import_takes(prepared) -> float:
    """Seconds the first start took on this machine."""
    return float((prepared / "first-start-seconds").read_text())


def moment(import_takes: float, low: float, high: float) -> float:
    """A random moment of the import, said aloud so that a failure can be repeated."""
    seconds = import_takes * random.uniform(low, high)
    print(f"interrupted after {seconds:.1f} s of about {import_takes:.0f} s")
    return seconds


def run_for(centri: life.Centri, seconds: float) -> None:
    """Lets a start run for a while; it must not end by itself."""
    centri.start()
    time.sleep(seconds)
    assert centri.process.poll() is None, centri.said()


def test_ctrl_c_and_then_kill_9_while_importing(new_centri, import_takes):
    centri = new_centri("interrupted", empty=True)
    centri.start()
    life.until("the import begins", lambda: "boundaries" in centri.said(400), 120)
    time.sleep(random.uniform(0.5, 0.3 * import_takes))
    assert centri.process.poll() is None, centri.said()
    begun = time.monotonic()
    assert centri.stop() == 0, centri.said()
    assert time.monotonic() - begun < 35
    assert not life.postgres_processes(centri.folder), "PostgreSQL outlived Ctrl-C"
    assert "panicked" not in centri.said(400)
    run_for(centri, moment(import_takes, 0.3, 0.9))
    centri.kill()
    centri.start().ready(life.FIRST_START_LIMIT)
    assert_whole(centri.folder)
    assert centri.get("/api/v1/reverse?lon=11.3426&lat=44.4939").json()["items"][0]["municipality"]["code"] == "037006"
    assert centri.stop() == 0


@pytest.mark.parametrize("seconds", [0.3, 1.5])
def test_ctrl_c_while_the_private_postgresql_is_being_made(new_centri, seconds):
    centri = new_centri("impatient", empty=True)
    run_for(centri, seconds)
    assert centri.stop() == 0, f"ended with {centri.process.returncode}:\n{centri.said()}"
    life.until("nothing of PostgreSQL is left", lambda: not life.postgres_processes(centri.folder), 20)


@pytest.mark.long
@pytest.mark.parametrize("low", [0.0, 0.2, 0.4, 0.6, 0.8])
def test_kill_9_of_the_server_at_any_moment_of_the_import(new_centri, import_takes, low):
    centri = new_centri("killed", empty=True)
    run_for(centri, moment(import_takes, low, low + 0.18))
    centri.kill()
    centri.start().ready(life.FIRST_START_LIMIT)
    assert_whole(centri.folder)
    assert centri.stop() == 0


@pytest.mark.long
@pytest.mark.parametrize("low", [0.2, 0.5, 0.8])
def test_kill_9_of_postgresql_while_importing(new_centri, import_takes, low):
    centri = new_centri("bereft", empty=True)
    run_for(centri, moment(import_takes, low, low + 0.15))
    process = life.until("a postmaster", lambda: life.postmaster(centri.folder), 30)
    os.kill(process, signal.SIGKILL)
    # The import cannot go on; it may end, saying why, or begin again.
    time.sleep(5)
    if centri.process.poll() is not None:
        assert centri.process.returncode != 0, centri.said()
        assert "ERROR" in centri.said() and "panicked" not in centri.said(400)
        centri.start()
    centri.ready(life.FIRST_START_LIMIT)
    assert_whole(centri.folder)
    assert centri.stop() == 0


@pytest.mark.long
def test_kill_9_of_both_while_importing(new_centri, import_takes):
    centri = new_centri("both", empty=True)
    run_for(centri, moment(import_takes, 0.3, 0.8))
    centri.kill()
    for process in life.postgres_processes(centri.folder):
        os.kill(process, signal.SIGKILL)
    centri.start().ready(life.FIRST_START_LIMIT)
    assert_whole(centri.folder)
    assert centri.stop() == 0
