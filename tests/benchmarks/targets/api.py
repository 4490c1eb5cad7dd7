"""The endpoints of a target."""

from collections.abc import Mapping

import attrs

from tests.benchmarks.load.requests import Headers


@attrs.frozen(kw_only=True)
class Api:
    """Paths by the work that they do; an empty path means that the target has no such endpoint. ``lists`` has the
    queries for a page of accounts by the name of the scenario."""

    headers: Headers = attrs.field(factory=dict)
    staff_headers: Headers = attrs.field(factory=dict)
    login: str = ""
    staff_login: str = ""
    me: str = ""
    refresh: str = ""
    register: str = ""
    lists: Mapping[str, str] = attrs.field(factory=dict)
    find: str = ""
    live: str = ""
