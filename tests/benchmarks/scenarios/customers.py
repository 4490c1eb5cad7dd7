"""Scenarios of customers."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import count, cycle, repeat

from tests.benchmarks.load.flows import Flow, RefreshChain, Series
from tests.benchmarks.load.requests import get, post
from tests.benchmarks.scenarios.target_client import TargetClient
from tests.benchmarks.seeding.accounts import PASSWORD, SIGNING_IN, email_of

_newcomers = count(1)


async def live(client: TargetClient, connections: int) -> Sequence[Flow]:
    """The constant answer to a probe."""
    request = get(client.api.live, client.api.headers)
    return [Series(repeat(request), status=200, check=bool) for _ in range(connections)]


async def me(client: TargetClient, connections: int) -> Sequence[Flow]:
    """Each connection asks for another account."""
    return [
        Series(
            repeat(get(client.api.me, client.api.headers, pair.access)),
            status=200,
            check=partial(_is_account, pair.email),
        )
        for pair in await client.token_pairs(connections)
    ]


async def refresh(client: TargetClient, connections: int) -> Sequence[Flow]:
    """Each connection keeps a session of its own alive."""

    def build(token: str) -> bytes:
        return post(client.api.refresh, client.api.headers, {"refresh_token": token})

    return [RefreshChain(pair.refresh, build) for pair in await client.new_pairs(connections)]


async def login(client: TargetClient, connections: int) -> Sequence[Flow]:
    """All connections go through the same accounts, one after the other."""
    return _logins(client, connections)


def _logins(client: TargetClient, connections: int, *, is_background: bool = False) -> list[Flow]:
    numbers = cycle(range(1, SIGNING_IN + 1))
    requests = (
        post(client.api.login, client.api.headers, {"email": email_of(number), "password": PASSWORD})
        for number in numbers
    )
    return [Series(requests, status=200, check=_has_tokens, is_background=is_background) for _ in range(connections)]


async def me_beside_logins(client: TargetClient, connections: int) -> Sequence[Flow]:
    """Half of the connections ask for accounts; the others log in, in the background."""
    half = connections // 2
    return [*await me(client, connections - half), *_logins(client, half, is_background=True)]


async def register(client: TargetClient, connections: int) -> Sequence[Flow]:
    """Every request opens another account."""
    requests = _registrations(client)
    return [Series(requests, status=201, check=_is_new) for _ in range(connections)]


def _registrations(client: TargetClient) -> Iterator[bytes]:
    for number in _newcomers:
        person = {"email": f"newcomer{number}@example.org", "first_name": "Ada", "last_name": "Lovelace"}
        yield post(client.api.register, client.api.headers, {**person, "password": PASSWORD})


def _is_account(email: str, document: dict[str, object]) -> bool:
    return document["email"] == email


def _has_tokens(document: dict[str, object]) -> bool:
    return bool(document["access_token"]) and bool(document["refresh_token"])


def _is_new(document: dict[str, object]) -> bool:
    return str(document["email"]).startswith("newcomer")
