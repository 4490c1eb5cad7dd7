"""The README is run as it is written."""

import asyncio
import re
import subprocess
import sys
from pathlib import Path

from bootstrap.settings.parse import known_settings
from tests.process.cortex import ENOUGH, serving, surroundings
from tests.world import GENEROUS

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
STEP = re.compile(r"```bash\n(?P<typed>.*?)```\n(?:```text\n(?P<printed>.*?)```\n)?", re.DOTALL)
DIVIDER = "----- next step -----"
USUAL_LIMITS = {name.upper(): known_settings()[name].default for name in GENEROUS}


def section(title: str) -> str:
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def pattern(printed: str) -> str:
    """What was printed may say anything where the README says "…"."""
    return "[^\n]*?".join(map(re.escape, printed.split("…")))


def tour(folder: Path, log: Path, address: str, **settings: str) -> list[tuple[str, str]]:
    """What every step should print, and what it does."""
    (folder / ".venv").symlink_to(Path(sys.prefix))
    (folder / "cortex.log").symlink_to(log)
    steps = list(STEP.finditer(section("A first tour")))
    script = f"\necho '{DIVIDER}'\n".join(step["typed"] for step in steps)
    script = script.replace("API=http://127.0.0.1:8080", f"API={address}")
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env=surroundings(**settings),
        capture_output=True,
        text=True,
        timeout=ENOUGH,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    printed = done.stdout.split(f"{DIVIDER}\n")
    return [(step["printed"] or "", text) for step, text in zip(steps, printed, strict=True)]


def require_as_promised(toured: list[tuple[str, str]]) -> None:
    assert len(toured) == 12
    for expected, printed in toured:
        assert re.fullmatch(pattern(expected), printed), printed


def test_every_step_of_the_tour_prints_what_the_readme_says(tmp_path):
    with serving(tmp_path, **USUAL_LIMITS) as (address, _process):
        require_as_promised(tour(tmp_path, tmp_path / "output.txt", address))


async def test_so_it_does_where_servers_take_turns_and_workers_do_the_jobs(fleet, tmp_path):
    toured = await asyncio.to_thread(
        tour, tmp_path, fleet.folder / "workers.txt", fleet.settings["PUBLIC_URL"], **fleet.settings
    )
    require_as_promised(toured)


def test_the_readme_names_every_setting_and_no_other():
    named = set(re.findall(r"^\| `CORTEX_(\w+)` \|", section("Settings"), re.MULTILINE))
    assert named == {name.upper() for name in known_settings()}
