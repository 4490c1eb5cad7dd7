"""The port of a scenario."""

from collections.abc import Awaitable, Callable, Sequence

import attrs

from tests.benchmarks.load.flows import Flow
from tests.benchmarks.scenarios.target_client import TargetClient
from tests.benchmarks.targets.api import Api


@attrs.frozen(kw_only=True)
class Scenario:
    """Work that is asked of targets. ``serves`` returns the endpoint of an API that does it, or an empty text;
    ``flows`` returns a flow for each of so many connections. ``compared_with`` is the scenario of the peer that its
    rate is divided by."""

    name: str
    title: str
    connections: int
    serves: Callable[[Api], str]
    flows: Callable[[TargetClient, int], Awaitable[Sequence[Flow]]]
    compared_with: str
    grows: bool = False
    """Whether it is measured with each number of users."""

    @property
    def label(self) -> str:
        """The title with the number of connections."""
        return f"{self.title}, {self.connections} connection{'s' * (self.connections > 1)}"
