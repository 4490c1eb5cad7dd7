"""Endpoints for machines, outside of the platforms: liveness, readiness and public keys."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta

import attrs

from entrypoints.http.kit.endpoint import PUBLIC, endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.rate_limits.policies import UNLIMITED
from entrypoints.schemas.base import Schema


class Alive(Schema):  # noqa: D101  # a docstring would be its description for clients
    status: str = "ok"


_ALIVE = Alive()


class KeySet(Schema):
    """RFC 7517; keys that only this service reads are not in it."""

    keys: Sequence[Mapping[str, str]] = ()


@attrs.frozen(eq=False, repr=False)
class Health:
    """Liveness and readiness. ``ready`` returns true if requests can be served at this moment."""

    ready: Callable[[], Awaitable[bool]]

    @endpoint(
        operation_id="get_liveness",
        requires=PUBLIC,
        limited=UNLIMITED,
        answer=Alive,
        tag="health",
        summary="Whether the process runs",
    )
    async def live(self, request: EndpointRequest[None]) -> EndpointResponse:
        """Returns 200 as long as the process runs."""
        return EndpointResponse(_ALIVE)

    @endpoint(
        operation_id="get_readiness",
        requires=PUBLIC,
        limited=UNLIMITED,
        also={503: None},
        tag="health",
        summary="Whether requests can be served",
    )
    async def readiness(self, request: EndpointRequest[None]) -> EndpointResponse:
        """Returns 200 if requests can be served, else 503."""
        return EndpointResponse() if await self.ready() else EndpointResponse(status=503, headers={"Retry-After": "1"})


@attrs.frozen(eq=False, repr=False)
class PublicKeys:
    """The JSON Web Key Set. ``public`` returns the current keys; clients may cache them for ``max_age``."""

    public: Callable[[], Sequence[Mapping[str, str]]]
    max_age: timedelta

    @endpoint(
        operation_id="get_public_keys",
        requires=PUBLIC,
        answer=KeySet,
        no_store=False,
        tag="keys",
        summary="The public keys of access tokens",
    )
    async def keys(self, request: EndpointRequest[None]) -> EndpointResponse:
        """Returns the current public keys, with the time that they may be cached."""
        cacheable = f"public, max-age={int(self.max_age.total_seconds())}"
        return EndpointResponse(KeySet(keys=self.public()), headers={"Cache-Control": cacheable})
