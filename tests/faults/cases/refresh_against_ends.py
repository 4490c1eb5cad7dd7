"""A refresh that races with what ends every session of its user."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from tests.faults.case import STORAGES, Case, Trial
from tests.faults.deployment.deployment import Deployment, deployed
from tests.faults.load.links import mailed_token
from tests.faults.load.model import claims_of
from tests.faults.load.observed_client import ObservedClient
from tests.faults.load.parallel import each
from tests.system.api.client import Reply

NEW_PASSWORD = "kT8-harbour-lantern"
AT_ONCE = 16
SERVERS = 2
Ending = Callable[[Deployment, str, ObservedClient], Awaitable[Callable[[], Awaitable[Reply]]]]


async def run(trial: Trial) -> None:
    """Each pair on another server than its rival."""
    async with deployed(trial, servers=SERVERS) as deployment:
        for name, prepare in ENDINGS.items():
            pairs = await each(range(trial.dose["pairs"]), partial(race, deployment, prepare), at_once=AT_ONCE)
            trial.show(name, f"the refresh won {sum(pairs)} of {len(pairs)}")


async def race(deployment: Deployment, prepare: Ending, number: int) -> bool:
    """Whether the refresh came first; after both no token of the user works."""
    email = await deployment.person(number)
    here, there = deployment.client(number), deployment.client(number + 1)
    owner, refresh_token = await here.owner(email)
    end = await prepare(deployment, email, owner)
    renewed, ended = await asyncio.gather(there.renew(refresh_token), end())
    deployment.trial.expect(ended.status == 204, f"what ends sessions was answered {ended.status}")
    assert owner.token is not None
    pairs = [{"access_token": owner.token, "refresh_token": refresh_token}]
    pairs += [renewed.body] if renewed.status == 200 else []
    deployment.model.ended |= deployment.model.sessions[claims_of(owner.token).user]
    for pair in pairs:
        for client in (here, there):
            refused = await asyncio.gather(
                client.with_token(pair["access_token"])("GET", "/me"), client.renew(pair["refresh_token"])
            )
            statuses = {reply.status for reply in refused}
            deployment.trial.expect(statuses <= {401, 503}, f"a token of the user was answered {statuses}")
    return renewed.status == 200


async def log_out_everywhere(
    _deployment: Deployment, _email: str, owner: ObservedClient
) -> Callable[[], Awaitable[Reply]]:
    """Needs nothing before."""
    return partial(owner, "POST", "/auth/logout-all")


async def reset_password(deployment: Deployment, email: str, owner: ObservedClient) -> Callable[[], Awaitable[Reply]]:
    """Needs a link."""
    nobody = owner.with_token(None)
    await nobody("POST", "/auth/forgot-password", {"email": email})
    token = await mailed_token(deployment, email)
    return partial(nobody, "POST", "/auth/reset-password", {"token": token, "new_password": NEW_PASSWORD})


ENDINGS: dict[str, Ending] = {"logout-all": log_out_everywhere, "password reset": reset_password}

CASE = Case(
    name="refresh-against-ends",
    fault="a refresh against logout-all, against a password reset",
    passes="after both answers no token of the user works",
    storages=STORAGES,
    full={"pairs": 500},
    quick={"pairs": 5},
    run=run,
)
