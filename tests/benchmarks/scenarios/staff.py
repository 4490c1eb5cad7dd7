"""Scenarios of staff."""

from collections.abc import Callable, Iterator, Sequence
from itertools import count, repeat
from typing import Any
from urllib.parse import quote, urlencode

from tests.benchmarks.load.client import ask
from tests.benchmarks.load.flows import Flow, Series
from tests.benchmarks.load.requests import get
from tests.benchmarks.scenarios.access import Access
from tests.benchmarks.seeding.accounts import email_of

PAGE_SIZE = 20
LARGEST_PAGE = 100
DEPTH = 100
"""Pages of the largest size that the deep page is behind, where there are so many."""
_STRIDE = 7919
"""Between numbers of accounts that are looked up: a prime, so that all have their turn."""


def page(name: str) -> Callable[[Access, int], Any]:
    """Returns the flows of the list that the API has under this name."""

    async def flows(access: Access, connections: int) -> Sequence[Flow]:
        token = await access.staff_token()
        request = get(access.api.lists[name], access.api.staff_headers, token)
        return [Series(repeat(request), status=200, check=_is_full_page) for _ in range(connections)]

    return flows


async def deep_page(access: Access, connections: int) -> Sequence[Flow]:
    """Follows the cursors far into the list, and asks for the page behind the last one."""
    token, first = await access.staff_token(), access.api.lists["list-none"]
    path = first
    for _ in range(DEPTH):
        walking = path.replace(f"limit={PAGE_SIZE}", f"limit={LARGEST_PAGE}")
        answer = await ask(access.port, get(walking, access.api.staff_headers, token))
        if answer["next"] is None:
            break
        path = f"{first}&{urlencode({'after': answer['next']})}"
    request = get(path, access.api.staff_headers, token)
    return [Series(repeat(request), status=200, check=_is_page) for _ in range(connections)]


async def find(access: Access, connections: int) -> Sequence[Flow]:
    """Every request looks for another address."""
    token = await access.staff_token()
    requests = _searches(access, token)
    return [Series(requests, status=200, check=_is_one) for _ in range(connections)]


def _searches(access: Access, token: str) -> Iterator[bytes]:
    for number in count(0, _STRIDE):
        address = quote(email_of(1 + number % (access.users - 1)))
        yield get(access.api.find.format(email=address), access.api.staff_headers, token)


def _is_full_page(document: dict[str, Any]) -> bool:
    return len(document["items"]) == PAGE_SIZE


def _is_page(document: dict[str, Any]) -> bool:
    return 0 < len(document["items"]) <= PAGE_SIZE


def _is_one(document: dict[str, Any]) -> bool:
    return len(document["items"]) == 1
