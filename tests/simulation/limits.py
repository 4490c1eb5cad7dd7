"""Days of a client that asks too often."""

import asyncio
from bisect import bisect_left

import attrs

from bootstrap.simulation.client import Delivery
from bootstrap.simulation.faults import Faults
from bootstrap.simulation.simulate import Scenario
from bootstrap.simulation.simulation import Plan, Simulation
from tests.simulation.laws import require
from tests.simulation.sessions import DAY_SECONDS
from tests.support.app_harness import GENEROUS

QUOTA, WINDOW_SECONDS = 20, 60.0
LATE = 31 / 30
"""A unit becomes free again at most a thirtieth of the window late."""
BURSTS = 10
TOO_MANY = 429


@attrs.define(eq=False)
class LimitLaws:
    """No window holds more than the quota, and nobody is refused who asked for less."""

    granted: list[float] = attrs.field(factory=list)
    refused: int = 0

    def __call__(self, delivery: Delivery) -> None:
        """Checks an answer."""
        if delivery.answer is None:
            return
        now = delivery.begun
        if delivery.answer.status != TOO_MANY:
            self.granted.append(now)
            require(self.since(now - WINDOW_SECONDS) <= QUOTA, "no window holds more than the quota")
        else:
            self.refused += 1
            require(self.since(now - WINDOW_SECONDS * LATE) >= QUOTA, "nobody is refused who has not used the quota up")

    def since(self, moment: float) -> int:
        """The requests that were granted after a moment."""
        return len(self.granted) - bisect_left(self.granted, moment + 1e-6)


PLAN = Plan(
    faults=Faults(message_seconds=0),
    settings={**GENEROUS, "rate_limit_requests": f"{QUOTA}/minute"},
    poll_seconds=3600.0,
)
"""Requests arrive at the moment when they are sent, so that laws know it."""


def limits(days: float) -> Scenario:
    """The scenario, for so many days."""

    async def scenario(simulation: Simulation) -> None:
        laws = LimitLaws()
        simulation.observers.append(laws)
        client, random = simulation.client("hasty"), simulation.random("bursts")
        until = simulation.loop.time() + days * DAY_SECONDS
        while simulation.loop.time() < until:
            for _request in range(random.randint(5, 40)):
                await client.ask("GET", "/customer/me")
                await asyncio.sleep(random.choice([0, 0.1, 1, 2.1, 3, 10]))
            await asyncio.sleep(random.expovariate(BURSTS / DAY_SECONDS))
        simulation.note(f"{len(laws.granted)} requests were granted, {laws.refused} refused")

    return scenario
