import pytest

from application.sessions.log_out import LogOut, LogOutCommand
from domain.accounts.session_end import SessionEnd
from domain.sessions.events import SessionEnded
from domain.shared_kernel.errors import InvalidTokenException
from domain.shared_kernel.platform import Platform
from tests.support.memory_ports import MemoryPorts
from tests.support.session_services import SessionServices


@pytest.fixture
def log_out(memory: MemoryPorts, services: SessionServices) -> LogOut:
    return LogOut(services.tokens, memory.store, memory.record)


def a_command(token: str, platform: Platform = Platform.CUSTOMER) -> LogOutCommand:
    return LogOutCommand(refresh_token=token, platform=platform)


async def test_log_out_ends_the_session_of_the_token_and_no_other(
    memory: MemoryPorts, services: SessionServices, log_out: LogOut
) -> None:
    ada = await memory.add_user()
    pair = await services.log_in(ada)
    [ended] = await memory.sessions_of(ada)
    kept = await memory.add_session(ada)
    await log_out(a_command(pair.refresh_token))
    assert [session.pk for session in await memory.sessions_of(ada)] == [kept.pk]
    cause, now = SessionEnd.LOGGED_OUT, memory.clock.now()
    assert memory.sink.events[-1] == SessionEnded(user_id=ada.pk, session_id=ended.pk, by=ada.pk, cause=cause, at=now)


async def test_log_out_accepts_a_token_that_was_replaced_and_has_expired(
    memory: MemoryPorts, services: SessionServices, log_out: LogOut
) -> None:
    ada = await memory.add_user()
    pair = await services.log_in(ada)
    [session] = await memory.sessions_of(ada)
    memory.clock.pass_time(days=6)
    session.rotate(now=memory.clock.now(), policy=memory.session_policy)
    await memory.store.replace(session)
    memory.clock.pass_time(days=2)
    await log_out(a_command(pair.refresh_token))
    assert await memory.sessions_of(ada) == []


async def test_log_out_does_nothing_for_a_session_that_has_ended(
    memory: MemoryPorts, services: SessionServices, log_out: LogOut
) -> None:
    ada = await memory.add_user()
    pair = await services.log_in(ada)
    await log_out(a_command(pair.refresh_token))
    await log_out(a_command(pair.refresh_token))
    assert await memory.sessions_of(ada) == []


async def test_log_out_refuses_an_access_token_and_another_platform(
    memory: MemoryPorts, services: SessionServices, log_out: LogOut
) -> None:
    ada = await memory.add_user()
    pair = await services.log_in(ada)
    for command in (a_command(pair.access_token), a_command(pair.refresh_token, Platform.ADMIN)):
        with pytest.raises(InvalidTokenException):
            await log_out(command)
    assert len(await memory.sessions_of(ada)) == 1
