"""The tags that group endpoints."""

from collections.abc import Iterator, Mapping, Sequence

from entrypoints.http.kit.platforms import PLATFORMS
from entrypoints.http.kit.route import Route

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
_PEOPLE: Mapping[str, str] = {"customer": "for customers", "admin": "for staff"}


def tags_of(routes: Sequence[Route]) -> list[dict[str, str]]:
    """Returns the names and descriptions of the tags in their order of display: those of the platforms come first."""
    ordered = sorted(routes, key=lambda route: route.platform is None)
    return [{"name": tag, "description": _description(tag)} for tag in dict.fromkeys(route.tag for route in ordered)]


def _description(tag: str) -> str:
    """Returns the description of a tag; one that is not in the table is described by its path."""
    return _DESCRIPTIONS.get(tag) or ", ".join(_by_address(tag))


def _by_address(tag: str) -> Iterator[str]:
    yield f"What is under `/{tag.replace(' ', '/')}`"
    platform = tag.partition(" ")[0]
    if platform in PLATFORMS:
        yield _PEOPLE[platform]
