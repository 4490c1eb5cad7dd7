"""The command ``cortex`` as a process of its own, as operators run it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CORTEX = Path(sys.executable).with_name("cortex")
CHEAP_HASHES = {"CORTEX_PASSWORD_HASH_MEMORY": "8", "CORTEX_PASSWORD_HASH_PASSES": "1"}
ENOUGH = 30


def surroundings(**settings: str) -> dict[str, str]:
    """The environment of a newcomer, with cheap hashes and these settings."""
    return {"PATH": os.environ["PATH"], **CHEAP_HASHES, **{f"CORTEX_{name}": value for name, value in settings.items()}}


def cortex(folder: Path, *arguments: str, typed: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end."""
    return subprocess.run(
        [CORTEX, *arguments],
        cwd=folder,
        env=surroundings(**settings),
        input=typed,
        capture_output=True,
        text=True,
        timeout=ENOUGH,
        check=False,
    )


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """A server on a free port, and its address."""
    with (folder / "errors.txt").open("a") as errors:
        process = subprocess.Popen(
            [CORTEX, "serve"],
            cwd=folder,
            env=surroundings(**({"PORT": "0"} | settings)),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    try:
        yield _address(process), process
    finally:
        process.terminate()
        process.wait(ENOUGH)
        process.stdout.close()


def _address(process: "subprocess.Popen[str]") -> str:
    for line in process.stdout:
        if found := re.search(r"http://[\d.]+:\d+", line):
            return found[0]
    raise AssertionError("the server did not say where it listens")
