import pytest

from application.sessions.end_all_sessions import EndAllSessions
from domain.shared_kernel.errors import NotFoundException
from tests.support.memory_ports import MemoryPorts
from tests.support.session_services import SessionServices


@pytest.fixture
def end_all_sessions(memory: MemoryPorts, services: SessionServices) -> EndAllSessions:
    return EndAllSessions(memory.read, services.tokens)


async def test_end_all_sessions_keeps_the_current_one(memory: MemoryPorts, end_all_sessions: EndAllSessions) -> None:
    ada = await memory.add_user(password=None)
    current, *_others = [await memory.add_session(ada) for _session in range(3)]
    await end_all_sessions(ada.pk, except_for=current.pk)
    assert [session.pk for session in await memory.sessions_of(ada)] == [current.pk]


async def test_end_all_sessions_ends_all_of_one_user_and_none_of_another(
    memory: MemoryPorts, end_all_sessions: EndAllSessions
) -> None:
    ada, eve = [await memory.add_user(f"{name}@example.org", password=None) for name in ("ada", "eve")]
    for user in (ada, ada, eve):
        await memory.add_session(user)
    await end_all_sessions(ada.pk)
    assert (len(await memory.sessions_of(ada)), len(await memory.sessions_of(eve))) == (0, 1)


async def test_end_all_sessions_does_not_know_an_account_that_is_gone(
    memory: MemoryPorts, end_all_sessions: EndAllSessions
) -> None:
    ada = await memory.add_user(password=None)
    await memory.add_session(ada)
    await memory.delete(ada)
    with pytest.raises(NotFoundException):
        await end_all_sessions(ada.pk)
    assert len(await memory.sessions_of(ada)) == 1
