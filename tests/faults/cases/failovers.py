"""A store fails over: PostgreSQL to a replica that has everything, Redis to one that lacks the last second."""

import asyncio
from functools import partial
from time import monotonic

from redis.asyncio import Redis

from tests.faults.case import POSTGRESQL, REDIS, Case, Trial
from tests.faults.cases.killed_servers import nothing_is_half_written
from tests.faults.deployment.deployment import Deployment, deployed
from tests.faults.deployment.replica import with_replica
from tests.faults.deployment.stores import DATABASE, connect
from tests.faults.load.model import claims_of
from tests.faults.load.observed_client import ObservedClient
from tests.faults.load.registrations import registering
from tests.faults.load.waits import seconds_until
from tests.support.app_harness import PASSWORD
from tests.support.busyness import allowed
from tests.support.servers.killable import KillableServer
from tests.support.servers.postgresql import execute

AT_ONCE = 8
SEVERAL = 30
BACK_SECONDS = 5.0
NEW_PASSWORD = "kT8-harbour-lantern"
UNLOGGED = ("--appendonly", "no")


async def fail_over_database(trial: Trial) -> None:
    """The primary is killed under load, the replica is promoted, and the address leads there."""
    back = []
    for _time in range(trial.dose["times"]):
        primary, replica = await asyncio.to_thread(with_replica)
        try:
            async with deployed(trial, servers=2, through=[DATABASE], database=primary) as deployment:
                back.append(await fail_over(deployment, primary, replica))
                await nothing_is_half_written(deployment)
        finally:
            await asyncio.to_thread(replica.stop)
    trial.show("back after", f"{max(back):.2f} s")
    trial.expect(max(back) < allowed(BACK_SECONDS), "it was not back within 5 s")


async def fail_over(deployment: Deployment, primary: KillableServer, replica: KillableServer) -> float:
    """Seconds from the promotion until accounts are opened again."""
    deployment.may_repeat_mails = True
    async with registering(deployment, AT_ONCE) as load:
        await load.several(SEVERAL)
        await asyncio.to_thread(primary.kill)
        await load.several_refused(AT_ONCE)
        deployment.stores.database = replica
        await execute(replica.url, "SELECT pg_promote()")
        await deployment.stores.proxies[DATABASE].lead_to(partial(connect, replica.url))
        began = monotonic()
        await load.several(SEVERAL)
        return monotonic() - began


async def fail_over_sessions(trial: Trial) -> None:
    """Redis comes back without the last second of its writes."""
    counts = dict.fromkeys(ENDED_IN_DATABASE, 0)
    alone = rotated = 0
    async with deployed(trial, servers=2, sessions_log=UNLOGGED) as deployment:
        for _time in range(trial.dose["times"]):
            people = {act: await new_session(deployment) for act in (*ENDED_IN_DATABASE, "logout", "refresh")}
            assert deployment.stores.sessions is not None
            async with Redis.from_url(deployment.stores.sessions.url) as redis:
                await redis.save()
            newest = await act_on_all(deployment, people)
            await asyncio.to_thread(deployment.stores.sessions.kill)
            await asyncio.to_thread(deployment.stores.sessions.start)
            await seconds_until(lambda: is_served(deployment))
            for act in ENDED_IN_DATABASE:
                counts[act] += (await is_alive(deployment, people[act])) is True
            alone += await is_alive(deployment, people["logout"])
            rotated += (await deployment.client().renew(newest)).status == 200
    times = trial.dose["times"]
    for act, came_back in counts.items():
        trial.show(f"back to life after {act}", f"{came_back} of {times}")
        trial.expect(came_back == 0, f"a session came back to life after {act}")
    trial.show("after the logout of one session", f"{alone} of {times} (not promised)")
    trial.show("sessions that go on with a token that was lost", f"{rotated} of {times}")


Session = tuple[ObservedClient, str]
ENDED_IN_DATABASE = ("logout-all", "a new password", "a lock")


async def new_session(deployment: Deployment) -> Session:
    """Somebody, signed in and seen."""
    owner, refresh_token = await deployment.client().owner(await deployment.person())
    await owner("GET", "/me")
    return owner, refresh_token


async def act_on_all(deployment: Deployment, people: dict[str, Session]) -> str:
    """Each in the way of its name; the refresh token that one of them has got."""
    await people["logout-all"][0]("POST", "/auth/logout-all")
    passwords = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    await people["a new password"][0]("POST", "/me/password", passwords)
    locked, _refresh_token = people["a lock"]
    assert locked.token is not None
    staff = await deployment.staff()
    lock = await staff("POST", f"/users/{claims_of(locked.token).user}/lock")
    deployment.trial.expect(lock.status == 200, f"a lock was answered {lock.status}")
    owner, refresh_token = people["logout"]
    await owner("POST", "/auth/logout", {"refresh_token": refresh_token})
    assert owner.token is not None
    deployment.model.ended.discard(claims_of(owner.token).session)
    return str((await deployment.client().renew(people["refresh"][1])).body["refresh_token"])


async def is_served(deployment: Deployment) -> bool:
    """Whether sessions can be opened again."""
    return (await deployment.client().log_in(await deployment.person())).status == 200


async def is_alive(deployment: Deployment, session: Session) -> bool:
    """Whether any process accepts the session."""
    replies = [await client.with_token(session[0].token)("GET", "/me") for client in deployment.clients]
    return any(reply.status == 200 for reply in replies)


CASES = (
    Case(
        name="database-failover",
        fault="PostgreSQL fails over to its synchronous replica under load",
        passes="every acknowledged commit is there, no 500, back within 5 s after the promotion",
        storages=(POSTGRESQL,),
        full={"times": 3},
        quick={"times": 1},
        run=fail_over_database,
    ),
    Case(
        name="sessions-failover",
        fault="Redis fails over and has lost the last second of writes",
        passes="what was ended in the database stays ended: logout-all, a new password, a lock",
        storages=(REDIS,),
        full={"times": 10},
        quick={"times": 1},
        run=fail_over_sessions,
    ),
)
