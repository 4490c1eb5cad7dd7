"""The rate of bare password hashes on the core of the server: the bound of every login."""

import json
import subprocess
import sys

from tests.benchmarks.measures.cores import Cores, pinned_to
from tests.benchmarks.measures.measurement import Measurement
from tests.benchmarks.measures.statistics import percentile
from tests.benchmarks.targets.commands import CHECKOUT

TARGET = "hash"
TITLE = "Argon2id alone"


def measure_hash(round_number: int, seconds: float, cores: Cores) -> Measurement:
    """Returns the figures of verifications, in the place of a login."""
    command = [sys.executable, "-m", "tests.benchmarks.peers.raw_hash", str(seconds)]
    with pinned_to(cores.server):
        done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    times: list[float] = answer["times"]
    return Measurement(
        scenario="login",
        target=TARGET,
        users=0,
        round=round_number,
        requests=len(times),
        seconds=sum(times),
        p50_ms=percentile(times, 50) * 1000,
        p99_ms=percentile(times, 99) * 1000,
        cpu_ms=answer["cpu"] * 1000 / len(times),
        database_cpu_ms=0.0,
        faults={},
    )
