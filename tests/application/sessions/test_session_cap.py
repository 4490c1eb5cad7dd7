"""An account has a limited number of sessions; its owner hears of it once a day."""

import attrs
import pytest

from application.sessions.services import session_cap
from application.sessions.services.session_cap import SessionCap
from domain.accounts.user import User
from domain.sessions.events import SurplusSessionsEnded
from domain.sessions.session import SessionPolicy
from domain.shared_kernel.actor import SERVICE
from tests.support.memory_ports import MemoryPorts

LIMIT = 3


@pytest.fixture
def cap(memory: MemoryPorts) -> SessionCap:
    policy = attrs.evolve(SessionPolicy(), per_account=LIMIT)
    return SessionCap(memory.store, memory.begin, memory.mails, memory.limiter, policy)


async def open_sessions(memory: MemoryPorts, user: User, count: int) -> None:
    for _session in range(count):
        memory.clock.pass_time(minutes=1)
        await memory.add_session(user)


async def test_as_many_sessions_as_allowed_are_left_alone(memory: MemoryPorts, cap: SessionCap) -> None:
    ada = await memory.add_user(password=None)
    await open_sessions(memory, ada, LIMIT)
    await cap.enforce(ada)
    assert (len(await memory.sessions_of(ada)), memory.sink.events) == (LIMIT, [])


async def test_sessions_end_whose_last_use_is_longest_ago(
    memory: MemoryPorts, cap: SessionCap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_cap, "SESSIONS_PER_PAGE", 2)
    ada = await memory.add_user(password=None)
    await open_sessions(memory, ada, 5 + LIMIT)
    newest = sorted(await memory.sessions_of(ada), key=lambda session: session.created_at)[-LIMIT:]
    await cap.enforce(ada)
    assert {session.pk for session in await memory.sessions_of(ada)} == {session.pk for session in newest}
    ended = SurplusSessionsEnded(user_id=ada.pk, by=SERVICE, ended=5, at=memory.clock.now())
    assert [event for event in memory.sink.events if isinstance(event, SurplusSessionsEnded)] == [ended]


async def test_each_owner_is_mailed_once_a_day(memory: MemoryPorts, cap: SessionCap) -> None:
    people = [await memory.add_user(f"{name}@example.org", password=None) for name in ("ada", "eve")]
    for user in (*people, *people):
        await open_sessions(memory, user, LIMIT + 1)
        await cap.enforce(user)
    mails = [(job.kind, job.user_id) for job in await memory.mail_jobs()]
    assert mails == [("surplus_sessions_ended", user.pk) for user in people]
    memory.clock.pass_time(days=1)
    await open_sessions(memory, people[0], LIMIT + 1)
    await cap.enforce(people[0])
    assert len(await memory.mail_jobs()) == 3
