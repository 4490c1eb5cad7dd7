"""The headers ``RateLimit`` and ``RateLimit-Policy`` of draft-ietf-httpapi-ratelimit-headers: structured fields (RFC
9651) with a member for each policy that was counted."""

from collections.abc import Iterable, Mapping
from math import ceil

from aiohttp import web

from domain.shared_kernel.rate_limits import QuotaStatus

_QUOTA_STATUSES = web.RequestKey("standings", dict)


def add_quota_statuses(request: web.BaseRequest, quota_statuses: Iterable[QuotaStatus]) -> None:
    """Adds statuses to those of the request; a later one of the same policy replaces the earlier."""
    by_name = {quota_status.policy.name: quota_status for quota_status in quota_statuses}
    if by_name:
        request[_QUOTA_STATUSES] = {**request.get(_QUOTA_STATUSES, {}), **by_name}


def rate_limit_headers(request: web.BaseRequest) -> Mapping[str, str]:
    """Returns the headers; none if no policy was counted."""
    counted: Mapping[str, QuotaStatus] | None = request._state.get(_QUOTA_STATUSES)  # ``get`` raises and catches
    if not counted:
        return {}
    quota_statuses = counted.values()
    return {
        "RateLimit-Policy": ", ".join(
            f'"{s.policy.name}";q={s.policy.quota};w={s.policy.window}' for s in quota_statuses
        ),
        "RateLimit": ", ".join(f'"{s.policy.name}";r={s.remaining};t={ceil(s.resets_in)}' for s in quota_statuses),
    }
