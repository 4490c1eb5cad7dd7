import pytest

from application.sessions.end_session import EndSession
from domain.accounts.session_end import SessionEnd
from domain.sessions.events import SessionEnded
from domain.shared_kernel.errors import NotFoundException
from tests.support.memory_ports import MemoryPorts


@pytest.fixture
def end_session(memory: MemoryPorts) -> EndSession:
    return EndSession(memory.read, memory.store, memory.record)


async def test_end_session_removes_this_one_only(memory: MemoryPorts, end_session: EndSession) -> None:
    ada = await memory.add_user(password=None)
    kept, ended = await memory.add_session(ada), await memory.add_session(ada)
    await end_session(ada.pk, ended.pk)
    assert [session.pk for session in await memory.sessions_of(ada)] == [kept.pk]
    assert memory.sink.events == [
        SessionEnded(user_id=ada.pk, session_id=ended.pk, by=ada.pk, cause=SessionEnd.ENDED, at=memory.clock.now())
    ]


async def test_end_session_does_not_know_the_session_of_another_user(
    memory: MemoryPorts, end_session: EndSession
) -> None:
    ada, eve = [await memory.add_user(f"{name}@example.org", password=None) for name in ("ada", "eve")]
    session = await memory.add_session(eve)
    with pytest.raises(NotFoundException):
        await end_session(ada.pk, session.pk)
    assert len(await memory.sessions_of(eve)) == 1


async def test_end_session_does_not_know_one_that_has_ended(memory: MemoryPorts, end_session: EndSession) -> None:
    ada = await memory.add_user(password=None)
    ended, expired = await memory.add_session(ada), await memory.add_session(ada)
    await end_session(ada.pk, ended.pk)
    memory.clock.at += memory.session_policy.idle
    for session in (ended, expired):
        with pytest.raises(NotFoundException):
            await end_session(ada.pk, session.pk)
