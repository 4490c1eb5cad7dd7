"""Servers that live as long as the test run."""

import atexit
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import monotonic, sleep
from typing import TypedDict, Unpack

ENOUGH = 300
PR_SET_PDEATHSIG = 1
GLANCE = 0.01
NOBODY = "nobody"
_folders: list[Path] = []
_running: "list[subprocess.Popen[bytes]]" = []


def short_folder() -> Path:
    """A new folder; the path of a Unix socket inside has at most 107 bytes. It goes with the process."""
    folder = Path(tempfile.mkdtemp(prefix="cx-", dir="/tmp"))
    _folders.append(folder)
    return folder


class ProcessOwner(TypedDict, total=False):
    """The user that a process runs as, the way ``subprocess`` takes it."""

    user: int
    group: int
    extra_groups: list[int]


class ProcessOptions(ProcessOwner, total=False):
    cwd: Path
    env: Mapping[str, str]


def as_nobody() -> ProcessOwner:
    """What ``subprocess`` takes so that a server which refuses to run as root does run."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam(NOBODY)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def start(
    command: Sequence[object], log: Path, is_up: Callable[[], bool], **how: Unpack[ProcessOptions]
) -> "subprocess.Popen[bytes]":
    """Returns when it is up. It is stopped when this process ends."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            list(map(str, command)),
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=ends_with_parent,  # noqa: PLW1509  # it takes no lock that a thread may hold
            **how,
        )
    _running.append(process)
    deadline = monotonic() + ENOUGH
    while not is_up():
        assert process.poll() is None, log.read_text("utf-8", "replace")
        assert monotonic() < deadline, log.read_text("utf-8", "replace")
        sleep(GLANCE)
    return process


def ends_with_parent() -> None:
    """In a new process: SIGINT ends it, although shells let what they run in the background ignore that; and on Linux
    it gets a SIGINT when its parent dies, so that no server outlives tests that were killed."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


@atexit.register
def _end() -> None:
    """Stops all servers at the same time, as whoever runs the tests does not wait long for the end of this process.
    SIGINT: PostgreSQL ends at once and in order, Valkey as well."""
    for process in _running:
        process.send_signal(signal.SIGINT)
    for process in _running:
        try:
            process.wait(ENOUGH)
        except subprocess.TimeoutExpired:
            process.kill()
    for folder in _folders:
        shutil.rmtree(folder, ignore_errors=True)
