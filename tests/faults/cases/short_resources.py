"""Processes whose event loop stands still, or that are short of file descriptors or memory."""

import asyncio
import os
import resource
import signal
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.faults.case import POSTGRESQL, SQLITE, STORAGES, Case, Trial
from tests.faults.cases.overload import REAL_HASHES, memory_kib
from tests.faults.deployment.deployment import Deployment, deployed
from tests.faults.load.mixed import mixed_load
from tests.faults.load.waits import seconds_until
from tests.faults.scripts import held_server
from tests.support.busyness import allowed
from tests.system.process.load import hang_up

RATE = 20.0
BACK_SECONDS = 5.0
SPARE_FILES = 10
LEASE_SECONDS = 10
SPARE_BYTES = 24 << 20
"""Room for about one hash."""


@contextmanager
def limited(pid: int, kind: int, most: int) -> Iterator[None]:
    """Lowers a limit of a process for a while."""
    before = resource.prlimit(pid, kind)
    resource.prlimit(pid, kind, (most, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, kind, before)


async def hold_loop(trial: Trial) -> None:
    """One of two servers, which also does the jobs, stands still again and again under load, for less than a lease."""
    async with deployed(trial, servers=1, settings={"JOB_LEASE": f"{LEASE_SECONDS}s"}) as deployment:
        held = deployment.add_server(program=Path(held_server.__file__))
        await held.start()
        async with mixed_load(deployment, RATE) as load:
            for _time in range(trial.dose["times"]):
                os.kill(held.pid, signal.SIGUSR1)
                await deployment.client().register(deployment.somebody())
                await asyncio.sleep(2 * held_server.HELD_SECONDS)
        show_answers(trial, load.statuses())
        trial.show("longest answer", f"{deployment.model.longest:.2f} s")
        trial.expect(deployment.model.longest < allowed(held_server.HELD_SECONDS + 3), "an answer took too long")
        trial.expect(load.signed_out == 0, f"{load.signed_out} times somebody was signed out")


async def use_up_files(trial: Trial) -> None:
    """Strangers connect until a server has no file descriptor left."""
    async with deployed(trial) as deployment:
        pid = deployment.servers[0].pid
        email = await deployment.person()
        owner, _refresh_token = await deployment.client().owner(email)
        open_now = len(await asyncio.to_thread(os.listdir, f"/proc/{pid}/fd"))
        statuses: Counter[int] = Counter()
        with limited(pid, resource.RLIMIT_NOFILE, open_now + SPARE_FILES):
            async with strangers(deployment, trial.dose["connections"]):
                for _time in range(trial.dose["requests"]):
                    statuses[(await owner("GET", "/me")).status] += 1

            async def is_back() -> bool:
                return (await deployment.client().register(deployment.somebody())).status == 201

            back = await seconds_until(is_back)
    show_answers(trial, statuses)
    trial.show("back after", f"{back:.2f} s")
    trial.expect(set(statuses) <= {200, 503}, f"who was connected before was answered {dict(statuses)}")
    trial.expect(back < allowed(BACK_SECONDS), "it was not back within 5 s")


@asynccontextmanager
async def strangers(deployment: Deployment, number: int) -> AsyncIterator[None]:
    """So many connections that ask for nothing."""
    there = urlsplit(deployment.servers[0].origin)
    lines = []
    for _stranger in range(number):
        try:
            async with asyncio.timeout(5):
                lines.append(await asyncio.open_connection(there.hostname, there.port))
        except (OSError, TimeoutError):
            break
    try:
        yield
    finally:
        await asyncio.gather(*(hang_up(writer) for _reader, writer in lines))


async def lack_memory(trial: Trial) -> None:
    """A server may take little more memory than it has, while many log in."""
    async with deployed(trial, settings=REAL_HASHES) as deployment:
        email = await deployment.person()
        pid, statuses = deployment.servers[0].pid, Counter[int]()
        with limited(pid, resource.RLIMIT_AS, memory_kib(pid, "VmSize") * 1024 + SPARE_BYTES):
            for _round in range(trial.dose["rounds"]):
                logins = [deployment.client().log_in(email) for _login in range(trial.dose["logins"])]
                statuses.update(reply.status for reply in await asyncio.gather(*logins))
                async with deployment.http.get(f"{deployment.servers[0].origin}/health/live") as answer:
                    trial.expect(answer.status == 200, "liveness was not 200")

        async def is_back() -> bool:
            return (await deployment.client().log_in(email)).status == 200

        trial.show("back after", f"{await seconds_until(is_back):.2f} s")
    show_answers(trial, statuses)
    trial.expect(set(statuses) <= {200, 429, 503}, f"a login was answered {sorted(statuses)}")


def show_answers(trial: Trial, statuses: Counter[int]) -> None:
    """How often each status was answered."""
    trial.show("answers", ", ".join(f"{number} × {status}" for status, number in sorted(statuses.items())))


CASES = (
    Case(
        name="held-loop",
        fault="the event loop of one of two processes is held for two seconds",
        passes="no 5xx but 503, nobody is signed out, no mail comes twice",
        storages=STORAGES,
        full={"times": 10},
        quick={"times": 1},
        waits=True,
        run=hold_loop,
    ),
    Case(
        name="no-files-left",
        fault="strangers use up the file descriptors of a process",
        passes="whoever is connected is answered, back within 5 s after they have gone",
        storages=(SQLITE, POSTGRESQL),
        full={"connections": 200, "requests": 200},
        quick={"connections": 30, "requests": 10},
        run=use_up_files,
    ),
    Case(
        name="no-memory-left",
        fault="memory (RLIMIT_AS) has room for one more hash while many log in",
        passes="no 500, liveness 200, back as soon as there is memory",
        storages=(SQLITE,),
        full={"logins": 30, "rounds": 5},
        quick={"logins": 10, "rounds": 1},
        run=lack_memory,
    ),
)
