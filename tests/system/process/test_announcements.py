"""Whoever announces that it works can be told to stop at that very moment."""

import subprocess
import sys

import pytest

PROGRAM = """
import asyncio, os, signal
from entrypoints.process.signals import wait_for_stop_signal

asyncio.run(wait_for_stop_signal(lambda: os.kill(os.getpid(), signal.{name})))
"""


def _command(name: str) -> list[str]:
    return [sys.executable, "-c", PROGRAM.format(name=name)]


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_server_that_is_told_to_stop_at_its_announcement_ends_in_good_order(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(name=name)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
