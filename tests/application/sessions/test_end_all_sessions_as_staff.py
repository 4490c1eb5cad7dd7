import pytest

from application.sessions.end_all_sessions_as_staff import EndAllSessionsAsStaff
from domain.access.errors import PermissionDenied
from domain.access.role import Role
from domain.shared_kernel.actor import OPERATOR
from domain.shared_kernel.errors import NotFoundException
from tests.support.memory_ports import MemoryPorts


@pytest.fixture
def end_all_sessions(memory: MemoryPorts) -> EndAllSessionsAsStaff:
    return EndAllSessionsAsStaff(memory.begin, memory.enqueue, memory.clock)


@pytest.mark.parametrize("role", [Role.SUPPORT, Role.MANAGER, Role.OWNER])
async def test_end_all_sessions_changes_the_token_version_and_enqueues_the_removal(
    memory: MemoryPorts, end_all_sessions: EndAllSessionsAsStaff, role: Role
) -> None:
    ada, staff = await memory.add_user(), await memory.add_user("staff@example.org", role=role)
    session = await memory.add_session(ada)
    await end_all_sessions(ada.pk, by=staff.pk)
    assert not session.is_valid_for(await memory.user(ada.pk), memory.clock.now())
    assert [job.name for job in await memory.jobs()] == ["forget_sessions"]


async def test_end_all_sessions_refuses_staff_without_the_permission_and_changes_nothing(
    memory: MemoryPorts, end_all_sessions: EndAllSessionsAsStaff
) -> None:
    ada, auditor = await memory.add_user(), await memory.add_user("audit@example.org", role=Role.AUDITOR)
    with pytest.raises(PermissionDenied):
        await end_all_sessions(ada.pk, by=auditor.pk)
    assert ((await memory.user(ada.pk)).values(), await memory.jobs()) == (ada.values(), [])


async def test_end_all_sessions_does_not_know_an_account_that_is_gone(
    memory: MemoryPorts, end_all_sessions: EndAllSessionsAsStaff
) -> None:
    with pytest.raises(NotFoundException):
        await end_all_sessions(memory.ids.random(), by=OPERATOR)
