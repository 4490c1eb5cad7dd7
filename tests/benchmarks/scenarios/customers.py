"""Scenarios of customers."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import count, cycle, repeat

from tests.benchmarks.load.flows import Flow, RefreshChain, Series
from tests.benchmarks.load.requests import get, post
from tests.benchmarks.scenarios.access import Access
from tests.benchmarks.seeding.accounts import PASSWORD, SIGNING_IN, email_of

_newcomers = count(1)


async def live(access: Access, connections: int) -> Sequence[Flow]:
    """The constant answer to a probe."""
    request = get(access.api.live, access.api.headers)
    return [Series(repeat(request), status=200, check=bool) for _ in range(connections)]


async def me(access: Access, connections: int) -> Sequence[Flow]:
    """Each connection asks for another account."""
    return [
        Series(
            repeat(get(access.api.me, access.api.headers, pair.access)),
            status=200,
            check=partial(_is_account, pair.email),
        )
        for pair in await access.token_pairs(connections)
    ]


async def refresh(access: Access, connections: int) -> Sequence[Flow]:
    """Each connection keeps a session of its own alive."""

    def build(token: str) -> bytes:
        return post(access.api.refresh, access.api.headers, {"refresh_token": token})

    return [RefreshChain(pair.refresh, build) for pair in await access.new_pairs(connections)]


async def login(access: Access, connections: int) -> Sequence[Flow]:
    """All connections go through the same accounts, one after the other."""
    return _logins(access, connections)


def _logins(access: Access, connections: int, *, is_background: bool = False) -> list[Flow]:
    numbers = cycle(range(1, SIGNING_IN + 1))
    requests = (
        post(access.api.login, access.api.headers, {"email": email_of(number), "password": PASSWORD})
        for number in numbers
    )
    return [Series(requests, status=200, check=_has_tokens, is_background=is_background) for _ in range(connections)]


async def me_beside_logins(access: Access, connections: int) -> Sequence[Flow]:
    """Half of the connections ask for accounts; the others log in, in the background."""
    half = connections // 2
    return [*await me(access, connections - half), *_logins(access, half, is_background=True)]


async def register(access: Access, connections: int) -> Sequence[Flow]:
    """Every request opens another account."""
    requests = _registrations(access)
    return [Series(requests, status=201, check=_is_new) for _ in range(connections)]


def _registrations(access: Access) -> Iterator[bytes]:
    for number in _newcomers:
        person = {"email": f"newcomer{number}@example.org", "first_name": "Ada", "last_name": "Lovelace"}
        yield post(access.api.register, access.api.headers, {**person, "password": PASSWORD})


def _is_account(email: str, document: dict[str, object]) -> bool:
    return document["email"] == email


def _has_tokens(document: dict[str, object]) -> bool:
    return bool(document["access_token"]) and bool(document["refresh_token"])


def _is_new(document: dict[str, object]) -> bool:
    return str(document["email"]).startswith("newcomer")
