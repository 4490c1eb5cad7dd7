"""Checks the dependencies that every request needs."""

import asyncio
from collections.abc import Callable, Sequence
from time import monotonic

import attrs

from entrypoints.http.operations.dependencies import Dependency

CACHE_SECONDS = 1.0
"""How long a result is reused: clients may ask without limit, the dependencies are asked no more often."""


@attrs.define(eq=False)
class ServingDependencies:
    """Checks the ``dependencies``, at most once in ``CACHE_SECONDS``."""

    dependencies: Sequence[Dependency]
    clock: Callable[[], float] = monotonic
    _checked_at: float = attrs.field(default=float("-inf"), init=False)
    _check: "asyncio.Task[bool] | None" = attrs.field(default=None, init=False)

    async def __call__(self) -> bool:
        """Returns true if all of them are up."""
        if self._check is None or self.clock() - self._checked_at >= CACHE_SECONDS:
            self._checked_at = self.clock()
            self._check = asyncio.create_task(self._check_all())
        return await asyncio.shield(self._check)

    async def _check_all(self) -> bool:
        reports = await asyncio.gather(*(dependency.report() for dependency in self.dependencies))
        return all(report.state == "ok" for report in reports)
