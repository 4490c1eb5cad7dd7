"""Races that exactly one may win: a link that is spent, an address that is registered."""

import asyncio
from collections import Counter
from collections.abc import Sequence

from tests.faults.case import STORAGES, Case, Trial
from tests.faults.deployment.deployment import Deployment, deployed
from tests.faults.load.links import mailed_token
from tests.system.api.client import Reply

NEW_PASSWORD = "kT8-harbour-lantern"
SERVERS = 2
LATER = 503


async def run(trial: Trial) -> None:
    """Rounds of both races over several processes."""
    async with deployed(trial, servers=SERVERS) as deployment:
        seen: Counter[str] = Counter()
        for _round in range(trial.dose["rounds"]):
            winners(trial, "a reset link", await race_with_one_link(deployment), seen)
            winners(trial, "an address", await race_for_one_address(deployment), seen)
        trial.show("answers", ", ".join(f"{number} × {answer}" for answer, number in sorted(seen.items())))


def winners(trial: Trial, what: str, replies: Sequence[Reply], seen: Counter[str]) -> None:
    """Exactly one has succeeded."""
    won = sum(reply.status < 300 for reply in replies)
    trial.expect(won == 1, f"{won} succeeded with {what}")
    seen.update(
        f"{reply.status} {reply.code}" if reply.body and reply.status >= 300 else str(reply.status) for reply in replies
    )


async def race_with_one_link(deployment: Deployment) -> list[Reply]:
    """Racers who all have the same link, each with a password of their own."""
    email = await deployment.person()
    await deployment.client()("POST", "/auth/forgot-password", {"email": email})
    token = await mailed_token(deployment, email)
    chosen = [{"token": token, "new_password": f"{NEW_PASSWORD}-{number}"} for number in racers(deployment)]
    return await asyncio.gather(
        *(deployment.client(number)("POST", "/auth/reset-password", body) for number, body in enumerate(chosen))
    )


async def race_for_one_address(deployment: Deployment) -> list[Reply]:
    """Racers who write one address with small and capital letters."""
    email = deployment.somebody()
    return await asyncio.gather(
        *(deployment.client(number).register(written(email, number)) for number in racers(deployment))
    )


def racers(deployment: Deployment) -> range:
    """Their numbers."""
    return range(deployment.trial.dose["racers"])


def written(email: str, number: int) -> str:
    """One of the ways to write an address."""
    return "".join(c.upper() if number >> (at % 5) & 1 else c for at, c in enumerate(email))


CASE = Case(
    name="one-winner",
    fault="racers with one reset link; registrations of one address in case variants",
    passes="exactly one succeeds",
    storages=STORAGES,
    full={"racers": 20, "rounds": 10},
    quick={"racers": 20, "rounds": 1},
    run=run,
)
