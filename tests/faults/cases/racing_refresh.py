"""Browser tabs that present one refresh token at the same moment."""

import asyncio
from itertools import cycle, islice

from tests.faults.case import STORAGES, Case, Trial
from tests.faults.deployment.deployment import Deployment, deployed
from tests.faults.load.observed_client import ObservedClient
from tests.support.busyness import is_busy
from tests.system.api.client import Reply

PROCESSES = (4, 1)


async def run(trial: Trial) -> None:
    """Across four processes, then in one; the tests leave the latter to those of the token stores."""
    for processes in PROCESSES[: trial.dose["deployments"]]:
        async with deployed(trial, servers=processes) as deployment:
            later = await race_in_rounds(deployment)
            trial.show(f"{processes} process{'es' * (processes > 1)}", figures(deployment, later))


async def race_in_rounds(deployment: Deployment) -> int:
    """How often a tab was told to come back later."""
    trial, clients = deployment.trial, deployment.clients
    email, later = await deployment.person(), 0
    token = (await clients[-1].owner(email))[1]
    for _round in range(trial.dose["rounds"]):
        racers = [race(client, token) for client in islice(cycle(clients), trial.dose["racers"])]
        answers = await asyncio.gather(*racers)
        later += sum(len(replies) - 1 for replies in answers)
        successors = {str((replies[-1].body or {}).get("refresh_token")) for replies in answers}
        trial.expect(len(successors) == 1, f"{len(successors)} successors in one round")
        token = successors.pop()
    trial.expect(later == 0 or is_busy(), f"{later} times 503 on a machine that is not busy")
    return later


async def race(client: ObservedClient, token: str) -> list[Reply]:
    """What a tab is answered until it is no longer told to come back later."""
    replies = [await client.renew(token)]
    while replies[-1].status == 503:
        await asyncio.sleep(int(replies[-1].headers["Retry-After"]))
        replies.append(await client.renew(token))
    return replies


def figures(deployment: Deployment, later: int) -> str:
    """One successor each round, the slowest answer and how often it was 503."""
    return f"slowest answer {deployment.model.longest:.2f} s, {later} × 503"


CASE = Case(
    name="racing-refresh",
    fault="tabs that race with one refresh token, in one process and across four",
    passes="one distinct successor each round, no 5xx, never “database is locked”",
    storages=STORAGES,
    full={"racers": 50, "rounds": 200, "deployments": 2},
    quick={"racers": 50, "rounds": 3, "deployments": 1},
    in_suite=STORAGES,
    run=run,
)
