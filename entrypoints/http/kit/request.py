"""The request that a handler takes, and the response that it returns."""

from collections.abc import Mapping
from typing import Generic, TypeVar
from uuid import UUID

import attrs

from application.sessions.services.principal import Principal
from domain.sessions.session import Device
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.preconditions import expected_versions
from entrypoints.http.kit.user_agent import device_from_headers
from entrypoints.schemas.base import Schema

BodyT_co = TypeVar("BodyT_co", covariant=True)
QueryT_co = TypeVar("QueryT_co", covariant=True)
NoteT = TypeVar("NoteT")


@attrs.frozen(kw_only=True)
class EndpointRequest(Generic[BodyT_co]):
    """A request that passed every check: authenticated, with ``body`` and ``path`` parsed. ``notes`` are what the
    hooks of the endpoint have found. ``is_beyond_limit`` means that its address has used up a limit of the endpoint,
    and a hook left it to the handler whether it is exempt."""

    body: BodyT_co
    path: Mapping[str, UUID] = attrs.field(factory=dict)
    platform: Platform | None = None
    headers: Mapping[str, str] = attrs.field(factory=dict, repr=False)
    cookies: Mapping[str, str] = attrs.field(factory=dict, repr=False)
    ip: str | None = None
    notes: tuple[object, ...] = attrs.field(default=(), repr=False)
    is_beyond_limit: bool = False
    _principal: Principal | None = None

    @property
    def principal(self) -> Principal:
        """The authenticated principal. Raises ``RuntimeError`` at a public endpoint, which has none."""
        if self._principal is None:
            raise RuntimeError("a public endpoint has no caller: declare it without requires=PUBLIC")
        return self._principal

    def note(self, kind: type[NoteT]) -> NoteT | None:
        """Returns the note of this type that a hook has left, or ``None``."""
        return _note(self.notes, kind)

    @property
    def expected_versions(self) -> frozenset[int] | None:
        """The versions that ``If-Match`` names; ``None`` if any will do."""
        return expected_versions(self.headers.get("If-Match"))

    @property
    def device(self) -> Device:
        """The address and user agent of the client."""
        return device_from_headers(self.ip, self.headers.get("User-Agent"))


@attrs.frozen(kw_only=True)
class QueryRequest(EndpointRequest[None], Generic[QueryT_co]):
    """A request whose query string was parsed."""

    query: QueryT_co


@attrs.frozen
class EndpointResponse:
    """The response of a handler. ``body`` is a schema, or bytes that are JSON already; ``etag`` the version of the
    entity in the body; ``status`` overrides the endpoint's, by one that the endpoint declares in ``also``; ``cookies``
    are values of ``Set-Cookie``, ``notes`` are for the hooks of the endpoint."""

    body: Schema | bytes | None = None
    etag: int | None = None
    location: str | None = None
    status: int | None = None
    headers: Mapping[str, str] = attrs.field(factory=dict)
    cookies: tuple[str, ...] = attrs.field(default=(), repr=False)
    notes: tuple[object, ...] = attrs.field(default=(), repr=False)

    def note(self, kind: type[NoteT]) -> NoteT | None:
        """Returns the note of this type for a hook, or ``None``."""
        return _note(self.notes, kind)


def _note(notes: tuple[object, ...], kind: type[NoteT]) -> NoteT | None:
    return next((note for note in notes if isinstance(note, kind)), None)
