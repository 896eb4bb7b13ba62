"""What every process-level test shares: a folder with Italy in it, a site that serves it, another origin."""

import fcntl
import os
import signal
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import centri_process as life
import other_origin
from centri_process import Centri

MEASURED: list[str] = []


def measured(text: str) -> None:
    """Something worth reading at the end of the run; nothing is asserted on it."""
    MEASURED.append(text)


def pytest_configure(config):
    config.measured = measured


def pytest_terminal_summary(terminalreporter):
    for text in MEASURED:
        terminalreporter.write_line(f"measured: {text}")


def pytest_sessionstart(session):
    if not session.config.option.collectonly and not life.BINARY.is_file():
        pytest.exit(f"{life.BINARY} is not built: run `cargo build`, or name a program in CENTRI_BINARY", 4)


@pytest.fixture(scope="session")
def prepared(request) -> Path:
    """A stopped folder after the first `centri run`: Italy, the real centres, the invented ones. Tests take copies.

    CENTRI_TEST_KEEP names a folder in which it is kept from one session to the next, for the same program and data.
    """
    keep = os.environ.get("CENTRI_TEST_KEEP")
    if not keep:
        folder = life.new_folder("prepared")
        request.addfinalizer(lambda: life.remove_folder(folder))
        prepare(folder)
        return folder
    shelf = Path(keep)
    shelf.mkdir(parents=True, exist_ok=True)
    with (shelf / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder = shelf / life.binary_hash()
        if not (folder / "complete").exists():
            life.remove_folder(folder)
            folder.mkdir(mode=0o755)
            prepare(folder)
            (folder / "complete").touch()
    return folder


def prepare(folder: Path) -> None:
    """The first start of a new folder, and a clean end."""
    first = Centri(folder)
    try:
        first.start()
        seconds = first.ready(life.FIRST_START_LIMIT)
        measured(f"first start, from an empty folder to ready: {seconds:.1f} s")
        code = first.stop()
        assert code == 0, f"Ctrl-C ended the server with code {code}:\n{first.said()}"
        left = life.postgres_processes(folder)
        assert not left, f"PostgreSQL processes are left after Ctrl-C: {left}\n{first.said()}"
        # Beside the data, where Centri does not look: what later tests want to know of this start.
        (folder / "first-start.txt").write_text(first.said(10_000))
        (folder / "first-start-seconds").write_text(f"{seconds}")
    except BaseException:
        if first.process and first.process.poll() is None:
            first.process.kill()
        raise


@pytest.fixture
def new_centri(prepared, request):
    """Makes servers of the test's own: over a copy of the prepared folder, or over an empty one."""

    def make(name: str, *, empty: bool = False, word: str = "run", **more: str) -> Centri:
        folder = life.new_folder(name) if empty else life.copy_folder(prepared, name)
        centri = Centri(folder, word=word, more=more)
        request.addfinalizer(centri.end)
        return centri

    return make


@pytest.fixture(scope="session")
def site(prepared):
    """The whole site, running, for every test that only reads."""
    centri = Centri(life.copy_folder(prepared, "site"))
    try:
        centri.start()
        measured(f"second start to ready (unoptimised build unless CENTRI_BINARY says otherwise): {centri.ready():.2f} s")
        yield centri
        code = centri.stop(signal.SIGINT)
        assert code == 0, f"Ctrl-C ended the server with code {code}:\n{centri.said()}"
        left = life.postgres_processes(centri.folder)
        assert not left, f"PostgreSQL processes are left after Ctrl-C: {left}\n{centri.said()}"
    finally:
        centri.end()


@pytest.fixture(scope="session")
def other_site():
    """Another origin."""
    with other_origin.serve() as other:
        yield other


@pytest.fixture(scope="session")
def cards(site) -> dict[str, str]:
    """Paths of one real card and one invented one."""
    real = site.get("/api/v1/sites?limit=1000").json()["items"]
    return {
        "real": "/centri/" + next(item["slug"] for item in real if not item["demo"]),
        "demo": "/centri/" + next(item["slug"] for item in real if item["demo"]),
    }
