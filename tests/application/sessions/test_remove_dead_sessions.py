import pytest

from application.accounts.services.remove_dead_sessions_job import RemoveDeadSessionsJob
from application.sessions.remove_dead_sessions import RemoveDeadSessions
from domain.accounts.session_end import SessionEnd
from tests.support.memory_ports import MemoryPorts


@pytest.fixture
def remove_dead_sessions(memory: MemoryPorts) -> RemoveDeadSessions:
    return RemoveDeadSessions(memory.read, memory.store)


async def test_remove_dead_sessions_keeps_those_that_were_opened_after_the_act(
    memory: MemoryPorts, remove_dead_sessions: RemoveDeadSessions
) -> None:
    ada = await memory.add_user(password=None)
    await memory.add_session(ada)
    ada.end_sessions(by=ada.pk, cause=SessionEnd.ENDED, at=memory.clock.now())
    await memory.update(ada)
    live = await memory.add_session(ada)
    await remove_dead_sessions(RemoveDeadSessionsJob(ada.pk))
    assert [session.pk for session in await memory.sessions_of(ada)] == [live.pk]


async def test_remove_dead_sessions_removes_all_of_a_user_who_is_gone(
    memory: MemoryPorts, remove_dead_sessions: RemoveDeadSessions
) -> None:
    ada, eve = [await memory.add_user(f"{name}@example.org", password=None) for name in ("ada", "eve")]
    for user in (ada, ada, eve):
        await memory.add_session(user)
    await memory.delete(ada)
    await remove_dead_sessions(RemoveDeadSessionsJob(ada.pk))
    assert (len(await memory.sessions_of(ada)), len(await memory.sessions_of(eve))) == (0, 1)


async def test_remove_dead_sessions_may_be_repeated(
    memory: MemoryPorts, remove_dead_sessions: RemoveDeadSessions
) -> None:
    ada = await memory.add_user(password=None)
    live = await memory.add_session(ada)
    for _attempt in range(2):
        assert await remove_dead_sessions(RemoveDeadSessionsJob(ada.pk)) is None
    assert [session.pk for session in await memory.sessions_of(ada)] == [live.pk]
