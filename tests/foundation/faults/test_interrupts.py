"""Nothing of a run outlives it, in the background of a shell either, which lets what it runs there ignore SIGINT."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.measures.processes import descendants
from tests.faults.__main__ import INTERRUPTED
from tests.foundation.checkout import ROOT
from tests.system.process.cortex import ENOUGH, wait_until

SERVERS = """
import atexit
atexit.register(lambda: print(*[server.returncode for server in servers]))
from tests.support.servers.processes import short_folder, start
folder = short_folder()
print(folder, flush=True)
servers = [start(["sleep", "1000"], folder / "log", lambda: True) for _server in range(2)]
"""
SERVING = re.compile(rb"\0serve\0")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="fault tests need Linux")


def in_background(*command: str | Path) -> "subprocess.Popen[str]":
    """Starts a Python program as shells do behind an ``&``."""
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=ignore_interrupts,  # noqa: PLW1509  # it takes no lock that a thread may hold
    )


def ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def command_line(pid: int) -> bytes:
    """Nothing where no process of this number lives."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def test_servers_of_tests_end_with_them_and_leave_no_folder_though_they_ignore_interrupts() -> None:
    printed, errors = in_background("-c", SERVERS).communicate(timeout=2 * ENOUGH)
    folder, codes = printed.splitlines()
    assert (codes.split(), errors) == ([str(-signal.SIGINT)] * 2, "")
    assert not Path(folder).exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_fault_tests_that_are_interrupted_end_their_servers_and_show_what_was_seen(
    number: signal.Signals, tmp_path: Path
) -> None:
    faults = in_background("-m", "tests.faults", "--case", "mail-certificate", "--results", tmp_path)
    wait_until(lambda: any(SERVING.search(command_line(pid)) for pid in descendants(faults.pid)))
    offspring = set(descendants(faults.pid)) - {faults.pid}
    os.kill(faults.pid, number)
    table, errors = faults.communicate(timeout=ENOUGH)
    assert faults.returncode == INTERRUPTED
    assert "Interrupted" in errors
    assert "not run" in table
    wait_until(lambda: not any(map(command_line, offspring)))
