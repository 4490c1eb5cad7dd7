"""People who open accounts one after the other."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import attrs
from aiohttp import ClientError

from tests.faults.deployment.deployment import Deployment
from tests.support.eventually import eventually
from tests.system.process.cortex import ENOUGH

PAUSE_SECONDS = 0.1
"""After a refusal, or where nobody listens."""


@attrs.define(eq=False)
class Registrations:
    """``refused`` counts answers that said to come back later."""

    deployment: Deployment
    refused: int = 0

    async def come(self, number: int) -> None:
        """Opens accounts until it is cancelled; waits a little where nobody answers."""
        while True:
            try:
                reply = await self.deployment.client(number).register(self.deployment.somebody())
            except (ClientError, OSError):
                await asyncio.sleep(PAUSE_SECONDS)
                continue
            if reply.status != 201:
                self.refused += 1
                await asyncio.sleep(PAUSE_SECONDS)

    async def several(self, more: int) -> None:
        """Waits until so many more have their account."""
        wanted = len(self.deployment.model.accounts) + more

        async def holds() -> bool:
            return len(self.deployment.model.accounts) >= wanted

        await eventually(holds, within=ENOUGH)

    async def several_refused(self, more: int) -> None:
        """Waits until so many more were refused."""
        wanted = self.refused + more

        async def holds() -> bool:
            return self.refused >= wanted

        await eventually(holds, within=ENOUGH)


@asynccontextmanager
async def registering(deployment: Deployment, at_once: int) -> AsyncIterator[Registrations]:
    """So many people at once, for as long as the block lasts."""
    load = Registrations(deployment)
    people = [asyncio.create_task(load.come(number)) for number in range(at_once)]
    try:
        yield load
    finally:
        for person in people:
            person.cancel()
        await asyncio.gather(*people, return_exceptions=True)
