import pytest

from application.sessions.end_other_sessions import EndOtherSessions
from domain.accounts.session_end import SessionEnd
from domain.sessions.events import OtherSessionsEnded
from tests.support.memory_ports import MemoryPorts
from tests.support.session_services import SessionServices


@pytest.fixture
def end_other_sessions(memory: MemoryPorts, services: SessionServices) -> EndOtherSessions:
    return EndOtherSessions(services.tokens, memory.record, memory.clock)


async def test_end_other_sessions_keeps_the_current_one_and_those_of_other_people(
    memory: MemoryPorts, end_other_sessions: EndOtherSessions
) -> None:
    ada, eve = [await memory.add_user(f"{name}@example.org", password=None) for name in ("ada", "eve")]
    current, *_others = [await memory.add_session(ada) for _session in range(3)]
    await memory.add_session(eve)
    await end_other_sessions(ada.pk, current.pk)
    assert [session.pk for session in await memory.sessions_of(ada)] == [current.pk]
    assert len(await memory.sessions_of(eve)) == 1
    now = memory.clock.now()
    assert memory.sink.events == [
        OtherSessionsEnded(user_id=ada.pk, by=ada.pk, kept=current.pk, cause=SessionEnd.ENDED, at=now)
    ]
