"""Days of people who sign in, renew, sign out, lose answers and forget passwords, while processes die and stop."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from bootstrap.simulation.faults import FREQUENT_FAULTS
from bootstrap.simulation.simulate import Scenario
from bootstrap.simulation.simulation import Plan, Simulation
from tests.simulation.final_laws import check_jobs, check_seals, settle
from tests.simulation.laws import SessionLaws
from tests.simulation.people import SimulatedPerson
from tests.simulation.staff import Staff
from tests.support.app_harness import GENEROUS

PEOPLE = ("ada", "grace", "alan")
EPISODES = 5
"""Of each person, on each day."""
LOCKS = 2
"""By staff, on each day."""
MISHAPS = 4
"""Processes that are killed or stopped, on each day."""
DAY_SECONDS = 86_400.0


PLAN = Plan(faults=FREQUENT_FAULTS, settings=dict(GENEROUS), poll_seconds=900.0)
"""Two processes, and a network and stores that fail."""


def sessions(days: float) -> Scenario:
    """The scenario, for so many days."""

    async def scenario(simulation: Simulation) -> None:
        laws = SessionLaws()
        simulation.observers.append(laws)
        people = [SimulatedPerson.of(name, simulation, laws) for name in PEOPLE]
        until = simulation.loop.time() + days * DAY_SECONDS
        async with asyncio.TaskGroup() as group:
            for person in people:
                group.create_task(live(person, until))
            group.create_task(have_mishaps(simulation, until))
            group.create_task(lock_people(simulation, people, until))
        await settle(simulation)
        await check_jobs(simulation)
        await check_seals(simulation)
        simulation.note(f"{sum(laws.seen.values())} answers: {sorted(laws.seen.items())}")

    return scenario


async def live(person: SimulatedPerson, until: float) -> None:
    """Has episodes at random times."""
    loop = asyncio.get_running_loop()
    await person.register()
    while loop.time() < until:
        await asyncio.sleep(person.random.expovariate(EPISODES / DAY_SECONDS))
        await person.episode()


async def lock_people(simulation: Simulation, people: Sequence[SimulatedPerson], until: float) -> None:
    """Staff lock somebody now and then, while tabs are open, and unlock them."""
    staff, loop = await Staff.appointed(simulation), asyncio.get_running_loop()
    while loop.time() < until:
        await asyncio.sleep(staff.random.expovariate(LOCKS / DAY_SECONDS))
        person = staff.random.choice(people)
        if person.user_id:
            await asyncio.gather(staff.act(person.user_id, "lock"), person.call(), person.refresh())
            await asyncio.sleep(staff.random.uniform(0, 60))
            await staff.act(person.user_id, "unlock")


async def have_mishaps(simulation: Simulation, until: float) -> None:
    """Kills, stops and starts processes, and sets their clocks wrong."""
    random, loop = simulation.random("mishaps"), asyncio.get_running_loop()
    while loop.time() < until:
        await asyncio.sleep(random.expovariate(MISHAPS / DAY_SECONDS))
        service = random.choice(simulation.services)
        match random.choice(["kill", "stop", "clock"]):
            case "kill":
                await simulation.kill(service)
                await asyncio.sleep(random.uniform(0, 30))
                await simulation.start()
            case "stop":
                service.process.stop()
                await asyncio.sleep(random.uniform(0, 120))
                service.process.resume()
            case _:
                service.clock.offset = timedelta(seconds=random.uniform(-2, 2))
