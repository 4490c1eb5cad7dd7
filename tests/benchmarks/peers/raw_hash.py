"""Argon2id alone: ``python -m tests.benchmarks.peers.raw_hash SECONDS`` verifies a password again and again in one
thread, and prints the seconds that each took, and the processor time of all."""

import json
import sys
from time import perf_counter, process_time

from argon2 import PasswordHasher

from tests.benchmarks.seeding.accounts import LANES, MEMORY_KIB, PASSES, PASSWORD, password_hash


def verify_for(seconds: float) -> list[float]:
    """Returns the seconds that each verification took; there is at least one."""
    hasher, expected = PasswordHasher(PASSES, MEMORY_KIB, LANES), password_hash()
    times: list[float] = []
    began = perf_counter()
    while not times or perf_counter() - began < seconds:
        before = perf_counter()
        hasher.verify(expected, PASSWORD)
        times.append(perf_counter() - before)
    return times


if __name__ == "__main__":
    password_hash()
    before = process_time()
    taken = verify_for(float(sys.argv[1]))
    print(json.dumps({"times": taken, "cpu": process_time() - before}))
