"""Whether everything answers that no request can do without."""

import asyncio
from collections.abc import Callable, Sequence
from time import monotonic

import attrs

from entrypoints.http.operations.dependencies import Dependency

REMEMBERED_SECONDS = 1.0
"""Anybody may ask as often as they like: the dependencies are asked no more often than this."""


@attrs.define(eq=False)
class ServingDependencies:
    dependencies: Sequence[Dependency]
    clock: Callable[[], float] = monotonic
    _asked_at: float = attrs.field(default=float("-inf"), init=False)
    _asking: "asyncio.Task[bool] | None" = attrs.field(default=None, init=False)

    async def __call__(self) -> bool:
        if self._asking is None or self.clock() - self._asked_at >= REMEMBERED_SECONDS:
            self._asked_at = self.clock()
            self._asking = asyncio.create_task(self._ask())
        return await asyncio.shield(self._asking)

    async def _ask(self) -> bool:
        reports = await asyncio.gather(*(dependency.report() for dependency in self.dependencies))
        return all(report.state == "ok" for report in reports)
