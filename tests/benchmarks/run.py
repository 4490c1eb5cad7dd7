"""Runs a plan: prepares every target, then measures them in turns."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import attrs

from tests.benchmarks.load.client import UnexpectedAnswer
from tests.benchmarks.measures.cores import available_cores, pinned_to, split
from tests.benchmarks.measures.measurement import Measurement, MeasurementId, measure, unmeasured
from tests.benchmarks.measures.processes import memory_mib
from tests.benchmarks.measures.raw_hash import measure_hash
from tests.benchmarks.options import Options
from tests.benchmarks.plan import PlannedTarget
from tests.benchmarks.results import Start
from tests.benchmarks.scenarios.target_client import TargetClient
from tests.benchmarks.targets.server import Launch, Server

Report = Callable[[str], None]
"""Is called with the name of each step before it begins."""


@attrs.define
class Run:
    """A run, and the figures that it has collected."""

    options: Options
    parts: Sequence[PlannedTarget]
    report: Report = attrs.field(default=print, kw_only=True)
    available: frozenset[int] = attrs.field(factory=available_cores, kw_only=True)
    measurements: list[Measurement] = attrs.field(factory=list, init=False)
    starts: list[Start] = attrs.field(factory=list, init=False)

    @property
    def steps(self) -> int:
        """The number of times that ``report`` will be called."""
        a_round = sum(len(part.scenarios) for part in self.parts) + self._measures_hash
        return len(self.parts) + self.options.rounds * a_round

    async def __call__(self, folder: Path) -> None:
        cores = split(self.available)
        with pinned_to(cores.others):
            launches = await self._prepare(folder)
            for number in range(1, self.options.rounds + 1):
                if self._measures_hash:
                    self.report(f"round {number}: Argon2id alone")
                    self.measurements.append(measure_hash(number, self.options.seconds, cores))
                for part in self.parts:
                    await self._measure(part, launches[id(part)], number)

    @property
    def _measures_hash(self) -> bool:
        return "login" in self.options.scenarios

    async def _prepare(self, folder: Path) -> Mapping[int, Launch]:
        launches = {}
        for number, part in enumerate(self.parts):
            self.report(f"preparing {part.target.title}, {part.target.users} users")
            own = folder / str(number)
            own.mkdir()
            launches[id(part)] = await part.target.prepare(own)
        return launches

    async def _measure(self, part: PlannedTarget, launch: Launch, number: int) -> None:
        cores = split(self.available, part.target.processes)
        with pinned_to(cores.others):
            server = launch.start(cores)
            try:
                await self._measure_server(part, server, number)
            finally:
                server.stop()

    async def _measure_server(self, part: PlannedTarget, server: Server, number: int) -> None:
        target, options = part.target, self.options
        client = TargetClient(server.port, target.api, target.users)
        self.starts.append(Start(target.name, target.users, number, server.start_ms, memory_mib(server.pid)))
        for scenario in part.scenarios:
            self.report(f"round {number}: {target.title}, {target.users} users: {scenario.label}")
            identity = MeasurementId(scenario.name, target.name, target.users, number)
            try:
                flows = await scenario.flows(client, scenario.connections)
                load = measure(identity, server, flows, warm_up=options.warm_up, seconds=options.seconds)
                self.measurements.append(await load)
            except UnexpectedAnswer as refusal:  # the figures of the others are worth as much as before
                self.measurements.append(unmeasured(identity, str(refusal)))
