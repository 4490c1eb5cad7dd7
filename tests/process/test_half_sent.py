"""Hundreds who send half of something, against a process as operators run it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession

from tests.busyness import allowed
from tests.process.cortex import serving
from tests.process.crowds import READING, hang_up, posting

OF_EACH = 500
ASKED = 200
HALF_HEAD = READING[:-2]
HALF_BODY = posting("/auth/login", {"email": "ada@example.org", "password": "nine stone bridges"})[:-10]
UNHARMED = 3.0
SLACK_SECONDS = 0.05
MEMORY_KIB = 40_000


@asynccontextmanager
async def besieged(origin: str) -> AsyncIterator[None]:
    there = urlsplit(origin)
    lines = [await asyncio.open_connection(there.hostname, there.port) for _one in range(2 * OF_EACH)]
    try:
        for number, (_reader, writer) in enumerate(lines):
            writer.write(HALF_HEAD if number % 2 else HALF_BODY)
        yield
    finally:
        await asyncio.gather(*(hang_up(writer) for _reader, writer in lines))


async def slowest_but_few(http: ClientSession, origin: str) -> float:
    """The 99th percentile, in seconds, of what somebody else waits for."""
    waits = []
    for _time in range(ASKED):
        began = perf_counter()
        async with http.get(f"{origin}/.well-known/jwks.json") as answer:
            assert answer.status == 200
        waits.append(perf_counter() - began)
    return sorted(waits)[ASKED * 99 // 100 - 1]


def memory(pid: int) -> int:
    """Resident, in KiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the memory of others")
async def test_a_thousand_who_send_half_of_something_harm_nobody(tmp_path):
    with serving(tmp_path) as (origin, process):
        async with ClientSession() as http:
            quiet = await slowest_but_few(http, origin)
            before = memory(process.pid)
            async with besieged(origin):
                under_siege = await slowest_but_few(http, origin)
                grown = memory(process.pid) - before
    print(f"p99 {quiet * 1000:.1f} ms, besieged {under_siege * 1000:.1f} ms, memory + {grown} KiB")
    assert under_siege < allowed(quiet * UNHARMED + SLACK_SECONDS)
    assert grown < MEMORY_KIB
