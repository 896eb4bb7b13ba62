"""A running Centri as an operator sees it: a program, a folder, an address, signals.

Refuses to know anything of the inside except where the private PostgreSQL keeps its data.
"""

import contextlib
import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BINARY = Path(os.environ.get("CENTRI_BINARY", ROOT / "target/debug/centri")).absolute()
BUNDLED = ROOT / "data-import/bundled"
# The first start imports the whole of Italy with a program that was not optimised, on a busy machine.
FIRST_START_LIMIT = 420
START_LIMIT = 90
STOP_LIMIT = 60


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def new_folder(name: str) -> Path:
    """An empty folder that PostgreSQL's own account can reach, as it must when the tests run as root."""
    folder = Path(tempfile.mkdtemp(prefix=f"centri-{name}-", dir="/tmp"))
    folder.chmod(0o755)
    return folder


def binary_hash() -> str:
    """What was built and what it imports: the key under which a prepared folder may be kept."""
    digest = hashlib.sha256(BINARY.read_bytes())
    for file in sorted(BUNDLED.iterdir()):
        digest.update(f"{file.name} {file.stat().st_size}".encode())
    return digest.hexdigest()[:16]


def environment(folder: Path, **more: str) -> dict[str, str]:
    """A clean environment: nothing the person at the terminal has set for a Centri of their own comes in."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CENTRI_", "PG"))}
    return kept | {"CENTRI_FOLDER": str(folder), "CENTRI_BUNDLED_DIR": str(BUNDLED), "NO_COLOR": "1"} | more


def command(folder: Path, *words: str, limit: float = FIRST_START_LIMIT, **more: str) -> subprocess.CompletedProcess:
    """Runs `centri WORDS` to its end."""
    return subprocess.run(
        [BINARY, *words], env=environment(folder, **more), cwd=ROOT, capture_output=True, text=True, timeout=limit, check=False
    )


@dataclass
class Answer:
    """An HTTP answer, whatever its status."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self):
        return json.loads(self.body)

    def text(self) -> str:
        return self.body.decode()


def fetch(url: str, limit: float = 30, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
    """One request. Names of headers are written with underscores. Redirects are followed, failures are answers."""
    request = urllib.request.Request(url, data=body, method=method, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=limit) as response:
            return Answer(response.status, {name.lower(): value for name, value in response.headers.items()}, response.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, {name.lower(): value for name, value in error.headers.items()}, error.read())




def postgres_processes(folder: Path) -> list[int]:
    """Every PostgreSQL process of a folder: they all stand in its data folder."""
    data = str((folder / "postgres/data").resolve())
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                if os.readlink(entry / "cwd").removesuffix(" (deleted)") == data:
                    found.append(int(entry.name))
    return found


def postmaster(folder: Path) -> int | None:
    """The process id of the postmaster of a folder, when it lives."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        process = int((folder / "postgres/data/postmaster.pid").read_text().splitlines()[0])
        if process in postgres_processes(folder):
            return process
    return None


def ask_database(folder: Path, statement: str) -> str:
    """One statement through the cluster's socket, as its owner."""
    program = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/psql"), reverse=True)), None) or shutil.which("psql")
    assert program, "psql is not installed"
    options = (folder / "postgres/data/centri.conf").read_text()
    found = re.search(r"unix_socket_directories = '\"(.*)\"'", options)
    assert found, options
    done = subprocess.run(
        [program, "--no-psqlrc", "-qAt", "-v", "ON_ERROR_STOP=1", "-h", found[1], "-U", "centri", "-d", "centri", "-c", statement],
        capture_output=True, text=True, timeout=60, check=False, env={"PATH": os.environ["PATH"]},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def copy_folder(prepared: Path, name: str) -> Path:
    """A copy of a stopped folder, with the owners PostgreSQL insists on."""
    folder = new_folder(name)
    shutil.rmtree(folder)
    subprocess.run(["cp", "-a", "--reflink=auto", str(prepared), str(folder)], check=True)
    return folder


def remove_folder(folder: Path) -> None:
    """Ends what still runs in a folder and removes it."""
    for process in postgres_processes(folder):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Centri:
    """`centri run` or `centri serve` over a folder."""

    folder: Path
    word: str = "run"
    more: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None
    log: Path | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Centri":
        """Starts the program; says nothing about whether it is ready."""
        self.log = self.log or Path(tempfile.mkstemp(prefix="centri-log-", suffix=".txt", dir="/tmp")[1])
        settings = environment(self.folder, CENTRI_LISTEN=f"127.0.0.1:{self.port}", CENTRI_PUBLIC_URL=self.url, **self.more)
        with self.log.open("ab") as output:
            self.process = subprocess.Popen([BINARY, self.word], env=settings, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        return self

    def get(self, path: str, limit: float = 30, **headers: str) -> Answer:
        return fetch(self.url + path, limit, **headers)

    def post(self, path: str, posted: dict, limit: float = 30) -> Answer:
        """Posts an object as JSON."""
        return fetch(self.url + path, limit, "POST", json.dumps(posted).encode(), content_type="application/json")

    def status_of(self, path: str, limit: float = 10) -> int | None:
        """The status of an answer; none when nobody answers."""
        try:
            return self.get(path, limit).status
        except OSError:
            return None

    def ready(self, limit: float = START_LIMIT) -> float:
        """Waits until the site says it is whole. Gives back how long that took, in seconds."""
        begun = time.monotonic()
        while time.monotonic() - begun < limit:
            if self.status_of("/health/ready") == 200:
                return time.monotonic() - begun
            if self.process is None or self.process.poll() is not None:
                raise AssertionError(f"centri ended by itself ({self.process and self.process.returncode}):\n{self.said()}")
            time.sleep(0.05)
        raise AssertionError(f"not ready after {limit} s; /api/v1/status answers {self.status_of('/api/v1/status')}:\n{self.said()}")

    def said(self, lines: int = 40) -> str:
        """The end of its log, with its lines kept apart."""
        text = self.log.read_text(errors="replace") if self.log and self.log.exists() else "(no log)"
        return "\n".join(text.splitlines()[-lines:])

    def stop(self, sign: int = signal.SIGINT, limit: float = STOP_LIMIT) -> int:
        """Asks it to end, as Ctrl-C does, and gives back its exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(sign)
        try:
            return self.process.wait(limit)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise AssertionError(f"did not end within {limit} s:\n{self.said()}") from None

    def kill(self) -> None:
        """Ends the program as a power cut of its own would: nothing is tidied."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(10)

    def end(self) -> None:
        """For the end of a test, however it went."""
        if self.process is not None and self.process.poll() is None:
            with contextlib.suppress(AssertionError):
                self.stop()
        remove_folder(self.folder)
        if self.log is not None:
            self.log.unlink(missing_ok=True)


def until(what: str, true, limit: float, pause: float = 0.1):
    """Waits until something holds and gives it back."""
    begun = time.monotonic()
    while time.monotonic() - begun < limit:
        found = true()
        if found:
            return found
        time.sleep(pause)
    raise AssertionError(f"{what}: not within {limit} s")


