"""The page on simulated time is run as it is written."""

import re
import subprocess
import sys
from pathlib import Path

from tests.foundation.checkout import ROOT
from tests.system.process.cortex import surroundings

PAGE = (ROOT / "docs/how-to/simulate-time.md").read_text("utf-8")
PROGRAMS = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```\n", PAGE, re.DOTALL)


def test_every_program_of_the_page_prints_what_the_page_says(tmp_path: Path) -> None:
    assert len(PROGRAMS) == 2
    for program, printed in PROGRAMS:
        command = [sys.executable, "-c", program]
        done = subprocess.run(
            command, cwd=tmp_path, env=surroundings(), capture_output=True, text=True, timeout=300, check=False
        )
        assert done.stdout == printed, done.stderr
