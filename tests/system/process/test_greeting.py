"""The greeting of ``cortex serve`` on a real terminal."""

import os
import pty
import re
import select
import subprocess
from pathlib import Path
from time import monotonic

from tests.system.process.cortex import CORTEX, ENOUGH, surroundings

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def shown_on(terminal: int) -> str:
    """What is written there until the greeting is complete."""
    shown, deadline = b"", monotonic() + ENOUGH
    while b"+C" not in shown:
        readable, _, _ = select.select([terminal], [], [], max(0, deadline - monotonic()))
        assert readable, f"no greeting came in time: {shown!r}"
        shown += os.read(terminal, 4096)
    return shown.decode()


def greeting_of_serve(folder: Path, **variables: str) -> str:
    """What ``cortex serve`` shows on a terminal, with its colours."""
    ours, theirs = pty.openpty()
    environment = surroundings(MAIL_URL="smtp://me:s3cret@mail.example.org:2525") | {"TERM": "xterm-256color"}
    with (folder / "errors.txt").open("wb") as errors:
        process = subprocess.Popen(
            [CORTEX, "serve"], cwd=folder, env=environment | variables, stdin=theirs, stdout=theirs, stderr=errors
        )
    try:
        return shown_on(ours)
    finally:
        process.terminate()
        process.wait(ENOUGH)
        os.close(theirs)
        os.close(ours)


def test_serve_on_a_terminal_speaks_the_language_of_the_operator(tmp_path: Path) -> None:
    shown = _COLOUR.sub("", greeting_of_serve(tmp_path, LANG="it_IT.UTF-8"))
    assert "Nexus Cortex è in ascolto su http://127.0.0.1:" in shown
    assert "mail.example.org:2525" in shown


def test_serve_on_a_terminal_greets_and_says_where_everything_is(tmp_path: Path) -> None:
    coloured = greeting_of_serve(tmp_path)
    shown = _COLOUR.sub("", coloured)
    assert shown != coloured
    origin = re.search(r"listens on (http://127\.0\.0\.1:\d+)", shown)
    assert origin
    assert f"{origin[1]}/docs" in shown
    assert "create-admin --email you@example.org" in shown
    assert "go to the mail server mail.example.org:2525" in shown
    assert "s3cret" not in shown
