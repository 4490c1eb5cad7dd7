"""No two servers of tests are given one port."""

import subprocess
import sys
from collections import deque

import pytest

from tests.foundation.checkout import ROOT
from tests.support.servers import ports

ELSEWHERE = """
from tests.support.servers import ports
ports.PORTS = range({port}, {port} + 1)
ports.free_port()
"""


def test_a_port_is_given_once(monkeypatch: pytest.MonkeyPatch) -> None:
    port = ports.free_port()
    monkeypatch.setattr(ports, "PORTS", range(port, port + 1))
    with pytest.raises(AssertionError, match="no port is free"):
        ports.free_port()


def test_a_port_is_not_given_in_another_process() -> None:
    command = (sys.executable, "-c", ELSEWHERE.format(port=ports.free_port()))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr.endswith("AssertionError: no port is free\n")


def test_the_oldest_port_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "_held", deque())
    monkeypatch.setattr(ports, "MOST", 1)
    first, _second = ports.free_port(), ports.free_port()
    monkeypatch.setattr(ports, "PORTS", range(first, first + 1))
    assert ports.free_port() == first
    ports._give_back()
