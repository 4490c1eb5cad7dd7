"""The README is run as it is written."""

import re
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

from bootstrap.settings import Settings
from tests.process.cortex import ENOUGH, serving, surroundings

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
STEP = re.compile(r"```bash\n(?P<typed>.*?)```\n(?:```text\n(?P<printed>.*?)```\n)?", re.DOTALL)
DIVIDER = "----- next step -----"


def section(title: str) -> str:
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def pattern(printed: str) -> str:
    """What was printed may say anything where the README says "…"."""
    return "[^\n]*?".join(map(re.escape, printed.split("…")))


@pytest.fixture(scope="module")
def toured(tmp_path_factory) -> list[tuple[str, str]]:
    """What every step should print, and what it does."""
    folder = tmp_path_factory.mktemp("tour")
    (folder / ".venv").symlink_to(Path(sys.prefix))
    (folder / "cortex.log").symlink_to(folder / "output.txt")
    steps = list(STEP.finditer(section("A first tour")))
    with serving(folder) as (address, _process):
        script = f"\necho '{DIVIDER}'\n".join(step["typed"] for step in steps)
        script = script.replace("API=http://127.0.0.1:8080", f"API={address}")
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=folder,
            env=surroundings(),
            capture_output=True,
            text=True,
            timeout=ENOUGH,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    printed = done.stdout.split(f"{DIVIDER}\n")
    return [(step["printed"] or "", text) for step, text in zip(steps, printed, strict=True)]


def test_every_step_of_the_tour_prints_what_the_readme_says(toured):
    assert len(toured) == 12
    for expected, printed in toured:
        assert re.fullmatch(pattern(expected), printed), printed


def test_the_readme_names_every_setting_and_no_other():
    named = set(re.findall(r"^\| `CORTEX_(\w+)` \|", section("Settings"), re.MULTILINE))
    assert named == {field.name.upper() for field in attrs.fields(Settings)}
