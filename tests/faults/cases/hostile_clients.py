"""Clients that send half of something, or far too much of it."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from time import monotonic
from urllib.parse import urlsplit

from tests.faults.case import SQLITE, Case, Trial
from tests.faults.cases.overload import memory_kib, probed
from tests.faults.deployment.deployment import Deployment, deployed
from tests.faults.load.waits import milliseconds, percentile
from tests.support.busyness import allowed
from tests.system.process.load import READING, Streams, hang_up, posting

HALF_HEAD = READING[:-2]
HALF_BODY = posting("/auth/login", {"email": "ada@example.org", "password": "nine stone bridges"})[:-10]
CUT_WITHIN_SECONDS = 30.0
PROMISED_KIB = 64 * 1024
"""As SECURITY.md says."""
UNHARMED_SECONDS = 0.1
MEGABYTE = 1 << 20
REFUSALS = {"400", "413", "422", "503", "closed"}
"""The last but one where too much is under way."""
LOGIN = b"POST /customer/auth/login HTTP/1.1\r\nHost: x\r\nX-Source: customer\r\nContent-Type: application/json\r\n"


async def send_halves(trial: Trial) -> None:
    """Half-sent heads and bodies, until each is cut."""
    async with deployed(trial) as deployment:
        before = memory_kib(deployment.servers[0].pid)
        async with (
            probed(deployment) as waits,
            half_sent(deployment, trial.dose["heads"], trial.dose["bodies"]) as lines,
        ):
            began = monotonic()
            grown = memory_kib(deployment.servers[0].pid) - before
            await asyncio.gather(*(is_cut(reader) for reader, _writer in lines))
            cut = monotonic() - began
    trial.show("all cut after", f"{cut:.1f} s")
    trial.show("liveness p99 meanwhile", milliseconds(percentile(waits, 99)))
    trial.show("memory", f"+{grown / 1024:.0f} MiB")
    trial.expect(cut < allowed(CUT_WITHIN_SECONDS + 1), "a half-sent request was not cut within 30 s")
    trial.expect(percentile(waits, 99) < allowed(UNHARMED_SECONDS), "others waited for longer than 100 ms")
    trial.expect(grown < PROMISED_KIB, "memory has grown by more than 64 MiB")


@asynccontextmanager
async def half_sent(deployment: Deployment, heads: int, bodies: int) -> AsyncIterator[list[Streams]]:
    """So many connections with half a request each."""
    there = urlsplit(deployment.servers[0].origin)
    lines = []
    for half in [HALF_HEAD] * heads + [HALF_BODY] * bodies:
        reader, writer = await asyncio.open_connection(there.hostname, there.port)
        writer.write(half)
        lines.append((reader, writer))
    try:
        yield lines
    finally:
        await asyncio.gather(*(hang_up(writer) for _reader, writer in lines))


async def is_cut(reader: asyncio.StreamReader) -> None:
    """Waits for the end of a connection."""
    try:
        await reader.read()
    except ConnectionError:
        return


def bombs() -> dict[str, Sequence[bytes]]:
    """Requests that cost their sender little, in pieces."""
    packed = gzip.compress(b'{"email": "' + b"a" * (50 * MEGABYTE) + b'"}')
    deep = b"[" * 500_000
    large = json.dumps({"email": "a" * (10 * MEGABYTE)}).encode()
    return {
        "gzip": [LOGIN + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed), packed],
        "deep JSON": [LOGIN + b"Content-Length: %d\r\n\r\n" % len(deep), deep],
        "10 MB body": [LOGIN + b"Content-Length: %d\r\n\r\n" % len(large), large],
    }


async def send_bombs(trial: Trial) -> None:
    """Each kind so many times, several at once, while others ask for something."""
    async with deployed(trial) as deployment:
        there = urlsplit(deployment.servers[0].origin)
        before = memory_kib(deployment.servers[0].pid)
        async with probed(deployment) as waits:
            for name, pieces in bombs().items():
                answers = await asyncio.gather(
                    *(answer_to(pieces, there.hostname, there.port) for _bomb in range(trial.dose["of each"]))
                )
                trial.show(name, ", ".join(sorted(set(answers))))
                trial.expect(set(answers) <= REFUSALS, f"{name} was answered {set(answers)}")
        grown = memory_kib(deployment.servers[0].pid, "VmHWM") - before
    trial.show("liveness p99 meanwhile", milliseconds(percentile(waits, 99)))
    trial.show("memory", f"+{grown / 1024:.0f} MiB at most")
    trial.expect(grown < PROMISED_KIB, "memory has grown by more than 64 MiB")
    trial.expect(percentile(waits, 99) < allowed(UNHARMED_SECONDS), "others waited for longer than 100 ms")


async def answer_to(pieces: Sequence[bytes], host: str | None, port: int | None) -> str:
    """The status, or that the connection was closed."""
    reader, writer = await asyncio.open_connection(host, port)
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 60)
        return head.split()[1].decode()
    except (ConnectionError, asyncio.IncompleteReadError):
        return "closed"
    finally:
        await hang_up(writer)


CASES = (
    Case(
        name="half-sent",
        fault="500 half-sent heads and 500 half-sent bodies",
        passes="others unharmed, cut within 30 s, small bounded memory",
        storages=(SQLITE,),
        full={"heads": 500, "bodies": 500},
        quick={"heads": 50, "bodies": 50},
        waits=True,
        run=send_halves,
    ),
    Case(
        name="bombs",
        fault="gzip bombs of 50 MB, JSON half a million levels deep, bodies of 10 MB",
        passes="others unharmed, each refused, small bounded memory",
        storages=(SQLITE,),
        full={"of each": 20},
        quick={"of each": 2},
        run=send_bombs,
    ),
)
