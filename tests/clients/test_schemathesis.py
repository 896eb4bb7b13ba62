"""Schemathesis asks both interfaces what nobody would: no failure of ours, no answer that is not described."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).with_name("schemathesis")
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance,unsupported_method,allow_header_conformance"


@pytest.mark.long
@pytest.mark.parametrize("document", ["/api/v1/openapi.json", "/ogc/v1/api"])
def test_no_question_makes_a_failure_and_no_answer_is_undescribed(new_centri, tmp_path, document):
    assert PROGRAM.exists(), "schemathesis is not installed: pip install -r tests/requirements.txt"
    # It asks faster than one address may.
    centri = new_centri("schemathesis", CENTRI_LIMIT_PER_MINUTE="0")
    centri.start()
    centri.ready()
    words = ["run", centri.url + document, "--checks", CHECKS, "--phases", "examples,coverage,fuzzing", "--max-examples", "40"]
    words += ["--seed", "5", "--workers", "2", "--no-shrink", "--continue-on-failure", "--suppress-health-check", "all", "--no-color"]
    settings = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    done = subprocess.run([PROGRAM, *words], cwd=tmp_path, env=settings, capture_output=True, text=True, timeout=1_500, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr)[-12_000:]
    assert "passed" in done.stdout
