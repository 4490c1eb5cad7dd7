"""Scenarios of staff."""

from collections.abc import Callable, Iterator, Sequence
from itertools import count, repeat
from typing import Any
from urllib.parse import quote, urlencode

from tests.benchmarks.load.client import ask
from tests.benchmarks.load.flows import Flow, Series
from tests.benchmarks.load.requests import get
from tests.benchmarks.scenarios.target_client import TargetClient
from tests.benchmarks.seeding.accounts import email_of

PAGE_SIZE = 20
LARGEST_PAGE = 100
DEPTH = 100
"""Pages of the largest size that the deep page is behind, where there are so many."""
_STRIDE = 7919
"""Between numbers of accounts that are looked up: a prime, so that all have their turn."""


def page(name: str) -> Callable[[TargetClient, int], Any]:
    """Returns the flows of the list that the API has under this name."""

    async def flows(client: TargetClient, connections: int) -> Sequence[Flow]:
        token = await client.staff_token()
        request = get(client.api.lists[name], client.api.staff_headers, token)
        return [Series(repeat(request), status=200, check=_is_full_page) for _ in range(connections)]

    return flows


async def deep_page(client: TargetClient, connections: int) -> Sequence[Flow]:
    """Follows the cursors far into the list, and asks for the page behind the last one."""
    token, first = await client.staff_token(), client.api.lists["list-none"]
    path = first
    for _ in range(DEPTH):
        walking = path.replace(f"limit={PAGE_SIZE}", f"limit={LARGEST_PAGE}")
        answer = await ask(client.port, get(walking, client.api.staff_headers, token))
        if answer["next"] is None:
            break
        path = f"{first}&{urlencode({'after': answer['next']})}"
    request = get(path, client.api.staff_headers, token)
    return [Series(repeat(request), status=200, check=_is_page) for _ in range(connections)]


async def find(client: TargetClient, connections: int) -> Sequence[Flow]:
    """Every request looks for another address."""
    token = await client.staff_token()
    requests = _searches(client, token)
    return [Series(requests, status=200, check=_is_one) for _ in range(connections)]


def _searches(client: TargetClient, token: str) -> Iterator[bytes]:
    for number in count(0, _STRIDE):
        address = quote(email_of(1 + number % (client.users - 1)))
        yield get(client.api.find.format(email=address), client.api.staff_headers, token)


def _is_full_page(document: dict[str, Any]) -> bool:
    return len(document["items"]) == PAGE_SIZE


def _is_page(document: dict[str, Any]) -> bool:
    return 0 < len(document["items"]) <= PAGE_SIZE


def _is_one(document: dict[str, Any]) -> bool:
    return len(document["items"]) == 1
