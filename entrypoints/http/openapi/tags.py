"""The tags that group endpoints."""

from collections.abc import Iterator, Mapping, Sequence

from entrypoints.http.kit.route import Route
from entrypoints.http.kit.surface import Surface

_DESCRIPTIONS: Mapping[str, str] = {
    "customer auth": "Opening an account, signing in and out, and choosing a new password, for customers",
    "customer me": "The signed-in customer: their account, password, address, sessions and data",
    "admin auth": "Signing in and out, and choosing a new password, for staff",
    "admin me": "The signed-in staff member: their account, password, address and sessions",
    "admin users": "Everybody's accounts and sessions, for staff",
    "admin jobs": "The work that is done in the background, and what of it has failed, for staff",
    "health": "Whether the process runs and can serve, for orchestrators and load balancers",
    "keys": "The public keys by which others can check access tokens",
    "docs": "The description of this API",
}


def tags_of(routes: Sequence[Route]) -> list[dict[str, str]]:
    """Returns the names and descriptions of the tags in their order of display: those of the platforms come first."""
    ordered = sorted(routes, key=lambda route: route.platform is None)
    surfaces: dict[str, Surface] = {}
    for route in ordered:
        surfaces.setdefault(route.tag, route.surface)
    return [{"name": tag, "description": _description(tag, surface)} for tag, surface in surfaces.items()]


def _description(tag: str, surface: Surface) -> str:
    """Returns the description of a tag; one that is not in the table is described by its path."""
    return _DESCRIPTIONS.get(tag) or ", ".join(_by_address(tag, surface))


def _by_address(tag: str, surface: Surface) -> Iterator[str]:
    yield f"What is under `/{tag.replace(' ', '/')}`"
    if surface.people:
        yield f"for {surface.people}"
