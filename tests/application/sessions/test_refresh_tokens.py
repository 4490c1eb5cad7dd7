import json

import pytest

from application.sessions.refresh_tokens import RefreshCommand, RefreshTokens
from application.sessions.services.tokens import TokenPair
from domain.accounts.session_end import SessionEnd
from domain.sessions.errors import TokenReused
from domain.sessions.events import RefreshTokenReused
from domain.shared_kernel.errors import ExpiredTokenException, InvalidTokenException, RevokedTokenException
from domain.shared_kernel.platform import Platform
from tests.support.memory_ports import MemoryPorts
from tests.support.session_services import SessionServices


@pytest.fixture
def refresh_tokens(memory: MemoryPorts, services: SessionServices) -> RefreshTokens:
    ports = (memory.begin, memory.principals, memory.store, services.tokens)
    return RefreshTokens(*ports, memory.mails, memory.record, services.meter, memory.session_policy)


def a_command(pair: TokenPair, platform: Platform = Platform.CUSTOMER) -> RefreshCommand:
    return RefreshCommand(refresh_token=pair.refresh_token, platform=platform)


async def test_refresh_tokens_starts_the_next_generation_and_prolongs_the_session(
    memory: MemoryPorts, services: SessionServices, refresh_tokens: RefreshTokens
) -> None:
    ada = await memory.add_user()
    first = await services.log_in(ada)
    memory.clock.pass_time(days=1)
    second = await refresh_tokens(a_command(first))
    [session] = await memory.sessions_of(ada)
    assert second.refresh_token != first.refresh_token
    assert (session.generation, session.is_acknowledged) == (2, False)
    assert session.expires_at == memory.clock.now() + memory.session_policy.idle


async def test_refresh_tokens_repeats_an_answer_that_the_client_may_not_have_received(
    memory: MemoryPorts, services: SessionServices, refresh_tokens: RefreshTokens
) -> None:
    ada = await memory.add_user()
    first = await services.log_in(ada)
    second = await refresh_tokens(a_command(first))
    memory.clock.pass_time(hours=1)
    assert (await refresh_tokens(a_command(first))).refresh_token == second.refresh_token
    assert [session.generation for session in await memory.sessions_of(ada)] == [2]


async def test_refresh_tokens_ends_the_session_of_a_reused_token_and_notifies_its_owner(
    memory: MemoryPorts, services: SessionServices, refresh_tokens: RefreshTokens
) -> None:
    ada = await memory.add_user()
    first = await services.log_in(ada)
    [session] = await memory.sessions_of(ada)
    await refresh_tokens(a_command(await refresh_tokens(a_command(first))))
    with pytest.raises(TokenReused):
        await refresh_tokens(a_command(first))
    assert await memory.sessions_of(ada) == []
    assert [json.loads(job.arguments)["kind"] for job in await memory.jobs()] == ["session_reused"]
    assert [event for event in memory.sink.events if isinstance(event, RefreshTokenReused)] == [
        RefreshTokenReused(user_id=ada.pk, session_id=session.pk, by=None, at=memory.clock.now())
    ]


async def test_refresh_tokens_counts_what_became_of_each_token(
    memory: MemoryPorts, services: SessionServices, refresh_tokens: RefreshTokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = list[str]()
    monkeypatch.setattr(services.meter, "refreshed", outcomes.append)
    first = await services.log_in(await memory.add_user())
    second = await refresh_tokens(a_command(first))
    await refresh_tokens(a_command(first))
    await refresh_tokens(a_command(second))
    for _time in range(2):
        with pytest.raises((TokenReused, RevokedTokenException)):
            await refresh_tokens(a_command(first))
    assert outcomes == ["rotated", "repeated", "rotated", "token_reused", "revoked_token"]


async def test_refresh_tokens_refuses_a_session_that_has_expired_or_was_ended(
    memory: MemoryPorts, services: SessionServices, refresh_tokens: RefreshTokens
) -> None:
    ada, eve = await memory.add_user(), await memory.add_user("eve@example.org")
    idle, ended = await services.log_in(ada), await services.log_in(eve)
    eve.end_sessions(by=eve.pk, cause=SessionEnd.ENDED, at=memory.clock.now())
    await memory.update(eve)
    with pytest.raises(RevokedTokenException):
        await refresh_tokens(a_command(ended))
    memory.clock.at += memory.session_policy.idle
    with pytest.raises(ExpiredTokenException):
        await refresh_tokens(a_command(idle))


async def test_refresh_tokens_refuses_an_access_token_and_another_platform(
    memory: MemoryPorts, services: SessionServices, refresh_tokens: RefreshTokens
) -> None:
    pair = await services.log_in(await memory.add_user())
    with pytest.raises(InvalidTokenException):
        await refresh_tokens(RefreshCommand(refresh_token=pair.access_token, platform=Platform.CUSTOMER))
    with pytest.raises(InvalidTokenException):
        await refresh_tokens(a_command(pair, Platform.ADMIN))
