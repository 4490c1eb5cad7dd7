"""``RateLimit`` and ``RateLimit-Policy``, as draft-ietf-httpapi-ratelimit-headers writes them: structured fields
(RFC 9651), a member for each policy that counted."""

from collections.abc import Iterable, Mapping
from math import ceil

from aiohttp import web

from domain.shared_kernel.rate_limits import QuotaStatus

_STANDINGS = web.RequestKey("standings", dict)


def remember(request: web.BaseRequest, quota_statuses: Iterable[QuotaStatus]) -> None:
    """They are by_name with the answer."""
    by_name = {quota_status.policy.name: quota_status for quota_status in quota_statuses}
    if by_name:
        request[_STANDINGS] = {**request.get(_STANDINGS, {}), **by_name}


def rate_limit_headers(request: web.BaseRequest) -> Mapping[str, str]:
    """The headers; none where nothing counted."""
    quota_statuses: Iterable[QuotaStatus] = request.get(_STANDINGS, {}).values()
    if not quota_statuses:
        return {}
    return {
        "RateLimit-Policy": ", ".join(
            f'"{s.policy.name}";q={s.policy.quota};w={s.policy.window}' for s in quota_statuses
        ),
        "RateLimit": ", ".join(f'"{s.policy.name}";r={s.remaining};t={ceil(s.resets_in)}' for s in quota_statuses),
    }
