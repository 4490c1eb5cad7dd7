"""The pages as one list of routes."""

from collections.abc import Sequence
from typing import Protocol

from aiohttp import web


class Pages(Protocol):
    """Pages that belong together."""

    def routes(self) -> Sequence[web.RouteDef]: ...


def routes_of_pages(*groups: Pages) -> Sequence[web.RouteDef]:
    """The routes of every group, in their order."""
    return [route for group in groups for route in group.routes()]
