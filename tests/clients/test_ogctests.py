"""The suite `ogctests` asks `/ogc/v1` whether it is what OGC API Features Part 1 demands."""

import os
import subprocess
from pathlib import Path

import centri_process as life
import pytest

PROGRAM = Path(__file__).resolve().parents[2] / ".venv-ogctests" / "bin" / "python"
# It wants features in every collection, ambiti too.
DISTRICTS = "Codice ambito;Ambito;Codice ISTAT;dal\nA1;Ambito di prova;037006;2024-01-01\nA1;Ambito di prova;037032;2024-01-01\n"
# Features without a geometry belong to every `bbox`: the standard says so (/req/core/fc-bbox-response), and so does the text of
# this one of its tests, which forbids them all the same.
AGAINST_ITS_TEXT = "features/core/test_features.py::test_ast15"


@pytest.mark.long
def test_the_suite_finds_nothing(new_centri, tmp_path):
    assert PROGRAM.exists(), "ogctests is not installed: make test-all does it"
    centri = new_centri("ogctests")
    centri.start()
    centri.ready()
    file = tmp_path / "ambiti.csv"
    file.write_text(DISTRICTS)
    done = life.command(centri.folder, "import", "districts", str(file), "--source", "prova")
    assert done.returncode == 0, done.stderr
    life.until("the ambiti are shown", lambda: "A1" in centri.get("/ogc/v1/collections/districts/items").text(), 30)
    suite = next((PROGRAM.parents[1] / "lib").glob("python3*/site-packages/ogctests"))
    words = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", suite, "--deselect", AGAINST_ITS_TEXT, suite / "features/core"]
    settings = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "INSTANCE_URL": f"{centri.url}/ogc/v1"}
    done = subprocess.run([PROGRAM, *words], cwd=suite, env=settings, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr)[-8_000:]
    assert "28 passed, 1 deselected" in done.stdout, done.stdout
