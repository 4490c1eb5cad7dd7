"""More than the service can do at once, or for a long time."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from time import monotonic

from adapters.password_hasher.cores import usable_cores
from tests.faults.case import POSTGRESQL, REDIS, SQLITE, Case, Trial
from tests.faults.deployment.deployment import Deployment, deployed
from tests.faults.load.mixed import mixed_load
from tests.faults.load.waits import milliseconds, percentile
from tests.support.busyness import allowed
from tests.support.servers.ports import free_port

HASH_KIB = 19 * 1024
REAL_HASHES = {"PASSWORD_HASH_MEMORY": str(HASH_KIB), "PASSWORD_HASH_PASSES": "2"}
LIVE_SECONDS = 0.1
LAG_SECONDS = 0.05
MOST_ANSWER_SECONDS = 20.0
OTHER_KIB = 48 * 1024
"""What a hundred requests may take beside the memory of hashes."""
PROBE_PAUSE_SECONDS = 0.01
SAMPLES = 60
FLAT = 1.15
LAG_METRIC = "cortex_loop_lag_seconds"


def memory_kib(pid: int, field: str = "VmRSS") -> int:
    """The memory of a process, resident or at its highest (``VmHWM``)."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition(f"{field}:")[2].split()[0])


@asynccontextmanager
async def probed(deployment: Deployment) -> AsyncIterator[list[float]]:
    """How long liveness takes, again and again."""
    waits: list[float] = []

    async def probe() -> None:
        while True:
            began = monotonic()
            async with deployment.http.get(f"{deployment.servers[0].origin}/health/live") as answer:
                deployment.trial.expect(answer.status == 200, "liveness was not 200")
            waits.append(monotonic() - began)
            await asyncio.sleep(PROBE_PAUSE_SECONDS)

    probing = asyncio.create_task(probe())
    try:
        yield waits
    finally:
        probing.cancel()
        await asyncio.gather(probing, return_exceptions=True)


async def log_in_at_once(trial: Trial) -> None:
    """Rounds of many logins at the same moment, with hashes as they are by default."""
    statuses: Counter[int] = Counter()
    operators = f"127.0.0.1:{free_port()}"
    async with deployed(trial, servers=0, settings=REAL_HASHES) as deployment:
        server = deployment.add_server(settings={"OPS_BIND": operators})
        await server.start()
        email = await deployment.person()
        await deployment.client().log_in(email)
        before, lags = memory_kib(server.pid), []
        async with probed(deployment) as waits:
            for _round in range(trial.dose["rounds"]):
                logins = [deployment.client().log_in(email) for _login in range(trial.dose["logins"])]
                statuses.update(reply.status for reply in await asyncio.gather(*logins))
                lags.append(await loop_lag(deployment, operators))
        grown = memory_kib(server.pid, "VmHWM") - before
        longest = deployment.model.longest
    trial.show("answers", ", ".join(f"{number} × {status}" for status, number in sorted(statuses.items())))
    trial.show("liveness p99", milliseconds(percentile(waits, 99)))
    trial.show("loop lag", f"{milliseconds(max(lags))} at most")
    trial.show("longest answer", f"{longest:.1f} s")
    trial.show("memory", f"+{grown // 1024} MiB")
    trial.expect(set(statuses) <= {200, 429, 503}, f"a login was answered {sorted(statuses)}")
    trial.expect(percentile(waits, 99) < allowed(LIVE_SECONDS), "liveness took longer than 100 ms")
    trial.expect(max(lags) < allowed(LAG_SECONDS), "the event loop was held for longer than 50 ms")
    trial.expect(longest < allowed(MOST_ANSWER_SECONDS), "a login was not answered in time")
    trial.expect(grown < usable_cores() * HASH_KIB + OTHER_KIB, "memory is not bounded by the pool of hashes")


async def loop_lag(deployment: Deployment, operators: str) -> float:
    """The delay of the event loop as operators see it, in seconds."""
    async with deployment.http.get(f"http://{operators}/metrics") as answer:
        lines = (await answer.text()).splitlines()
    return max(float(line.split()[-1]) for line in lines if line.startswith(LAG_METRIC))


async def soak(trial: Trial) -> None:
    """The usual mixture for a long time; memory is compared in its second and its last third."""
    async with deployed(trial, servers=1) as deployment:
        samples = []
        async with mixed_load(deployment, trial.dose["a second"]) as load:
            for _sample in range(SAMPLES):
                await asyncio.sleep(trial.dose["seconds"] / SAMPLES)
                samples.append(memory_kib(deployment.servers[0].pid))
        third = SAMPLES // 3
        middle, last = median(samples[third : 2 * third]), median(samples[2 * third :])
        statuses = load.statuses()
        trial.show("requests", f"{sum(statuses.values())} ({load.skipped} left out)")
        trial.show("5xx", sum(number for status, number in statuses.items() if status >= 500))
        trial.show("memory", f"{middle / 1024:.0f} MiB in the second third, {last / 1024:.0f} MiB in the last")
        trial.show("longest answer", f"{deployment.model.longest:.2f} s")
        trial.expect(set(statuses) == {200}, f"answers were {dict(statuses)}")
        trial.expect(load.signed_out == 0, f"{load.signed_out} times somebody was signed out")
        trial.expect(last < middle * FLAT, "memory has grown")


CASES = (
    Case(
        name="login-rush",
        fault="100 logins at once, Argon2id with 19 MiB",
        passes="loop lag below 50 ms, p99 of liveness below 100 ms, memory bounded by the pool, the excess 429 or 503",
        storages=(SQLITE, POSTGRESQL),
        full={"logins": 100, "rounds": 3},
        quick={"logins": 30, "rounds": 1},
        run=log_in_at_once,
    ),
    Case(
        name="soak",
        fault="ten minutes of 70 % reads, 20 % refreshes, 10 % logins",
        passes="no 5xx, memory flat, nobody is signed out",
        storages=(SQLITE, REDIS),
        full={"seconds": 600, "a second": 40},
        quick={"seconds": 6, "a second": 40},
        waits=True,
        run=soak,
    ),
)
