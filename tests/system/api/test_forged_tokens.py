"""Forged and malformed tokens against the running service, whatever it signs with."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import attrs
import pytest
from multidict import CIMultiDict

from application.ports.key_ring import KeyAlgorithm, KeyRing
from domain.shared_kernel.platform import Platform
from tests.support.app_harness import PASSWORD, SECRET, AppHarness, app_harness
from tests.support.eventually import eventually
from tests.system.api.client import Client, Reply
from tests.system.api.conftest import serving
from tests.system.api.token_attacker import TokenAttacker, signed
from tests.system.api.token_attacks import ATTACKS, REVOKED, Forge

ADA, BOSS = "ada@example.org", "boss@example.org"
A_PIECE = 24
"""Characters of a token that no answer contains by chance."""


@attrs.frozen
class Target:
    client: Client
    attacker: TokenAttacker

    async def ask(self, token: str, *more: str) -> Reply:
        """Who is it, by one or several headers?"""
        headers = CIMultiDict({"X-Source": "customer"})
        for sent in (token, *more):
            headers.add("Authorization", f"Bearer {sent}")
        async with self.client.http.get(f"{self.client.origin}/customer/me", headers=headers) as response:
            body = await response.read()
            for piece in filter(None, token.split(".")):
                assert len(piece) < A_PIECE or piece[:A_PIECE].encode() not in body
            assert SECRET.encode() not in body
            return Reply(response.status, response.headers, await response.json(content_type=None) if body else None)

    async def speak(self, sent: bytes) -> bytes:
        """Past every library: the answer to these bytes."""
        host, _, port = self.client.origin.removeprefix("http://").partition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(sent)
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
        return answer


async def rotated(harness: AppHarness, ring: KeyRing) -> None:
    """The first key retires, and is over."""
    first, _second = ring.rotate(at_once=True)
    keys = harness.container.access_keys().keys

    async def known() -> bool:
        return len(keys.public()) == 2

    await eventually(known)
    harness.pass_time(days=1)
    assert keys.find(first.kid, harness.clock.now()) is None


@asynccontextmanager
async def a_target(folder: Path, algorithm: str) -> AsyncIterator[Target]:
    """A service in memory that signs with ``algorithm``, Ada who is signed in there, and a boss."""
    file = folder / "cortex.keys"
    own = {} if algorithm == "HS256" else {"signing_keys": str(file), "key_overlap": timedelta(hours=1)}
    async with app_harness("memory", folder, **own) as harness:
        ring = harness.container.key_ring() if own else None
        if ring:
            ring.generate(KeyAlgorithm(algorithm))
        access = harness.container.access_keys()
        async with access.watch(), serving(harness) as client:
            await harness.register(ADA)
            await harness.register(BOSS, staff=True)
            over = (await harness.log_in(ADA)).access_token
            if ring:
                await rotated(harness, ring)
            pair = await harness.log_in(ADA)
            boss = await harness.log_in(BOSS, platform=Platform.ADMIN)
            foreign = await a_foreign_token(folder)
            attacker = TokenAttacker(
                key=access.keys.signing(),
                token=pair.access_token,
                refresh_token=pair.refresh_token,
                staff_token=boss.access_token,
                foreign_token=foreign,
                retired_token=over if own else foreign,
            )
            yield Target(client, attacker)


async def a_foreign_token(folder: Path) -> str:
    async with app_harness("memory", folder, secret_key=SECRET[::-1]) as other:
        await other.register(ADA)
        return (await other.log_in(ADA)).access_token


@pytest.fixture(scope="module", params=["HS256", *KeyAlgorithm])
async def target(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Target]:
    async with a_target(tmp_path_factory.mktemp("target"), str(request.param)) as target:
        yield target


def is_refused(reply: Reply, code: str = "invalid_token") -> bool:
    challenge = reply.headers.get("WWW-Authenticate")
    return (reply.status, reply.body["code"], challenge) == (401, code, 'Bearer error="invalid_token"')


async def test_a_token_of_the_attacker_is_good_if_nothing_is_wrong(target: Target) -> None:
    attacker = target.attacker
    for token in (attacker.token, attacker.heading(), attacker.claiming(more={"a": [1]}), f"  {attacker.token}  "):
        assert (await target.ask(token)).status == 200


@pytest.mark.parametrize("forge", ATTACKS.values(), ids=ATTACKS)
async def test_a_forged_or_malformed_token_is_invalid(target: Target, forge: Forge) -> None:
    token = forge(target.attacker)
    reply = await target.ask(token)
    assert is_refused(reply), reply.body


@pytest.mark.parametrize("forge", REVOKED.values(), ids=REVOKED)
async def test_claims_that_the_store_contradicts_are_of_no_use(target: Target, forge: Forge) -> None:
    assert is_refused(await target.ask(forge(target.attacker)), "revoked_token")


async def test_an_expired_token_is_called_so_only_if_it_was_good(target: Target) -> None:
    attacker = target.attacker
    over = attacker.claims["iat"] - 60
    assert is_refused(await target.ask(attacker.claiming(exp=over)), "expired_token")
    stranger = signed(attacker.header, {**attacker.claims, "exp": over}, lambda message: b"x" * 64)
    assert is_refused(await target.ask(stranger))


async def test_two_tokens_are_one_too_many(target: Target) -> None:
    attacker = target.attacker
    assert is_refused(await target.ask(attacker.token, attacker.token))
    assert is_refused(await target.ask(attacker.token, "token"))


ODD_BYTES = {
    "a NUL": lambda token: token.encode() + b"\0",
    "UTF-16": lambda token: token.encode("utf-16"),
    "a bare line feed": lambda token: token.encode() + b"\n.",
    "a folded line": lambda token: token.encode().replace(b".", b"\r\n .", 1),
}


@pytest.mark.parametrize("write", ODD_BYTES.values(), ids=ODD_BYTES)
async def test_bytes_that_no_header_may_have_get_a_client_nowhere(
    target: Target, write: Callable[[str], bytes]
) -> None:
    sent = b"GET /customer/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Source: customer\r\nAuthorization: Bearer "
    answer = await target.speak(sent + write(target.attacker.token) + b"\r\n\r\n")
    assert answer.split()[1] in {b"400", b"401"}
    assert target.attacker.token[:A_PIECE].encode() not in answer


@pytest.mark.parametrize("scheme", ["Basic", "DPoP", "Token", "bearer\u00a0", ""])
async def test_a_token_under_another_scheme_is_none(target: Target, scheme: str) -> None:
    reply = await target.client("GET", "/me", Authorization=f"{scheme} {target.attacker.token}".strip())
    assert (reply.status, reply.code, reply.headers["WWW-Authenticate"]) == (401, "authentication_required", "Bearer")


@pytest.mark.parametrize(
    "where",
    ["/me?access_token={}", "/me?token={}", "/me?authorization=Bearer%20{}"],
    ids=["access_token", "token", "header"],
)
async def test_a_token_in_the_address_is_not_looked_at(target: Target, where: str) -> None:
    reply = await target.client("GET", where.format(target.attacker.token))
    assert (reply.status, reply.code) == (401, "authentication_required")


REFRESHES = {
    "an access token": lambda f: f.token,
    "an access token, called refresh token": lambda f: f.heading(typ="rt+jwt"),
    "an access key without its kid": lambda f: f.heading(typ="rt+jwt", kid=...),
    "alg none": lambda f: signed({"alg": "none", "typ": "rt+jwt"}, f.claims, lambda _: b"\0"),
    "a kid where there is none": lambda f: renamed(f, kid="x"),
    "another algorithm": lambda f: renamed(f, alg="EdDSA"),
    "another type": lambda f: renamed(f, typ="at+jwt"),
    "a NUL behind": lambda f: f"{f.refresh_token}\0",
    "half": lambda f: f.refresh_token[:-20],
    "padding": lambda f: f"{f.refresh_token}=",
}


def renamed(attacker: TokenAttacker, **members: str) -> str:
    header = signed({"alg": "HS256", "typ": "rt+jwt", **members}, {}, bytes).split(".")[0]
    return f"{header}.{attacker.refresh_token.partition('.')[2]}"


@pytest.mark.parametrize("forge", REFRESHES.values(), ids=REFRESHES)
async def test_a_forged_refresh_token_renews_nothing(target: Target, forge: Forge) -> None:
    sent = forge(target.attacker)
    reply = await target.client("POST", "/auth/refresh", {"refresh_token": sent})
    assert is_refused(reply), reply.body
    assert sent[:A_PIECE] not in str(reply.body)


async def test_after_all_of_this_the_genuine_tokens_are_as_good_as_before(target: Target) -> None:
    attacker = target.attacker
    assert (await target.ask(attacker.token)).status == 200
    renewed = await target.client("POST", "/auth/refresh", {"refresh_token": attacker.refresh_token})
    assert renewed.status == 200
    assert (await target.client.log_in(ADA, PASSWORD)).status == 200
