"""Schemathesis holds the running service to its own description: every check, in every phase."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.system.process.cortex import cortex, serving

HERE = Path(__file__).parent
COMMAND = Path(sys.executable).with_name("schemathesis")
SCHEMATHESIS = (COMMAND, "--config-file", HERE / "schemathesis.toml", "--no-color")
TIMEOUT_SECONDS = 900
"""On a busy machine; else it is a matter of one minute."""


def test_the_service_does_what_its_description_says_and_nothing_else(tmp_path: Path) -> None:
    for email in ("boss@example.org", "ada@example.org"):
        cortex(tmp_path, "create-admin", "--email", email, "--password-stdin", stdin="nine stone bridges\n")
    with serving(tmp_path, LOG_LEVEL="warning") as (origin, _process):
        done = subprocess.run(
            [*SCHEMATHESIS, "run", "--checks", "all", "--exclude-checks", "use_after_free", f"{origin}/openapi.json"],
            cwd=tmp_path,
            env=os.environ | {"CORTEX_ORIGIN": origin, "PYTHONPATH": str(HERE.parents[2])},
            capture_output=True,
            text=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    assert done.returncode == 0, done.stdout
    generated = re.search(r"(\d+) generated", done.stdout)
    assert generated is not None
    assert int(generated[1]) > 1000
    assert (tmp_path / "errors.txt").read_text() == ""
