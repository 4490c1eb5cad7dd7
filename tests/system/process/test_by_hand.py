"""The page on using use cases by hand is run as it is written."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bootstrap.by_hand import use_cases
from bootstrap.settings.wrong_settings import WrongSettings
from tests.foundation.checkout import ROOT
from tests.system.process.cortex import ENOUGH, surroundings

PAGE = (ROOT / "docs/how-to/use-a-use-case-by-hand.md").read_text("utf-8")
PROGRAMS = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```\n", PAGE, re.DOTALL)
IMPORTS = 6


def run(program: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=surroundings(),
        capture_output=True,
        text=True,
        timeout=ENOUGH,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_program_of_the_page_prints_what_the_page_says(tmp_path: Path) -> None:
    assert len(PROGRAMS) == 2
    for program, printed in PROGRAMS:
        assert run(program, tmp_path) == printed


@pytest.mark.parametrize("program", [program for program, _printed in PROGRAMS])
def test_a_program_of_the_page_needs_a_handful_of_imports(program: str) -> None:
    assert len(re.findall(r"^(?:from|import) ", program, re.MULTILINE)) <= IMPORTS


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"speed": 9}, "speed is no setting"),
        ({"port": "eighty"}, "CORTEX_PORT is 'eighty': it must be a whole number"),
        ({"token_store_url": "nats://here"}, "CORTEX_TOKEN_STORE_URL is 'nats://here': it must be database://"),
    ],
)
async def test_a_wrong_setting_is_refused_by_its_name(settings: dict[str, object], said: str) -> None:
    with pytest.raises(WrongSettings) as refused:
        async with use_cases(**settings):
            pass
    assert said in str(refused.value)
