"""PostgreSQL is gone while accounts are opened."""

import asyncio
from collections.abc import Mapping
from functools import partial

from tests.faults.case import POSTGRESQL, REDIS, Case, Trial
from tests.faults.deployment.deployment import Deployment, deployed
from tests.faults.deployment.outages import Outage, all_connections_taken, ended, hanging
from tests.faults.load.registrations import Registrations, registering
from tests.support.busyness import allowed

AT_ONCE = 16
"""More than there are connections to PostgreSQL in a server."""
SERVERS = 2
CONNECTIONS = "45"
ANSWERED_SECONDS = 3.0
BACK_SECONDS = 5.0
BUSY = 2
"""How often the longest wait of better times is granted beside, as the machine may be busy."""
SEVERAL = 20


async def run(outage: Outage, trial: Trial) -> None:
    """Several outages of so many seconds each; whoever was refused was answered in time and told when to come back."""
    back: list[float] = []
    async with deployed(trial, servers=SERVERS, workers=1, max_connections=CONNECTIONS) as deployment:
        deployment.may_repeat_mails = True
        async with registering(deployment, AT_ONCE) as load:
            await load.several(SEVERAL)
            usual, deployment.model.longest = deployment.model.longest, 0.0
            for _time in range(trial.dose["times"]):
                back.append(await one_outage(deployment, load, outage))
        longest, refused = deployment.model.longest, deployment.model.answers[503]
    trial.show("longest answer", f"{longest:.2f} s")
    trial.show("back after", f"{max(back):.2f} s")
    trial.show("503", f"{refused} times")
    trial.expect(longest < allowed(ANSWERED_SECONDS + 0.5) + BUSY * usual, "an answer took longer than 3 s")
    trial.expect(max(back) < allowed(BACK_SECONDS) + BUSY * usual, "it was not back within 5 s")


async def one_outage(deployment: Deployment, load: Registrations, outage: Outage) -> float:
    """Seconds from its end until several accounts were opened again."""
    assert deployment.stores.database is not None
    loop = asyncio.get_running_loop()
    async with outage(deployment.stores.database):
        over = loop.time() + deployment.trial.dose["seconds each"]
        await load.several_refused(2 * AT_ONCE)
        await is_alive(deployment)
        await asyncio.sleep(over - loop.time())
        await is_alive(deployment)
    began = loop.time()
    await load.several(SEVERAL)
    return loop.time() - began


async def is_alive(deployment: Deployment) -> None:
    """Liveness of every server is good, and readiness is not."""
    for server in deployment.servers:
        for page, expected in (("live", {200}), ("ready", {200, 503})):
            async with deployment.http.get(f"{server.origin}/health/{page}") as answer:
                deployment.trial.expect(answer.status in expected, f"/health/{page} was {answer.status}")


def case(name: str, fault: str, outage: Outage, full: Mapping[str, int], quick: Mapping[str, int]) -> Case:
    """One way to be gone."""
    return Case(
        name=name,
        fault=fault,
        passes="503 with Retry-After within 3 s, liveness 200, back within 5 s, no 500",
        storages=(POSTGRESQL, REDIS),
        full=full,
        quick=quick,
        run=partial(run, outage),
    )


CASES = (
    case(
        "database-restarted",
        "PostgreSQL is killed and started again",
        ended,
        {"times": 10, "seconds each": 2},
        {"times": 1, "seconds each": 1},
    ),
    case(
        "database-hanging",
        "PostgreSQL hangs",
        hanging,
        {"times": 2, "seconds each": 20},
        {"times": 1, "seconds each": 3},
    ),
    case(
        "database-full",
        "all connections of PostgreSQL are taken by somebody else",
        all_connections_taken,
        {"times": 3, "seconds each": 5},
        {"times": 1, "seconds each": 2},
    ),
)
