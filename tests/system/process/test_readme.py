"""The tours of the README and of the tutorial are run as they are written."""

import asyncio
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bootstrap.domains.all_settings import known_settings
from tests.support.app_harness import GENEROUS
from tests.system.process.cluster import Cluster
from tests.system.process.cortex import ENOUGH, serving, surroundings

ROOT = Path(__file__).parents[3]
README = (ROOT / "README.md").read_text("utf-8").split("\n## A tour of four steps\n")[1].split("\n## ")[0]
TUTORIAL = (ROOT / "docs/tutorials/first-tour.md").read_text("utf-8")
STEP = re.compile(r"```bash\n(?P<typed>.*?)```\n(?:```text\n(?P<printed>.*?)```\n)?", re.DOTALL)
USUAL_ADDRESS = "http://127.0.0.1:8080"
DIVIDER = "----- next step -----"
USUAL_LIMITS = {name.upper(): str(known_settings()[name].default) for name in GENEROUS}


def pattern(printed: str) -> str:
    """What was printed may say anything where the document says "…"."""
    return "[^\n]*?".join(map(re.escape, printed.split("…")))


def tour(document: str, folder: Path, log: Path, address: str, **settings: str) -> list[tuple[str, str]]:
    """What every step should print, and what it does."""
    (folder / ".venv").symlink_to(Path(sys.prefix))
    (folder / "cortex.log").symlink_to(log)
    steps = list(STEP.finditer(document))
    script = f"\necho '{DIVIDER}'\n".join(step["typed"] for step in steps)
    script = script.replace(f"API={USUAL_ADDRESS}", f"API={address}")
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
    expected = [(step["printed"] or "").replace(USUAL_ADDRESS, address) for step in steps]
    return list(zip(expected, printed, strict=True))


def require_as_promised(toured: list[tuple[str, str]]) -> None:
    for expected, printed in toured:
        assert re.fullmatch(pattern(expected), printed), printed


@pytest.mark.parametrize(("document", "steps"), [(README, 4), (TUTORIAL, 15)], ids=["README", "tutorial"])
def test_every_step_of_a_tour_prints_what_the_document_says(document: str, steps: int, tmp_path: Path) -> None:
    with serving(tmp_path, **USUAL_LIMITS) as (address, _process):
        toured = tour(document, tmp_path, tmp_path / "output.txt", address)
    assert len(toured) == steps
    require_as_promised(toured)


@contextmanager
def followed(log: Path, copy: Path) -> Iterator[Path]:
    """A copy of what is added to a log from now on: the mails before are those of other tests."""
    with copy.open("wb") as added:
        follower = subprocess.Popen(["tail", "-c", f"+{log.stat().st_size + 1}", "-f", log], stdout=added)
        try:
            yield copy
        finally:
            follower.terminate()
            follower.wait()


async def test_a_tour_prints_the_same_where_servers_take_turns_and_workers_do_the_jobs(
    cluster: Cluster, tmp_path: Path
) -> None:
    address = cluster.settings["PUBLIC_URL"]
    with followed(cluster.folder / "workers.txt", tmp_path / "mails.txt") as log:
        toured = await asyncio.to_thread(tour, TUTORIAL, tmp_path, log, address, **cluster.settings)
    assert len(toured) == 15
    require_as_promised(toured)
