"""Routes of pages and their files, which are no part of the API."""

from collections.abc import Awaitable, Callable

import attrs
from aiohttp import web

from entrypoints.http.kit.surface import ROOT, RenderError, Surface
from entrypoints.http.rate_limits.policies import LimitKinds

HandlePage = Callable[[web.Request], Awaitable[web.StreamResponse]]


@attrs.frozen(kw_only=True)
class PageRoute:
    """One method of a page, whose handler takes the request as it is. ``local_path`` is the path behind the prefix of
    the surface, in aiohttp's syntax. ``limited`` and ``render_error`` are those of the surface unless they are
    given."""

    method: str = "GET"
    local_path: str
    handle: HandlePage
    surface: Surface = ROOT
    limited: LimitKinds | None = None
    render_error: RenderError | None = None

    @property
    def pattern(self) -> str:
        """The whole path."""
        return f"{self.surface.prefix}{self.local_path}"

    @property
    def rate_limits(self) -> LimitKinds:
        """The rate limits that apply."""
        return self.surface.limited if self.limited is None else self.limited
