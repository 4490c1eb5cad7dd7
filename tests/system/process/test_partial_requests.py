"""Hundreds who send half of something, against a process as operators run it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession

from tests.support.busyness import allowed
from tests.system.process.cortex import serving
from tests.system.process.load import READING, hang_up, posting

OF_EACH = 500
ASKED = 200
HALF_HEAD = READING[:-2]
HALF_BODY = posting("/auth/login", {"email": "ada@example.org", "password": "nine stone bridges"})[:-10]
UNHARMED = 3.0
SLACK_SECONDS = 0.05
MEMORY_KIB = 40 * 1024
PROMISED_KIB = 64 * 1024
"""As SECURITY.md says."""
LONG_HEAD = HALF_HEAD + b"".join(b"X-%d: %s\r\n" % (line, b"y" * 8000) for line in range(4))
MANY_LINES = HALF_HEAD + b"".join(b"X-%06d: %s\r\n" % (line, b"y" * 300) for line in range(104))


@asynccontextmanager
async def besieged(origin: str, halves: Sequence[bytes] = (HALF_BODY, HALF_HEAD)) -> AsyncIterator[None]:
    there = urlsplit(origin)
    lines = [await asyncio.open_connection(there.hostname, there.port) for _one in range(2 * OF_EACH)]
    try:
        for number, (_reader, writer) in enumerate(lines):
            writer.write(halves[number % len(halves)])
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
@pytest.mark.parametrize("half", [LONG_HEAD, MANY_LINES], ids=["long lines", "many lines"])
@pytest.mark.parametrize("proxies", ["", "127.0.0.1"])
async def test_a_thousand_whose_heads_are_as_long_as_may_be_cost_what_is_promised(
    tmp_path: Path, half: bytes, proxies: str
) -> None:
    with serving(tmp_path, TRUSTED_PROXIES=proxies) as (origin, process):
        async with ClientSession() as http:
            await slowest_but_few(http, origin)
            before = memory(process.pid)
            async with besieged(origin, [half]):
                await slowest_but_few(http, origin)
                grown = memory(process.pid) - before
    print(f"memory + {grown} KiB")
    assert grown < PROMISED_KIB


NOWHERE = b"GET /customer/nowhere HTTP/1.1\r\nHost: x\r\nX-Source: customer\r\nAccept-Language: %s\r\n%s\r\n"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the memory of others")
async def test_nothing_that_was_answered_is_kept_however_large_and_new_it_was(tmp_path: Path) -> None:
    with serving(tmp_path) as (origin, process):
        async with ClientSession() as http:
            await slowest_but_few(http, origin)
            before = memory(process.pid)
            there = urlsplit(origin)
            reader, writer = await asyncio.open_connection(there.hostname, there.port)
            for number in range(2000):
                language = b"x" * 900 + b"%06d" % number
                rest = b"".join(b"X-%d: %06d%s\r\n" % (line, number, b"y" * 7000) for line in range(4))
                writer.write(NOWHERE % (language, rest))
                await reader.readuntil(b"\r\n\r\n")
                await reader.readuntil(b"}")
            await hang_up(writer)
            grown = memory(process.pid) - before
    print(f"memory + {grown} KiB")
    assert grown < MEMORY_KIB


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the memory of others")
async def test_a_thousand_who_send_half_of_something_harm_nobody(tmp_path: Path) -> None:
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
