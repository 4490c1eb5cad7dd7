"""The pages as one list of routes."""

from collections.abc import Sequence
from typing import Protocol

from entrypoints.http.kit.page_route import PageRoute


class Pages(Protocol):
    """A group of pages."""

    def routes(self) -> Sequence[PageRoute]:
        """Returns the routes of the group."""


def routes_of_pages(*groups: Pages) -> Sequence[PageRoute]:
    """Returns the routes of all groups, in their order."""
    return [route for group in groups for route in group.routes()]
