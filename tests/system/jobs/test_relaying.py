"""When a relay looks, and for how much."""

import asyncio
from datetime import timedelta
from typing import cast

import attrs
import pytest

from application.jobs.relay_jobs import BATCH, RelayJobs
from application.jobs.schedule import Schedule
from application.jobs.services.wakeup import Wakeup
from bootstrap.simulation.loop import SimulatedLoop, run
from bootstrap.simulation.seeds import stream
from domain.shared_kernel.errors import LostRace, ServiceUnavailableException
from entrypoints.worker import relay_loop
from entrypoints.worker.relay_loop import RelayLoop
from tests.support.eventually import TIMEOUT_SECONDS

LEASE = timedelta(seconds=30)


@attrs.define
class Relay:
    """A relay whose broker is down for the first looks, and whose users nudge all the time."""

    failures: int
    wakeup: Wakeup
    asked: list[int] = attrs.field(factory=list)
    is_back: asyncio.Event = attrs.field(factory=asyncio.Event)

    async def __call__(self, most: int, *, takes_over: bool) -> int:
        self.asked.append(most)
        if len(self.asked) <= self.failures:
            self.wakeup.wake()
            raise ServiceUnavailableException
        if most == BATCH:
            self.is_back.set()
        return min(most, 3)


async def nothing_periodic() -> None:
    return


async def test_after_a_failure_one_job_tries_until_it_is_over_and_the_others_follow_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(relay_loop, "POLL_SECONDS", 0.01)
    wakeup = Wakeup()
    relay = Relay(failures=3, wakeup=wakeup)
    async with (
        RelayLoop(cast(RelayJobs, relay), cast(Schedule, nothing_periodic), wakeup, LEASE).running(),
        asyncio.timeout(TIMEOUT_SECONDS),
    ):
        await relay.is_back.wait()
    assert relay.asked[:5] == [BATCH, 1, 1, 1, BATCH]


async def test_after_a_failure_nobody_hurries_the_relay() -> None:
    wakeup = Wakeup()
    relay = Relay(failures=1, wakeup=wakeup)
    async with RelayLoop(cast(RelayJobs, relay), cast(Schedule, nothing_periodic), wakeup, LEASE).running():
        for _turn in range(20):
            wakeup.wake()
            await asyncio.sleep(0)
    assert relay.asked == [BATCH]


@pytest.mark.parametrize(("error", "is_outage"), [(ServiceUnavailableException(), True), (LostRace(), False)])
def test_no_worker_counts_as_dead_for_a_lease_after_an_outage(error: Exception, is_outage: bool) -> None:
    async def main(loop: SimulatedLoop) -> None:
        seen: list[tuple[float, bool]] = []

        async def relay(_most: int, *, takes_over: bool) -> int:
            seen.append((loop.time(), takes_over))
            if loop.time() in {2.0, 3.0}:
                raise error
            return 0

        relaying = RelayLoop(cast(RelayJobs, relay), cast(Schedule, nothing_periodic), Wakeup(), timedelta(seconds=5))
        async with relaying.running():
            await asyncio.sleep(9.5)
        assert [takes_over for _time, takes_over in seen] == [True] * 3 + [not is_outage] * 5 + [True] * 2
        assert [time for time, _takes_over in seen] == list(range(10))

    run(stream(1, "relay"), main)
