"""A server that is told to stop under load."""

import asyncio
from time import monotonic

from aiohttp import ClientError

from tests.faults.case import SQLITE, Case, Trial
from tests.faults.deployment.deployment import Deployment, deployed
from tests.faults.deployment.member import Member
from tests.support.busyness import allowed
from tests.support.eventually import eventually
from tests.system.process.cortex import ENOUGH
from tests.system.process.load import READING, RequestLoad, posting

LOGIN = posting("/auth/login", {"email": "ada@example.org", "password": "nine stone bridges"})
SLOW = (LOGIN[:-20], LOGIN[-20:])
WORKERS = (1, 2)
STOPS_WITHIN_SECONDS = 30.0
DELAY = {"SHUTDOWN_DELAY": "1s"}


async def run(trial: Trial) -> None:
    """With one process behind the address, and with two."""
    for workers in WORKERS:
        async with deployed(trial, servers=0) as deployment:
            server = deployment.add_server(command=("serve", "--workers", str(workers)), settings=DELAY)
            answered, lost, longest = 0, 0, 0.0
            for _stop in range(trial.dose["stops"]):
                await server.start()
                load = RequestLoad(server.origin)
                longest = max(longest, await stop_in_the_middle(deployment, server, load))
                answered, lost = answered + sum(load.answered.values()), lost + load.lost
                trial.expect(set(load.answered) == {200, 401}, f"answers were {dict(load.answered)}")
            trial.expect(lost == 0, f"{lost} requests were lost")
            trial.expect(longest < allowed(STOPS_WITHIN_SECONDS), "it did not stop within 30 s")
            trial.show(
                f"--workers {workers}", f"{answered} requests, {lost} lost, stopped after {longest:.2f} s at most"
            )
            await server.start()


async def stop_in_the_middle(deployment: Deployment, server: Member, load: RequestLoad) -> float:
    """Seconds until it has ended, in order."""
    coming = asyncio.create_task(come(load))

    async def is_busy() -> bool:
        return load.answered[200] > 50 and load.answered[401] > 5

    await eventually(is_busy, within=ENOUGH)
    falling = asyncio.create_task(readiness_fell(deployment, server))
    began = monotonic()
    code = await server.stop()
    seconds = monotonic() - began
    await coming
    deployment.trial.expect(code == 0, f"it exited with {code}")
    deployment.trial.expect(await falling, "readiness did not fall before it refused to listen")
    return seconds


async def readiness_fell(deployment: Deployment, server: Member) -> bool:
    """Whether readiness was seen to be 503 before nobody listened."""
    while True:
        try:
            async with deployment.http.get(f"{server.origin}/health/ready") as answer:
                if answer.status == 503:
                    return True
        except (ClientError, OSError):
            return False
        await asyncio.sleep(0.01)


async def come(load: RequestLoad) -> None:
    """Those who read on a connection that stays, those who come anew each time, and those whose bodies are slow."""
    closing = READING.replace(b"Host: x", b"Host: x\r\nConnection: close")
    ways = [(READING,), (READING,), (closing,), (closing,), (closing,), (LOGIN,), (LOGIN,), SLOW, SLOW]
    await asyncio.gather(*(load.send(*way) for way in ways))


CASE = Case(
    name="stopped-servers",
    fault="SIGTERM under load",
    passes="readiness falls first, no request in flight is dropped, exit 0 within 30 s",
    storages=(SQLITE,),
    full={"stops": 10},
    quick={"stops": 2},
    run=run,
)
