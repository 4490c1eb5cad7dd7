"""The state of every server that the service depends on, for operators."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from time import perf_counter
from typing import Literal

import attrs

from entrypoints.http.kit.endpoint import PUBLIC, endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.schemas.base import Schema

CHECK_TIMEOUT_SECONDS = 1.0
"""A dependency that takes longer to answer counts as down."""


class DependencyBody(Schema):
    """``ms`` is how long it took to answer; ``error`` says why it did not."""

    name: str
    state: Literal["ok", "down"]
    ms: float
    error: str | None


class HealthBody(Schema):
    """``status`` is ``down`` if one of the dependencies is."""

    status: Literal["ok", "down"]
    dependencies: tuple[DependencyBody, ...]


@attrs.frozen(eq=False, repr=False)
class Dependency:
    """A dependency outside of the process. ``ask`` returns if it is up, and raises otherwise. No request can be served
    without a vital one."""

    name: str
    ask: Callable[[], Awaitable[object]]
    is_vital: bool = False

    async def report(self) -> DependencyBody:
        """Returns its state and the milliseconds that ``ask`` took; the error is named by its class."""
        started = perf_counter()
        error: str | None = None
        try:
            async with asyncio.timeout(CHECK_TIMEOUT_SECONDS):
                await self.ask()
        except Exception as failure:
            error = type(failure).__name__
        spent = round((perf_counter() - started) * 1000, 1)
        return DependencyBody(name=self.name, state="down" if error else "ok", ms=spent, error=error)


@attrs.frozen(eq=False, repr=False)
class DetailedHealth:
    """``GET /health`` on the operators' listener."""

    dependencies: Sequence[Dependency]

    @endpoint(
        operation_id="get_health",
        requires=PUBLIC,
        answer=HealthBody,
        also={503: HealthBody},
        summary="Each dependency's state and time",
    )
    async def show(self, request: EndpointRequest[None]) -> EndpointResponse:
        """Returns the state of each dependency; 503 if one is down."""
        reports = tuple(await asyncio.gather(*(dependency.report() for dependency in self.dependencies)))
        well = all(report.state == "ok" for report in reports)
        if well:
            return EndpointResponse(HealthBody(status="ok", dependencies=reports))
        return EndpointResponse(
            HealthBody(status="down", dependencies=reports), status=503, headers={"Retry-After": "1"}
        )
