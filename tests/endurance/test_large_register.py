"""A register of a million house numbers passes in a stream: what the program holds does not grow with the file."""

import subprocess
import sys

import centri_process as life
import pytest
from centri_process import ask_database

# Megabytes the importing process may ever hold; the file of the long run alone has seventy.
HELD_AT_MOST = 200


def write_register(path, rows: int) -> None:
    """Streets of fifty doors in the comune of Imola, no two at one place."""
    with path.open("w", encoding="utf-8") as out:
        out.write("cod_com,cod_via,via,civico,cap,localita,lat,lon\n")
        for row in range(rows):
            street, number = divmod(row, 50)
            lat = 44.34 + street % 1_000 / 100_000
            lon = 11.69 + number / 10_000 + street // 1_000 / 1_000_000
            out.write(f"037032,{street},Via Inventata {street},{number + 1},40026,Centro,{lat:.6f},{lon:.6f}\n")


# A process takes over, as its own, the most its parent ever held: this one holds little, and counts its child alone.
WATCH = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stderr=subprocess.DEVNULL).returncode
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
"""


def import_measured(folder, file) -> tuple[int, int, str]:
    """Exit code, most memory ever held in megabytes, and what was said."""
    words = [sys.executable, "-c", WATCH, life.BINARY, "import", "places", str(file), "--source", "registro-di-prova"]
    done = subprocess.run(words, env=life.environment(folder), cwd=life.ROOT, capture_output=True, text=True)
    code, held = map(int, done.stderr.split())
    return code, held // 1_024, done.stdout


def stream(centri, folder, rows: int, request) -> None:
    register = folder / "registro.csv"
    write_register(register, rows)
    code, held, said = import_measured(centri.folder, register)
    assert code == 0, said
    request.config.measured(f"import of {rows} house numbers ({register.stat().st_size >> 20} MB): at most {held} MB held")
    assert held <= HELD_AT_MOST, said
    stored = ask_database(centri.folder, "select count(*) from house_number h join street s on s.id = h.street_id join source o on o.id = s.source_id where o.key = 'registro-di-prova'")
    assert int(stored) == rows


def test_a_register_of_house_numbers_passes_in_a_stream(new_centri, tmp_path, request):
    centri = new_centri("register")
    centri.start().ready()
    stream(centri, tmp_path, 60_000, request)
    assert centri.stop() == 0


@pytest.mark.long
def test_a_million_house_numbers_pass_in_a_stream(new_centri, tmp_path, request):
    centri = new_centri("million")
    centri.start().ready()
    stream(centri, tmp_path, 1_000_000, request)
    assert centri.stop() == 0
