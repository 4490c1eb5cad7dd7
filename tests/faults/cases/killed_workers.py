"""Workers and relays that die, stand still or hear everything twice: every job takes effect once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random
from signal import SIGKILL
from statistics import median
from time import monotonic

from tests.faults.case import POSTGRESQL, SQLITE, Case, Trial
from tests.faults.deployment.deployment import Deployment, deployed
from tests.faults.deployment.member import Member
from tests.faults.load.tallies import Tallies, tallies
from tests.support.busyness import allowed
from tests.support.eventually import eventually
from tests.support.servers.killable import paused
from tests.system.process.cortex import ENOUGH
from tests.system.process.worker_script import Collapse, Hopeless

LEASE = {"JOB_LEASE": "2s"}
MOST_BEGUN = 12
"""How many jobs may have begun when a kill comes: there are ten threads to do them."""
ATTEMPTS = 4
GLANCE = 0.1
OTHERS_DELAYED_SECONDS = 5.0
"""Of a job that its first worker has done. Where that is killed under it, it waits for its lease and a delay."""
LAST_ATTEMPTS = "SELECT attempts FROM stored_jobs WHERE name = 'tally' ORDER BY id DESC LIMIT 1"


@asynccontextmanager
async def counted(trial: Trial) -> AsyncIterator[tuple[Deployment, Tallies]]:
    """A server that opens an account, and no worker yet."""
    async with deployed(trial, broker=True, settings=LEASE) as deployment, tallies(deployment) as counting:
        deployment.may_repeat_mails = True
        yield deployment, counting


async def kill(trial: Trial) -> None:
    """One of two workers is killed again and again in the middle of jobs."""
    chance = Random(17)  # noqa: S311  # any moments will do
    async with counted(trial) as (deployment, counting):
        survivor, victim = deployment.add_script(), deployment.add_script()
        await asyncio.gather(survivor.start(), victim.start())
        for _kill in range(trial.dose["kills"]):
            wanted = counting.begun() + chance.randint(1, MOST_BEGUN)
            await counting.ask_for(trial.dose["jobs"])
            await have_begun(counting, wanted)
            await victim.kill()
            await victim.start()
        await counting.each_has_one_effect()
        trial.show("jobs", counting.asked)
        trial.show("attempts", counting.begun())


@asynccontextmanager
async def standing_still(deployment: Deployment, member: Member) -> AsyncIterator[None]:
    """Stops a process by SIGSTOP between two of its writes. In the middle of one it would have the write lock of
    SQLite, and stop everybody else; the case ``foreign-lock`` is about that."""
    while True:
        with paused(member.pid):
            if not await deployment.is_locked():
                yield
                return
        await asyncio.sleep(GLANCE)


async def have_begun(counting: Tallies, wanted: int) -> None:
    """Waits until so many attempts have begun."""

    async def holds() -> bool:
        return counting.begun() >= wanted

    await eventually(holds, within=ENOUGH)


async def kill_relay(trial: Trial) -> None:
    """A worker dies between handing a job to the broker and marking it, having handed over four."""
    async with counted(trial) as (deployment, counting):
        died = 0
        for _kill in range(trial.dose["kills"]):
            fragile = deployment.add_script("--dies-after", "4")
            async with standing_still(deployment, deployment.servers[0]):  # its relay would hand them over
                await counting.ask_for(trial.dose["jobs"])
                fragile.begin()
                assert fragile.running is not None
                code = await asyncio.to_thread(fragile.running.process.wait, ENOUGH)
            died += code == -SIGKILL
            deployment.workers.remove(fragile)
        await deployment.add_script().start()
        await counting.each_has_one_effect()
        trial.show("died while handing over", f"{died} times")
        trial.show("jobs", counting.asked)


async def repeat(trial: Trial) -> None:
    """A broker that delivers every message several times and in any order."""
    chance = Random(23)  # noqa: S311  # any order will do
    async with counted(trial) as (deployment, counting):
        jobs = await counting.ask_for(trial.dose["jobs"])
        deliveries = [job for job in jobs for _time in range(trial.dose["deliveries"])]
        chance.shuffle(deliveries)
        queue = counting.container.broker().queue
        workers = [deployment.add_script(), deployment.add_script()]
        await asyncio.gather(*(worker.start() for worker in workers))
        for job in deliveries:
            await queue.send(job)
        await counting.each_has_one_effect()
        trial.show("deliveries", len(deliveries))
        trial.show("attempts", counting.begun())
        trial.expect(counting.begun() == len(jobs), "a job was begun more than once")


async def stand_still(trial: Trial) -> None:
    """A worker is stopped by SIGSTOP for longer than its lease, and continued: its jobs were done by another."""
    async with counted(trial) as (deployment, counting):
        sleeper, other = deployment.add_script(), deployment.add_script()
        await asyncio.gather(sleeper.start(), other.start())
        for _time in range(trial.dose["times"]):
            wanted = counting.begun() + 3
            await counting.ask_for(trial.dose["jobs"])
            await have_begun(counting, wanted)
            async with standing_still(deployment, sleeper):
                await asyncio.sleep(trial.dose["seconds"])
        await counting.each_has_one_effect()
        trial.show("jobs", counting.asked)
        trial.show("attempts", counting.begun())


async def fail(trial: Trial) -> None:
    """Jobs that always fail and jobs that kill their process, with others beside that must not wait for them."""
    async with deployed(trial, broker=True, settings=LEASE | {"JOB_ATTEMPTS": str(ATTEMPTS)}) as deployment:
        deployment.dead_jobs = trial.dose["failing"] + trial.dose["killing"]
        deployment.may_repeat_mails = True
        async with (
            tallies(deployment) as counting,
            restarted(deployment.add_script()),
            restarted(deployment.add_script()),
        ):
            await none_is_left(deployment)  # what a start asks for would be killed together with the bad ones
            others = [Hopeless] * trial.dose["failing"] + [Collapse] * trial.dose["killing"]
            await counting.ask_for(0, *others)
            waits = await others_meanwhile(deployment, counting)
            await counting.each_has_one_effect()
            await retry_as_staff(deployment)
            waits += await others_meanwhile(deployment, counting)
        attempts = await deployment.ask("SELECT DISTINCT attempts FROM stored_jobs WHERE status = 'dead'")
        trial.expect(all(count <= 2 * ATTEMPTS for (count,) in attempts), f"a job was tried {attempts} times")
        await deployment.add_script().start()
    trial.show("dead letters", f"{deployment.dead_jobs}, after {ATTEMPTS} attempts each")
    at_once = [seconds for attempts, seconds in waits if attempts == 1]
    trial.show("other jobs", f"done after {median(at_once):.2f} s (median), {max(at_once):.2f} s (longest)")
    taken_along = [seconds for attempts, seconds in waits if attempts > 1]
    trial.show("jobs whose worker was killed", f"{len(taken_along)}, done after {max(taken_along, default=0):.2f} s")
    delayed = max(at_once) - median(at_once)
    trial.expect(delayed < allowed(OTHERS_DELAYED_SECONDS), "another job was delayed by more than 5 s")


@asynccontextmanager
async def restarted(worker: Member) -> AsyncIterator[None]:
    """A worker that is started again whenever it dies, as a supervisor does."""

    async def keep() -> None:
        while True:
            await worker.start()
            assert worker.running is not None
            while worker.running.process.poll() is None:  # noqa: ASYNC110  # a process is waited for
                await asyncio.sleep(GLANCE)

    keeping = asyncio.create_task(keep())
    try:
        yield
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)


async def none_is_left(deployment: Deployment) -> None:
    """Waits until every job is done."""

    async def holds() -> bool:
        return not await deployment.ask("SELECT id FROM stored_jobs WHERE status <> 'done'")

    await eventually(holds, within=ENOUGH)


async def others_meanwhile(deployment: Deployment, counting: Tallies) -> list[tuple[int, float]]:
    """How many attempts and seconds other jobs take, until every bad one is dead."""
    waits: list[tuple[int, float]] = []
    bad = "SELECT id FROM stored_jobs WHERE name IN ('hopeless', 'collapse') AND status <> 'dead'"
    while await deployment.ask(bad) or not waits:
        began = monotonic()
        await counting.ask_for(1)
        await counting.are_done()
        seconds = monotonic() - began
        ((attempts,),) = await deployment.ask(LAST_ATTEMPTS)
        waits.append((attempts, seconds))
        await asyncio.sleep(GLANCE)
    return waits


async def retry_as_staff(deployment: Deployment) -> None:
    """Staff see every dead letter, and may have one tried again."""
    staff = await deployment.staff()
    listed = (await staff("GET", "/jobs?status=dead&limit=100")).body["items"]
    deployment.trial.expect(len(listed) == deployment.dead_jobs, f"staff see {len(listed)} dead letters")
    retried = await staff("POST", f"/jobs/{listed[0]['id']}/retry")
    deployment.trial.expect(retried.status == 202, f"a retry was answered {retried.status}")


PASSES = "every effect exactly once"
CASES = (
    Case(
        name="killed-workers",
        fault="a worker is killed in the middle of 50 jobs, again and again",
        passes=PASSES,
        storages=(SQLITE, POSTGRESQL),
        full={"kills": 20, "jobs": 50},
        quick={"kills": 1, "jobs": 20},
        run=kill,
    ),
    Case(
        name="killed-relays",
        fault="a relay is killed between publishing and marking",
        passes=PASSES,
        storages=(SQLITE, POSTGRESQL),
        full={"kills": 10, "jobs": 10},
        quick={"kills": 1, "jobs": 10},
        run=kill_relay,
    ),
    Case(
        name="repeated-deliveries",
        fault="a broker that delivers every message ten times and out of order, to several workers",
        passes=PASSES,
        storages=(SQLITE, POSTGRESQL),
        full={"jobs": 100, "deliveries": 10},
        quick={"jobs": 10, "deliveries": 10},
        run=repeat,
    ),
    Case(
        name="stopped-workers",
        fault="a worker is stopped (SIGSTOP) for longer than its lease, and continued",
        passes=PASSES,
        storages=(SQLITE, POSTGRESQL),
        full={"times": 5, "jobs": 30, "seconds": 8},
        quick={"times": 1, "jobs": 10, "seconds": 5},
        waits=True,
        run=stand_still,
    ),
    Case(
        name="bad-jobs",
        fault="jobs that always fail, and jobs that kill their process",
        passes="bounded attempts, then a dead letter that staff see and can retry; others not delayed by "
        "more than 5 s, unless their worker is killed under them",
        storages=(POSTGRESQL,),
        full={"failing": 5, "killing": 2},
        quick={"failing": 1, "killing": 1},
        waits=True,
        run=fail,
    ),
)
