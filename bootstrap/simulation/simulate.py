"""Runs scenarios in simulated time."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from hashlib import sha256
from typing import Any

import attrs

from bootstrap.simulation.loop import SimulatedLoop, run
from bootstrap.simulation.seeds import stream
from bootstrap.simulation.simulation import Plan, Simulation

Scenario = Callable[[Simulation], Awaitable[None]]
_LAST_LINES = 25
_DAY_SECONDS = 86_400


@attrs.define(eq=False)
class SimulationFailed(Exception):
    """A scenario failed. ``journal`` ends with what happened before."""

    seed: int
    reason: str
    journal: list[str] = attrs.field(repr=False)

    def __str__(self) -> str:
        last = "\n".join(f"  {line}" for line in self.journal[-_LAST_LINES:])
        return f"seed {self.seed}: {self.reason}\nThe last lines of its journal:\n{last}"


@attrs.frozen
class Outcome:
    """The end of a simulation: virtual ``days``, ``turns`` of the loop, and a ``digest`` of the journal, which is the
    same in each run of the seed."""

    seed: int
    days: float
    turns: int
    digest: str


def simulate(scenario: Scenario, *, seed: int, plan: Plan | None = None) -> Outcome:
    """Runs a scenario in a simulation of its own until it returns. Raises ``SimulationFailed`` from whatever it raises:
    the same seed fails in the same way."""
    return run(stream(seed, "order of tasks"), _main(scenario, seed, plan or Plan()))


def _main(scenario: Scenario, seed: int, plan: Plan) -> Callable[[SimulatedLoop], Coroutine[Any, Any, Outcome]]:
    async def main(loop: SimulatedLoop) -> Outcome:
        simulation = Simulation(seed, plan)
        try:
            for _process in range(plan.processes):
                await simulation.start()
            await _play(scenario, simulation)
        except Exception as failure:
            raise SimulationFailed(seed, f"{type(failure).__name__}: {failure}", simulation.journal) from failure
        finally:
            for service in tuple(simulation.services):
                await simulation.kill(service)
        digest = sha256("\n".join(simulation.journal).encode()).hexdigest()
        return Outcome(seed, loop.time() / _DAY_SECONDS, loop.turns, digest)

    return main


async def _play(scenario: Scenario, simulation: Simulation) -> None:
    """Runs the scenario until it returns or a law is broken anywhere."""
    playing = asyncio.ensure_future(scenario(simulation))
    await asyncio.wait([playing, simulation.broken], return_when=asyncio.FIRST_COMPLETED)
    if simulation.broken.done():
        playing.cancel()
        await asyncio.wait([playing])
        simulation.broken.result()
    await playing
