"""Measures the cost of an Argon2id hash on this machine."""

import os
from time import perf_counter

from argon2.low_level import Type, hash_secret_raw

_SALT_BYTES, _HASH_BYTES = 16, 32


def benchmark_hash_seconds(memory_kib: int, passes: int) -> float:
    """Returns the seconds that one hash takes in one lane."""
    salt = os.urandom(_SALT_BYTES)
    started = perf_counter()
    hash_secret_raw(b"a password", salt, passes, memory_kib, parallelism=1, hash_len=_HASH_BYTES, type=Type.ID)
    return perf_counter() - started
