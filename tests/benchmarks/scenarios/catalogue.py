"""All scenarios, in the order in which they are measured."""

from collections.abc import Callable, Mapping
from operator import attrgetter

from tests.benchmarks.scenarios.customers import live, login, me, me_beside_logins, refresh, register
from tests.benchmarks.scenarios.scenario import Scenario
from tests.benchmarks.scenarios.staff import deep_page, find, page
from tests.benchmarks.targets.api import Api

MANY, SOME, HASHING = 32, 8, 4
"""Connections: of cheap requests, of requests that keep a database busy, and of requests that keep a core busy."""


def _list(name: str) -> Callable[[Api], str]:
    return lambda api: api.lists.get(name, "")


_ALL = (
    Scenario(
        name="live",
        title="GET health/live",
        connections=MANY,
        serves=attrgetter("live"),
        flows=live,
        compared_with="live",
    ),
    Scenario(
        name="me",
        title="GET me",
        connections=MANY,
        serves=attrgetter("me"),
        flows=me,
        compared_with="me",
        grows=True,
    ),
    Scenario(name="me-one", title="GET me", connections=1, serves=attrgetter("me"), flows=me, compared_with="me-one"),
    Scenario(
        name="find",
        title="address look-up",
        connections=SOME,
        serves=attrgetter("find"),
        flows=find,
        compared_with="find",
        grows=True,
    ),
    Scenario(
        name="list",
        title="list, filter + sort + exact total",
        connections=SOME,
        serves=_list("list"),
        flows=page("list"),
        compared_with="list",
    ),
    Scenario(
        name="list-recent",
        title="list, total at most 1 s old",
        connections=SOME,
        serves=_list("list-recent"),
        flows=page("list-recent"),
        compared_with="list",
    ),
    Scenario(
        name="list-none",
        title="list, no total",
        connections=SOME,
        serves=_list("list-none"),
        flows=page("list-none"),
        compared_with="list",
        grows=True,
    ),
    Scenario(
        name="list-deep",
        title="list, no total, 10 000 rows deep",
        connections=SOME,
        serves=_list("list-none"),
        flows=deep_page,
        compared_with="list",
    ),
    Scenario(
        name="refresh",
        title="refresh with rotation",
        connections=MANY,
        serves=attrgetter("refresh"),
        flows=refresh,
        compared_with="refresh",
        grows=True,
    ),
    Scenario(
        name="login",
        title="login, Argon2id 19 MiB t=2 p=1",
        connections=HASHING,
        serves=attrgetter("login"),
        flows=login,
        compared_with="login",
    ),
    Scenario(
        name="me-beside-logins",
        title="GET me, half of them logging in",
        connections=SOME,
        serves=attrgetter("login"),
        flows=me_beside_logins,
        compared_with="me-beside-logins",
    ),
    Scenario(
        name="register",
        title="register",
        connections=HASHING,
        serves=attrgetter("register"),
        flows=register,
        compared_with="register",
    ),
)
SCENARIOS: Mapping[str, Scenario] = {scenario.name: scenario for scenario in _ALL}
