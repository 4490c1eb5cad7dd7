"""A server that is killed in the middle of its writes, again and again."""

from random import Random
from statistics import median
from time import monotonic

from tests.faults.case import POSTGRESQL, SQLITE, Case, Trial
from tests.faults.deployment.deployment import Deployment, deployed
from tests.faults.load.registrations import registering
from tests.support.busyness import allowed

AT_ONCE = 6
READY_AGAIN_SECONDS = 5.0
MOST_WRITES = 40
"""Accounts that one life of the server opens at most."""
LEASE = {"JOB_LEASE": "2s"}
"""On a busy machine, too: jobs of a killed server are waited for, and mails may come twice."""


async def run(trial: Trial) -> None:
    """Kills the server at random moments while accounts are opened; each life begins where the last one ended."""
    chance, waits = Random(17), []  # noqa: S311  # any moments will do
    async with deployed(trial, settings=LEASE) as deployment:
        deployment.may_repeat_mails = True
        (server,) = deployment.servers
        async with registering(deployment, AT_ONCE) as load:
            for _kill in range(trial.dose["kills"]):
                await load.several(chance.randint(1, MOST_WRITES))
                await server.kill()
                began = monotonic()
                await server.start()
                await is_ready(deployment)
                waits.append(monotonic() - began)
        await nothing_is_half_written(deployment)
    trial.show("ready again", f"{median(waits):.2f} s (median), {max(waits):.2f} s (longest)")
    trial.show("acknowledged accounts", len(deployment.model.accounts))
    trial.expect(median(waits) < allowed(READY_AGAIN_SECONDS), "it was not ready again in time")


async def is_ready(deployment: Deployment) -> None:
    """The first answer of readiness must be good."""
    async with deployment.http.get(f"{deployment.servers[0].origin}/health/ready") as answer:
        deployment.trial.expect(answer.status == 200, f"readiness was {answer.status} after the start")


async def nothing_is_half_written(deployment: Deployment) -> None:
    """Each account has its link and its mail, and was asked for."""
    tables = ("users", "one_time_tokens", "stored_jobs WHERE name = 'send_mail'")
    at_once = ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)  # noqa: S608  # names of this file
    (counts,) = await deployment.ask(f"SELECT {at_once}")
    deployment.trial.expect(len(set(counts)) == 1, f"accounts, links and mails differ: {counts}")
    stored = {email for (email,) in await deployment.ask("SELECT email FROM users")}
    deployment.trial.expect(stored <= deployment.model.asked, "an account is there that nobody asked for")


CASE = Case(
    name="killed-servers",
    fault="SIGKILL in the middle of writes",
    passes="nothing is half-written, every acknowledged commit is there, ready again within 5 s",
    storages=(SQLITE, POSTGRESQL),
    full={"kills": 50},
    quick={"kills": 3},
    in_suite=(SQLITE, POSTGRESQL),
    run=run,
)
