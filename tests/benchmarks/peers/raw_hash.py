"""Argon2id alone: ``python -m tests.benchmarks.peers.raw_hash SECONDS`` verifies a password again and again in one
thread, and prints the seconds that each took."""

import json
import sys
from time import perf_counter

from argon2 import PasswordHasher

from tests.benchmarks.seeding.accounts import LANES, MEMORY_KIB, PASSES, PASSWORD, password_hash


def verify_for(seconds: float) -> list[float]:
    """Returns the seconds that each verification took; there is at least one."""
    hasher = PasswordHasher(PASSES, MEMORY_KIB, LANES)
    expected = password_hash()
    times: list[float] = []
    began = perf_counter()
    while not times or perf_counter() - began < seconds:
        before = perf_counter()
        hasher.verify(expected, PASSWORD)
        times.append(perf_counter() - before)
    return times


if __name__ == "__main__":
    print(json.dumps(verify_for(float(sys.argv[1]))))
