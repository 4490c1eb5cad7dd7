"""Commands that targets run once, and the environment that they are given."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

CHECKOUT = Path(__file__).parents[3]
CORTEX = Path(sys.executable).with_name("cortex")
PEERS_PYTHON = Path(f"{sys.prefix}-bench") / "bin" / "python"
"""The environment of the peers: dependency-injector would import FastAPI into the project where it finds it."""


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Returns the variables of a server: its settings and nothing of this shell but the path."""
    return {"PATH": os.environ["PATH"], **settings}


def run_once(command: Sequence[str | Path], settings: Mapping[str, str], folder: Path) -> None:
    """Runs a command to its end. Raises ``RuntimeError`` with its output if it fails."""
    done = subprocess.run(command, cwd=folder, env=environment(settings), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")
