"""``/health/ready`` is true to what a request would meet."""

import asyncio

from entrypoints.http.operations.dependencies import Dependency
from entrypoints.http.operations.readiness import CACHE_SECONDS, ServingDependencies
from entrypoints.http.serving import Readiness


class Server:
    """Something that may be down, and counts how often it is asked."""

    def __init__(self) -> None:
        self.is_well = True
        self.asked = 0

    async def ask(self) -> None:
        self.asked += 1
        await asyncio.sleep(0)
        if not self.is_well:
            raise ConnectionError


def _readiness(server: Server, now: list[float]) -> Readiness:
    dependencies = ServingDependencies([Dependency("server", server.ask)], clock=lambda: now[0])
    return Readiness(ready=True, serves=dependencies)


async def test_nobody_is_ready_whose_server_cannot_serve() -> None:
    server, now = Server(), [0.0]
    readiness = _readiness(server, now)
    assert await readiness()

    server.is_well = False
    now[0] += CACHE_SECONDS
    assert not await readiness()

    server.is_well = True
    now[0] += CACHE_SECONDS
    assert await readiness()


async def test_however_many_ask_a_server_is_asked_once_a_second() -> None:
    server, now = Server(), [0.0]
    readiness = _readiness(server, now)

    answers = await asyncio.gather(*(readiness() for _ in range(50)))

    assert answers == [True] * 50
    assert server.asked == 1


async def test_nobody_is_ready_before_listening_or_when_it_is_over() -> None:
    assert not await Readiness()()
