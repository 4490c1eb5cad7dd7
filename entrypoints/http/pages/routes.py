"""The pages as one list of routes."""

from collections.abc import Sequence
from typing import Protocol

from aiohttp import web


class Pages(Protocol):
    """A group of pages."""

    def routes(self) -> Sequence[web.RouteDef]:
        """Returns the routes of the group."""


def routes_of_pages(*groups: Pages) -> Sequence[web.RouteDef]:
    """Returns the routes of all groups, in their order."""
    return [route for group in groups for route in group.routes()]
