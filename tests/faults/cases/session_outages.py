"""Redis, where the sessions are, is gone or has lost them."""

import asyncio
from functools import partial

from redis.asyncio import Redis

from tests.faults.case import REDIS, Case, Trial
from tests.faults.deployment.deployment import Deployment, deployed
from tests.faults.deployment.outages import Outage, ended, hanging
from tests.faults.load.observed_client import ObservedClient
from tests.faults.load.waits import seconds_until
from tests.support.busyness import allowed

SERVERS = 2
ANSWERED_SECONDS = 3.5
BACK_SECONDS = 5.0
REFUSED = 503


async def run(outage: Outage, trial: Trial) -> None:
    """A session that lives, and one that was ended, meet several outages."""
    back: list[float] = []
    async with deployed(trial, servers=SERVERS) as deployment:
        email = await deployment.person()
        owner, refresh_token = await deployment.client().owner(email)
        gone, gone_refresh_token = await deployment.client(1).owner(email)
        await gone("POST", "/auth/logout", {"refresh_token": gone_refresh_token})
        for _time in range(trial.dose["times"]):
            seconds, refresh_token = await one_outage(deployment, outage, owner, gone, refresh_token)
            back.append(seconds)
        trial.show("longest answer", f"{deployment.model.longest:.2f} s")
        trial.show("503", f"{deployment.model.answers[REFUSED]} times")
    trial.show("back after", f"{max(back):.2f} s")
    trial.expect(max(back) < allowed(BACK_SECONDS), "it was not back within 5 s")


async def one_outage(
    deployment: Deployment, outage: Outage, owner: ObservedClient, gone: ObservedClient, refresh_token: str
) -> tuple[float, str]:
    """Seconds from its end until the session works everywhere, and its next refresh token."""
    assert deployment.stores.sessions is not None
    trial, loop = deployment.trial, asyncio.get_running_loop()
    async with outage(deployment.stores.sessions):
        over = loop.time() + trial.dose["seconds each"]
        while loop.time() < over:
            await everything_is_refused(deployment, owner, gone, refresh_token)

    async def is_back() -> bool:
        replies = [await client.with_token(owner.token)("GET", "/me") for client in deployment.clients]
        return all(reply.status == 200 for reply in replies)

    back = await seconds_until(is_back)
    renewed = [await client.renew(refresh_token) for client in deployment.clients]
    trial.expect({reply.status for reply in renewed} == {200}, "a refresh token was consumed by an outage")
    return back, str(renewed[0].body.get("refresh_token"))


async def everything_is_refused(
    deployment: Deployment, owner: ObservedClient, gone: ObservedClient, refresh_token: str
) -> None:
    """Sessions cannot be asked for, everything else goes on."""
    trial, loop = deployment.trial, asyncio.get_running_loop()
    for client in deployment.clients:
        began = loop.time()
        replies = await asyncio.gather(
            client.with_token(owner.token)("GET", "/me"),
            client.with_token(gone.token)("GET", "/me"),
            client.renew(refresh_token),
        )
        statuses = {reply.status for reply in replies}
        trial.expect(statuses == {REFUSED}, f"without its store a session was answered {statuses}")
        trial.expect(loop.time() - began < allowed(ANSWERED_SECONDS), "an answer took longer than 3 s")
        opened = await client.register(deployment.somebody())
        trial.expect(opened.status == 201, f"an account could not be opened: {opened.status}")
        async with deployment.http.get(f"{client.origin}/health/live") as answer:
            trial.expect(answer.status == 200, "liveness was not 200")


async def flush(trial: Trial) -> None:
    """Everybody is signed out, and may sign in again."""
    async with deployed(trial, servers=SERVERS) as deployment:
        for _time in range(trial.dose["times"]):
            email = await deployment.person()
            owner, refresh_token = await deployment.client().owner(email)
            assert deployment.stores.sessions is not None
            async with Redis.from_url(deployment.stores.sessions.url) as redis:
                await redis.flushall()
            for client in deployment.clients:
                refused = await client.with_token(owner.token)("GET", "/me"), await client.renew(refresh_token)
                statuses = {reply.status for reply in refused}
                trial.expect(statuses == {401}, f"a session that was flushed was answered {statuses}")
                again = await client.signed_in(email)
                trial.expect((await again("GET", "/me")).status == 200, "nobody could sign in again")
        trial.show("accepted after the flush", 0)


PASSES = (
    "a revoked token is never accepted, no token is consumed, 503 only for sessions, back within 5 s without a restart"
)
CASES = (
    Case(
        name="sessions-stopped",
        fault="Redis with the sessions is killed and started again",
        passes=PASSES,
        storages=(REDIS,),
        full={"times": 10, "seconds each": 3},
        quick={"times": 1, "seconds each": 1},
        run=partial(run, ended),
    ),
    Case(
        name="sessions-hanging",
        fault="Redis with the sessions hangs",
        passes=PASSES,
        storages=(REDIS,),
        full={"times": 3, "seconds each": 20},
        quick={"times": 1, "seconds each": 1},
        run=partial(run, hanging),
    ),
    Case(
        name="sessions-flushed",
        fault="Redis with the sessions is emptied",
        passes="everybody is signed out and may sign in again, no token of before is accepted",
        storages=(REDIS,),
        full={"times": 10},
        quick={"times": 1},
        run=flush,
    ),
)
