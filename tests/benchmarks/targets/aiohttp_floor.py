"""The least that a request costs on aiohttp."""

from pathlib import Path

import attrs

from tests.benchmarks.targets.api import Api
from tests.benchmarks.targets.commands import CHECKOUT, PEERS_PYTHON, environment
from tests.benchmarks.targets.server import Launch
from tests.benchmarks.targets.target import Target

API = Api(me="/", live="/")


@attrs.frozen(kw_only=True)
class AiohttpFloor(Target):
    """A constant answer from bare aiohttp on uvloop."""

    users: int
    name: str = "aiohttp"
    title: str = "bare aiohttp"
    processes: int = 1
    api: Api = API
    python: Path = PEERS_PYTHON

    async def prepare(self, folder: Path) -> Launch:
        return Launch(
            command=[self.python, "-m", "tests.benchmarks.peers.aiohttp_floor", "{port}"],
            environment=environment({"PYTHONPATH": str(CHECKOUT)}),
            folder=folder,
            probe=self.api.live,
        )
