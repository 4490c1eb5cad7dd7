"""``RateLimit`` and ``RateLimit-Policy``, as draft-ietf-httpapi-ratelimit-headers writes them: structured fields
(RFC 9651), a member for each policy that counted."""

from collections.abc import Iterable, Mapping
from math import ceil

from aiohttp import web

from domain.shared_kernel.rate_limits import Standing

_STANDINGS = web.RequestKey("standings", dict)


def remember(request: web.BaseRequest, standings: Iterable[Standing]) -> None:
    """They are told with the answer."""
    told = {standing.policy.name: standing for standing in standings}
    if told:
        request[_STANDINGS] = {**request.get(_STANDINGS, {}), **told}


def rate_limit_fields(request: web.BaseRequest) -> Mapping[str, str]:
    """The headers; none where nothing counted."""
    standings: Iterable[Standing] = request.get(_STANDINGS, {}).values()
    if not standings:
        return {}
    return {
        "RateLimit-Policy": ", ".join(f'"{s.policy.name}";q={s.policy.quota};w={s.policy.window}' for s in standings),
        "RateLimit": ", ".join(f'"{s.policy.name}";r={s.left};t={ceil(s.whole_in)}' for s in standings),
    }
