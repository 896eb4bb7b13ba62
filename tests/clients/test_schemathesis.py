"""Schemathesis asks both interfaces what nobody would: no failure of ours, no answer that is not described."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).with_name("schemathesis")
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance,unsupported_method,allow_header_conformance"


CASES = {
    "api": ("/api/v1/openapi.json", CHECKS, "examples,coverage,fuzzing"),
    "ogc": ("/ogc/v1/api", CHECKS, "examples,coverage,fuzzing"),
    # What is wrong is refused. Not by chance: a blank value counts as absent here. Not of OGC API: the standard asks to read
    # a larger `limit` as the largest.
    "api-wrong": ("/api/v1/openapi.json", "negative_data_rejection", "coverage"),
}


@pytest.mark.long
@pytest.mark.parametrize("case", CASES)
def test_no_question_makes_a_failure_and_no_answer_is_undescribed(new_centri, tmp_path, case):
    document, checks, phases = CASES[case]
    assert PROGRAM.exists(), "schemathesis is not installed: pip install -r tests/requirements.txt"
    # It asks faster than one address may.
    centri = new_centri("schemathesis", CENTRI_LIMIT_PER_MINUTE="0")
    centri.start()
    centri.ready()
    # Pages read over what they do not know, because links carry utm_…
    words = ["run", centri.url + document, "--exclude-path", "/docs", "--checks", checks, "--phases", phases, "--max-examples", "40"]
    words += ["--seed", "5", "--no-shrink", "--continue-on-failure", "--suppress-health-check", "all", "--no-color"]
    settings = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    done = subprocess.run([PROGRAM, *words], cwd=tmp_path, env=settings, capture_output=True, text=True, timeout=1_500, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr)[-12_000:]
    assert "passed" in done.stdout
