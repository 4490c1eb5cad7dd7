import pytest

from application.sessions.end_session_as_staff import EndSessionAsStaff
from domain.access.errors import PermissionDenied
from domain.access.role import Role
from domain.accounts.session_end import SessionEnd
from domain.sessions.events import SessionEnded
from domain.shared_kernel.actor import OPERATOR
from domain.shared_kernel.errors import NotFoundException
from tests.support.memory_ports import MemoryPorts


@pytest.fixture
def end_session(memory: MemoryPorts) -> EndSessionAsStaff:
    return EndSessionAsStaff(memory.read, memory.store, memory.record)


async def test_end_session_as_staff_removes_this_one_only(memory: MemoryPorts, end_session: EndSessionAsStaff) -> None:
    ada, support = await memory.add_user(), await memory.add_user("help@example.org", role=Role.SUPPORT)
    kept, ended = await memory.add_session(ada), await memory.add_session(ada)
    await end_session(ada.pk, ended.pk, by=support.pk)
    assert [session.pk for session in await memory.sessions_of(ada)] == [kept.pk]
    cause, now = SessionEnd.ENDED, memory.clock.now()
    assert memory.sink.events == [SessionEnded(user_id=ada.pk, session_id=ended.pk, by=support.pk, cause=cause, at=now)]


async def test_end_session_as_staff_refuses_staff_without_the_permission(
    memory: MemoryPorts, end_session: EndSessionAsStaff
) -> None:
    ada, auditor = await memory.add_user(), await memory.add_user("audit@example.org", role=Role.AUDITOR)
    session = await memory.add_session(ada)
    with pytest.raises(PermissionDenied):
        await end_session(ada.pk, session.pk, by=auditor.pk)
    assert len(await memory.sessions_of(ada)) == 1


async def test_end_session_as_staff_does_not_know_the_session_of_another_user(
    memory: MemoryPorts, end_session: EndSessionAsStaff
) -> None:
    ada, eve = [await memory.add_user(f"{name}@example.org") for name in ("ada", "eve")]
    session = await memory.add_session(eve)
    with pytest.raises(NotFoundException):
        await end_session(ada.pk, session.pk, by=OPERATOR)
    assert len(await memory.sessions_of(eve)) == 1
