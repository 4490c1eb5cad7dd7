import pytest

from application.accounts.delete_user import DeleteUser, DeleteUserCommand
from application.accounts.services.remove_account import RemoveAccount
from domain.access.role import Role
from domain.accounts import purposes
from domain.accounts.errors import CannotTargetSelf, LastStaffMember, StaleVersion
from domain.shared_kernel.actor import OPERATOR
from domain.shared_kernel.errors import NotFoundException
from tests.support.memory_ports import MemoryPorts


@pytest.fixture
def delete_user(memory: MemoryPorts) -> DeleteUser:
    return DeleteUser(memory.begin, RemoveAccount(memory.personal_data), memory.clock)


async def test_delete_user_removes_the_account_and_its_links_alone(
    memory: MemoryPorts, delete_user: DeleteUser
) -> None:
    ada, eve = await memory.add_user(), await memory.add_user("eve@example.org")
    for user in (ada, eve):
        await memory.add_link(user, purposes.RESET_PASSWORD)
    await delete_user(DeleteUserCommand(user_id=ada.pk, by=OPERATOR))
    with pytest.raises(NotFoundException):
        await memory.user(ada.pk)
    assert [token.user_id for token in await memory.stored_links()] == [eve.pk]


async def test_delete_user_has_the_sessions_removed_and_mails_nobody(
    memory: MemoryPorts, delete_user: DeleteUser
) -> None:
    ada = await memory.add_user()
    await delete_user(DeleteUserCommand(user_id=ada.pk, by=OPERATOR))
    assert [job.name for job in await memory.jobs()] == ["forget_sessions"]
    assert "user_deleted" in {event.event_name for event in memory.sink.events}


async def test_delete_user_refuses_the_one_who_acts(memory: MemoryPorts, delete_user: DeleteUser) -> None:
    boss, _other = [await memory.add_user(f"{name}@example.org", role=Role.OWNER) for name in ("boss", "other")]
    with pytest.raises(CannotTargetSelf):
        await delete_user(DeleteUserCommand(user_id=boss.pk, by=boss.pk))


async def test_delete_user_refuses_the_last_staff_member_even_to_the_operator(
    memory: MemoryPorts, delete_user: DeleteUser
) -> None:
    boss = await memory.add_user("boss@example.org", role=Role.OWNER)
    with pytest.raises(LastStaffMember):
        await delete_user(DeleteUserCommand(user_id=boss.pk, by=OPERATOR))
    assert await memory.user(boss.pk) == boss


async def test_delete_user_refuses_a_version_that_the_actor_has_not_seen(
    memory: MemoryPorts, delete_user: DeleteUser
) -> None:
    ada = await memory.add_user()
    with pytest.raises(StaleVersion):
        await delete_user(DeleteUserCommand(user_id=ada.pk, by=OPERATOR, expected={ada.version + 1}))
    assert await memory.user(ada.pk) == ada
