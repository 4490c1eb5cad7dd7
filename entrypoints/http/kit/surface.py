"""Surfaces: the parts of the HTTP interface, each below a prefix and with rules of its own."""

from collections.abc import Callable, Iterable

import attrs
from aiohttp import web

from domain.shared_kernel.errors import BaseAppException
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.bearer_token import bearer_token
from entrypoints.http.kit.body_forms import JSON_BODY, BodyForm
from entrypoints.http.rate_limits.policies import BY_ADDRESS, LimitKinds

RenderError = Callable[[web.Request, BaseAppException], web.Response | None]
"""Returns the answer to an error, or ``None`` for a problem document."""


@attrs.frozen(kw_only=True)
class Surface:
    """A part of the HTTP interface.

    ``prefix`` is the first segment of its paths, ``/customer``, or empty for what is below none; ``people`` says in the
    OpenAPI document whom it is for. ``platform`` is the one whose access tokens it accepts, read off a request by
    ``read_token``; without it all of its endpoints are public, and none has cookies. ``is_for_staff``: endpoints may
    require permissions and, where staff must have one, a second factor. ``requires_source``: requests name the
    platform in ``X-Source``. ``body_form`` is how bodies are written. ``render_error`` answers errors, those of paths
    that do not exist too; ``None`` stands for problem documents (RFC 9457). ``limited`` are the rate limits of what
    declares none of its own.
    """

    prefix: str = attrs.field(default="")
    people: str = ""
    platform: Platform | None = None
    read_token: Callable[[web.BaseRequest], str] = bearer_token
    is_for_staff: bool = False
    requires_source: bool = False
    body_form: BodyForm = JSON_BODY
    render_error: RenderError | None = None
    limited: LimitKinds = BY_ADDRESS

    @prefix.validator
    def _is_one_segment(self, _attribute: object, prefix: str) -> None:
        if prefix and (not prefix.startswith("/") or "/" in prefix[1:] or len(prefix) == 1):
            raise ValueError(f"the prefix of a surface is one segment, such as /customer: {prefix!r}")


ROOT = Surface()
"""Paths below no prefix: health, public keys and the description of the API."""


class Surfaces:
    """The surfaces of one listener, all below ``base_path``. Raises ``TypeError`` if two of them have the same
    prefix."""

    def __init__(self, surfaces: Iterable[Surface] = (), base_path: str = "") -> None:
        self._base = f"{base_path}/" if base_path else ""
        self._begin = len(base_path) + 1
        self._by_segment: dict[str, Surface] = {}
        for surface in dict.fromkeys(surfaces):
            if self._by_segment.setdefault(surface.prefix[1:], surface) != surface:
                raise TypeError(f"two surfaces have the prefix {surface.prefix or '/'!r}")
        self._root = self._by_segment.get("", ROOT)

    def find(self, path: str) -> Surface:
        """Returns the surface of a path: the one with its first segment, else the one without a prefix."""
        if self._base and not path.startswith(self._base):
            return self._root
        return self._by_segment.get(path[self._begin :].partition("/")[0], self._root)
