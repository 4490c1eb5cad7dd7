"""A loop that waits for work is woken, once for each time."""

from application.jobs.services.wakeup import Wakeup
from bootstrap.simulation.loop import SimulatedLoop, run
from bootstrap.simulation.seeds import stream


def test_a_wait_says_whether_it_was_ended_before_its_time() -> None:
    async def main(loop: SimulatedLoop) -> None:
        wakeup, began = Wakeup(), loop.time()
        wakeup.wake()
        assert [await wakeup.wait_or_wake(60), await wakeup.wait_or_wake(60)] == [True, False]
        assert loop.time() - began == 60

    run(stream(1, "wakeup"), main)
