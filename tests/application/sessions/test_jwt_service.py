"""What the tokens of a session say, and how long they are good."""

import json
from base64 import urlsafe_b64decode
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from application.sessions.services.tokens import TokenClaims, TokenPair, refresh_jti
from domain.accounts.user import User
from domain.sessions.session import Device, Session
from domain.shared_kernel.errors import ExpiredTokenException, InvalidTokenException
from domain.shared_kernel.platform import Platform
from tests.support.clocks import NOON
from tests.support.memory_ports import MemoryPorts
from tests.support.session_services import SessionServices

STARTED = int(NOON.timestamp())


@pytest.fixture
async def ada(memory: MemoryPorts) -> User:
    return await memory.add_user(password=None)


@pytest.fixture
def session(memory: MemoryPorts, ada: User) -> Session:
    """A session of staff, signed in a minute ago by two factors and renewed twice."""
    found = Session.open(
        UUID(int=7, version=4),
        user=ada,
        platform=Platform.ADMIN,
        device=Device(),
        now=NOON,
        policy=memory.session_policy,
        methods=("pwd", "otp"),
        authenticated_at=NOON - timedelta(minutes=1),
    )
    found.rotate(now=NOON, policy=memory.session_policy)
    found.rotate(now=NOON, policy=memory.session_policy)
    return found


def content_of(token: str) -> dict[str, Any]:
    content = token.split(".")[1]
    found: dict[str, Any] = json.loads(urlsafe_b64decode(content + "=="))
    return found


def test_both_tokens_name_the_session_its_generation_and_the_version_of_the_account(
    services: SessionServices, ada: User, session: Session
) -> None:
    pair = services.tokens.create_token_pair(ada, session, NOON)
    common = {"aud": "admin", "sub": f"{ada.pk}", "sid": f"{session.pk}", "gen": 3, "ver": ada.token_version}
    access, refresh = content_of(pair.access_token), content_of(pair.refresh_token)
    assert {name: access[name] for name in common} == {name: refresh[name] for name in common} == common


def test_an_access_token_says_who_it_is_and_how_that_was_shown(
    services: SessionServices, ada: User, session: Session
) -> None:
    access = content_of(services.tokens.create_token_pair(ada, session, NOON).access_token)
    assert (access["email"], access["is_staff"], access["iss"]) == (ada.email, False, "cortex")
    assert (access["amr"], access["auth_time"]) == (["pwd", "otp", "mfa"], STARTED - 60)
    assert (access["iat"], access["exp"]) == (STARTED, STARTED + 15 * 60)
    another = content_of(services.tokens.create_token_pair(ada, session, NOON).access_token)
    assert UUID(access["jti"]) != UUID(another["jti"])


def test_a_refresh_token_is_the_same_for_one_generation(
    memory: MemoryPorts, services: SessionServices, ada: User, session: Session
) -> None:
    first = services.tokens.create_token_pair(ada, session, NOON)
    later = services.tokens.create_token_pair(ada, session, NOON + timedelta(minutes=1))
    assert first.refresh_token == later.refresh_token
    refresh = content_of(first.refresh_token)
    assert (refresh["iat"], refresh["exp"]) == (STARTED, STARTED + 7 * 86_400)
    assert refresh["jti"] == refresh_jti(session.pk, 3)


def test_no_token_outlives_its_session(services: SessionServices, ada: User, session: Session) -> None:
    def lives(before_the_end: float) -> tuple[int, int, int]:
        now = session.expires_at - timedelta(seconds=before_the_end)
        pair = services.tokens.create_token_pair(ada, session, now)
        return pair.expires_in, pair.refresh_expires_in, content_of(pair.access_token)["exp"] - int(now.timestamp())

    assert lives(86_400) == (900, 86_400, 900)
    assert lives(900) == (900, 900, 900)
    assert lives(60) == (60, 60, 60)
    assert lives(0) == (0, 0, 0)
    assert lives(-1)[:2] == (0, 0)


def test_each_token_is_read_as_what_it_is_and_on_its_platform(
    services: SessionServices, ada: User, session: Session
) -> None:
    tokens = services.tokens
    pair = tokens.create_token_pair(ada, session, NOON)
    claims = TokenClaims(ada.pk, session.pk, 3, ada.token_version)
    assert tokens.verify_access_token(pair.access_token, Platform.ADMIN) == claims
    assert tokens.verify_refresh_token(pair.refresh_token, Platform.ADMIN) == claims
    for token, platform in ((pair.refresh_token, Platform.ADMIN), (pair.access_token, Platform.CUSTOMER)):
        with pytest.raises(InvalidTokenException):
            tokens.verify_access_token(token, platform)
    for token, platform in ((pair.access_token, Platform.ADMIN), (pair.refresh_token, Platform.CUSTOMER)):
        with pytest.raises(InvalidTokenException):
            tokens.verify_refresh_token(token, platform)


def test_an_expired_token_is_read_only_where_that_is_asked_for(
    memory: MemoryPorts, services: SessionServices, ada: User, session: Session
) -> None:
    pair: TokenPair = services.tokens.create_token_pair(ada, session, NOON)
    memory.clock.pass_time(days=8)
    with pytest.raises(ExpiredTokenException):
        services.tokens.verify_access_token(pair.access_token, Platform.ADMIN)
    with pytest.raises(ExpiredTokenException):
        services.tokens.verify_refresh_token(pair.refresh_token, Platform.ADMIN)
    claims = services.tokens.verify_refresh_token(pair.refresh_token, Platform.ADMIN, may_be_expired=True)
    assert claims.session_id == session.pk


async def test_a_refresh_token_is_revoked_with_its_session(
    memory: MemoryPorts, services: SessionServices, ada: User
) -> None:
    phone, laptop = await memory.add_session(ada), await memory.add_session(ada)
    assert await services.tokens.revoke_refresh_token(refresh_jti(phone.pk, 1))
    assert not await services.tokens.revoke_refresh_token(refresh_jti(phone.pk, 1))
    assert [session.pk for session in await memory.sessions_of(ada)] == [laptop.pk]
    with pytest.raises(InvalidTokenException):
        await services.tokens.revoke_refresh_token("x.1")


async def test_every_token_of_a_user_is_revoked_but_those_of_one_session(
    memory: MemoryPorts, services: SessionServices, ada: User
) -> None:
    eve = await memory.add_user("eve@example.org", password=None)
    kept, _phone, _laptop = [await memory.add_session(ada) for _ in range(3)]
    hers = await memory.add_session(eve)
    await services.tokens.revoke_all_user_tokens(ada.pk, except_for=kept.pk)
    assert [session.pk for session in await memory.sessions_of(ada)] == [kept.pk]
    await services.tokens.revoke_all_user_tokens(ada.pk)
    assert await memory.sessions_of(ada) == []
    assert [session.pk for session in await memory.sessions_of(eve)] == [hers.pk]
