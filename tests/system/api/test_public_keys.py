"""What others may know of the keys, and what they can do with it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import jwt
import pytest

from application.ports.key_ring import KeyAlgorithm, KeyRing
from tests.support.app_harness import AppHarness, app_harness
from tests.support.eventually import eventually
from tests.system.api.client import Client
from tests.system.api.conftest import serving

ADA = "ada@example.org"
PUBLIC = {
    KeyAlgorithm.EDDSA: {"kty", "crv", "x", "kid", "alg", "use"},
    KeyAlgorithm.ES256: {"kty", "crv", "x", "y", "kid", "alg", "use"},
    KeyAlgorithm.RS256: {"kty", "n", "e", "kid", "alg", "use"},
}


@pytest.fixture
async def harness(tmp_path: Path) -> AsyncIterator[AppHarness]:
    async with app_harness("memory", tmp_path, signing_keys=str(tmp_path / "cortex.keys")) as harness:
        await harness.register(ADA)
        yield harness


@pytest.fixture
def ring(harness: AppHarness) -> KeyRing:
    return harness.container.key_ring()


@pytest.fixture
async def client(harness: AppHarness, ring: KeyRing) -> AsyncIterator[Client]:
    ring.generate(KeyAlgorithm.EDDSA)
    async with harness.container.access_keys().watch(), serving(harness) as client:
        yield client


async def key_set(client: Client) -> list[dict[str, str]]:
    async with client.http.get(f"{client.origin}/.well-known/jwks.json") as response:
        assert (response.status, response.content_type) == (200, "application/json")
        assert response.headers["Cache-Control"] == "public, max-age=300"
        keys: list[dict[str, str]] = (await response.json())["keys"]
        return keys


def seen(client: Client, count: int) -> Callable[[], Awaitable[bool]]:
    async def holds() -> bool:
        return len(await key_set(client)) == count

    return holds


async def test_under_a_key_of_the_secret_there_is_nothing_to_know(tmp_path: Path) -> None:
    async with app_harness("memory", tmp_path) as harness, serving(harness) as client:
        assert await key_set(client) == []


@pytest.mark.parametrize("algorithm", KeyAlgorithm)
async def test_the_public_half_is_shown_and_nothing_else(
    harness: AppHarness, client: Client, ring: KeyRing, algorithm: KeyAlgorithm
) -> None:
    made = ring.generate(algorithm)
    await eventually(seen(client, 2))
    shown = {key["kid"]: key for key in await key_set(client)}[made.kid]
    assert set(shown) == PUBLIC[algorithm]
    assert (shown["alg"], shown["use"]) == (algorithm, "sig")


@pytest.mark.parametrize("algorithm", KeyAlgorithm)
async def test_a_resource_server_verifies_a_token_with_the_published_keys(
    harness: AppHarness, client: Client, ring: KeyRing, algorithm: KeyAlgorithm
) -> None:
    ring.generate(algorithm)
    ring.rotate(at_once=True)
    await eventually(seen(client, 2))
    harness.pass_time(seconds=3)
    token = (await client.log_in(ADA)).body["access_token"]
    found = jwt.PyJWKSet.from_dict({"keys": await key_set(client)})[jwt.get_unverified_header(token)["kid"]]
    claims = jwt.decode(token, found, algorithms=[str(algorithm)], audience="customer", issuer="cortex", leeway=30)
    assert claims["email"] == ADA


async def test_a_key_is_shown_before_it_signs_and_until_it_is_over(
    harness: AppHarness, client: Client, ring: KeyRing
) -> None:
    before, after = ring.rotate()
    await eventually(seen(client, 2))
    early = jwt.get_unverified_header((await client.log_in(ADA)).body["access_token"])
    harness.pass_time(minutes=5)
    late = jwt.get_unverified_header((await client.log_in(ADA)).body["access_token"])
    assert (early["kid"], late["kid"]) == (before.kid, after.kid)
    harness.pass_time(minutes=20)
    assert [key["kid"] for key in await key_set(client)] == [after.kid]


async def test_a_token_is_accepted_for_the_overlap_and_refused_then(
    harness: AppHarness, client: Client, ring: KeyRing
) -> None:
    token = (await client.log_in(ADA)).body["access_token"]
    first, _second = ring.rotate(at_once=True)
    await eventually(seen(client, 2))
    harness.pass_time(minutes=14)
    assert (await client.with_token(token)("GET", "/me")).status == 200
    ring.retire(first.kid)
    await eventually(seen(client, 1))
    assert (await client.with_token(token)("GET", "/me")).code == "invalid_token"


async def test_refresh_tokens_do_not_depend_on_the_keys(harness: AppHarness, client: Client, ring: KeyRing) -> None:
    pair = (await client.log_in(ADA)).body
    first, _second = ring.rotate(at_once=True)
    harness.pass_time(seconds=3)
    ring.retire(first.kid)
    await eventually(seen(client, 1))
    renewed = await client("POST", "/auth/refresh", {"refresh_token": pair["refresh_token"]})
    assert renewed.status == 200
    assert (await client.with_token(renewed.body["access_token"])("GET", "/me")).status == 200


async def test_a_service_that_moves_to_a_key_ring_needs_no_new_sign_in(tmp_path: Path) -> None:
    async with app_harness("sqlite", tmp_path) as harness, serving(harness) as client:
        await harness.register(ADA)
        pair = (await client.log_in(ADA)).body
    async with app_harness("sqlite", tmp_path, signing_keys=str(tmp_path / "cortex.keys")) as harness:
        harness.container.key_ring().generate(KeyAlgorithm.EDDSA)
        async with harness.container.access_keys().watch(), serving(harness) as client:
            assert (await client.with_token(pair["access_token"])("GET", "/me")).code == "invalid_token"
            assert (await client("POST", "/auth/refresh", {"refresh_token": pair["refresh_token"]})).status == 200
