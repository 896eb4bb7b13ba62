"""Programs under measurement: built, started on one core, waited for and stopped. Knows nothing of what is measured."""

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = HERE.parent / ".work"
PEERS = HERE.parent / ".peers"
# The server and its PostgreSQL share one core, the generator of load has the other.
SERVER_CORE, LOAD_CORE = 0, 1
MARTIN = "1.14.0"
TIPG, UVICORN = "1.6.1", "0.54.0"


def pinned(core: int, command: list) -> list:
    return ["taskset", "-c", str(core), *map(str, command)]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def build() -> Path:
    """The folder with the release programs. CENTRI_BENCH_PROGRAMS names one that is already built."""
    if given := os.environ.get("CENTRI_BENCH_PROGRAMS"):
        return Path(given)
    command = ["cargo", "build", "--release", "--locked", "--bin", "centri", "--example", "bare_handler", "--example", "nearest_postgis", "--example", "nearest_in_process", "--example", "coverage_speed"]
    subprocess.run(command, cwd=ROOT, check=True, env={"SQLX_OFFLINE": "true", **os.environ})
    return Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"


def reader() -> Path:
    """The example that reads a file and does nothing with it; beside the other examples where programs are already built."""
    if given := os.environ.get("CENTRI_BENCH_PROGRAMS"):
        program = Path(given) / "examples" / "read_speed"
        if not program.exists():
            raise SystemExit(f"{program} is not there: cargo build --release -p data-import --example read_speed")
        return program
    command = ["cargo", "build", "--release", "--locked", "-p", "data-import", "--example", "read_speed"]
    subprocess.run(command, cwd=ROOT, check=True, env={"SQLX_OFFLINE": "true", **os.environ})
    return Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "examples" / "read_speed"


def martin() -> Path:
    """The peer, installed into the bench's own folder. CENTRI_BENCH_MARTIN names one that is already there."""
    if given := os.environ.get("CENTRI_BENCH_MARTIN"):
        return Path(given)
    program = PEERS / "bin" / "martin"
    if not program.exists():
        features = "postgres,mbtiles,pmtiles,metrics"
        command = ["cargo", "install", "martin", "--version", MARTIN, "--locked", "--no-default-features", "--features", features]
        subprocess.run([*command, "--root", str(PEERS)], check=True)
    return program


def tipg() -> Path:
    """The program that serves tipg, in an environment of the bench's own. CENTRI_BENCH_TIPG names one that is already there."""
    if given := os.environ.get("CENTRI_BENCH_TIPG"):
        return Path(given)
    folder = PEERS / "tipg"
    if not (folder / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", f"tipg=={TIPG}", f"uvicorn=={UVICORN}"], check=True)
        (folder / "ready").touch()
    return folder / "bin" / "uvicorn"


def fetch(port: int, path: str, headers: dict | None = None) -> tuple[int, dict, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def answers(port: int, path: str) -> bool:
    try:
        return fetch(port, path)[0] == 200
    except (OSError, http.client.HTTPException):
        return False


def surroundings(settings: dict) -> dict:
    """The environment without anybody's settings for Centri but those given; without limits, because all is asked from one address."""
    return {name: value for name, value in os.environ.items() if not name.startswith("CENTRI_")} | {"CENTRI_LIMIT_PER_MINUTE": "0"} | settings


@contextlib.contextmanager
def running(name: str, command: list, port: int, ready: str, core: int | None = SERVER_CORE, limit_s: float = 900, **settings: str):
    """A server from its start until it is asked to stop; gives the seconds it took to be ready."""
    log = WORK / f"{name}.log"
    begun = time.perf_counter()
    with log.open("ab") as out:
        process = subprocess.Popen(
            pinned(core, command) if core is not None else list(map(str, command)),
            cwd=ROOT, env=surroundings(settings), stdout=out, stderr=out, start_new_session=True,
        )
    try:
        while not answers(port, ready):
            if process.poll() is not None or time.perf_counter() - begun > limit_s:
                raise SystemExit(f"{name} did not become ready; the end of its log:\n" + "\n".join(log.read_text(errors="replace").splitlines()[-12:]))
            time.sleep(0.01)
        yield time.perf_counter() - begun
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def socket_folder(folder: Path) -> str:
    """Where the private PostgreSQL of a running `centri` listens, from the file its postmaster keeps."""
    candidates = [folder / "postgres" / "data", *Path("/var/lib/centri").glob("*/postgres/data")]
    running_now = [data / "postmaster.pid" for data in candidates if (data / "postmaster.pid").exists()]
    logged = (WORK / "centri.log").read_text(errors="replace")
    elsewhere = re.findall(r"its data are in (\S+)", logged)
    for file in running_now:
        inside = folder in file.parents
        if inside or (elsewhere and file.is_relative_to(elsewhere[-1])):
            return file.read_text().splitlines()[4]
    raise SystemExit("the private PostgreSQL of the bench was not found")


def psql_program() -> str:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/psql"))
    return str(found[-1]) if found else "psql"


def psql(sockets: str, *arguments: str, database: str = "centri") -> str:
    """Runs psql on a database of the bench's PostgreSQL and gives back what it printed."""
    command = [psql_program(), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", sockets, "-U", "centri", "-d", database, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PGOPTIONS": "-c client_min_messages=warning"})
    if done.returncode != 0:
        raise SystemExit(f"psql {' '.join(arguments)[:200]} failed:\n{done.stderr}")
    return done.stdout.strip()


def listener(port: int) -> int:
    """The process that listens on a port."""
    said = subprocess.run(["ss", "-Hltnp", f"sport = :{port}"], check=True, capture_output=True, text=True).stdout
    return int(said.split("pid=", 1)[1].split(",", 1)[0])


def wrk(port: int, addresses: Path, connections: int, seconds: float, headers: dict | None = None) -> dict:
    """One round of load; refuses a round with a single error in it."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:g}s", "--timeout", "10s", *(word for name, value in (headers or {}).items() for word in ("-H", f"{name}: {value}")), "-s", HERE / "nearest.lua", f"http://127.0.0.1:{port}", "--", addresses]
    said = subprocess.run(pinned(LOAD_CORE, command), check=True, capture_output=True, text=True).stdout
    line = next((line for line in said.splitlines() if line.startswith("RESULT ")), None)
    if line is None:
        raise SystemExit(f"wrk said nothing that can be read:\n{said}")
    result = json.loads(line.removeprefix("RESULT "))
    if result["errors"] or not result["requests"]:
        raise SystemExit(f"a round had errors: {result}")
    result["rate"] = result["requests"] / result["seconds"]
    return result


def describe() -> str:
    """The machine in one line."""
    cpu = next((line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), "unknown processor")
    memory = int(re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())[1]) / 1048576
    system = next((line.split("=", 1)[1].strip('"') for line in Path("/etc/os-release").read_text().splitlines() if line.startswith("PRETTY_NAME")), "Linux")
    return f"{os.cpu_count()} cores ({cpu}), {memory:.0f} GiB, {system}"
