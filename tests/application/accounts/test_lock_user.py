import json

import pytest

from application.accounts.lock_user import LockUser, LockUserCommand
from domain.access.role import Role
from domain.accounts.errors import CannotTargetSelf, LastStaffMember, StaleVersion
from domain.shared_kernel.actor import OPERATOR
from domain.shared_kernel.errors import NotFoundException
from tests.support.memory_ports import MemoryPorts


@pytest.fixture
def lock_user(memory: MemoryPorts) -> LockUser:
    return LockUser(memory.begin, memory.mails, memory.enqueue, memory.clock)


async def test_lock_user_ends_sessions_and_notifies_the_owner(memory: MemoryPorts, lock_user: LockUser) -> None:
    boss, ada = await memory.add_user("boss@example.org", role=Role.OWNER), await memory.add_user()
    await lock_user(LockUserCommand(user_id=ada.pk, by=boss.pk, reason="spam"))
    locked = await memory.user(ada.pk)
    assert (locked.is_locked, locked.status_reason, locked.token_version) == (True, "spam", ada.token_version + 1)
    assert [(job.name, json.loads(job.arguments).get("kind")) for job in await memory.jobs()] == [
        ("send_mail", "account_locked"),
        ("forget_sessions", None),
    ]
    assert {event.event_name for event in memory.sink.events} >= {"user_locked", "sessions_ended"}


async def test_lock_user_changes_nothing_for_one_who_is_locked_already(
    memory: MemoryPorts, lock_user: LockUser
) -> None:
    boss, ada = await memory.add_user("boss@example.org", role=Role.OWNER), await memory.add_user()
    await lock_user(LockUserCommand(user_id=ada.pk, by=boss.pk))
    before = await memory.user(ada.pk)
    await lock_user(LockUserCommand(user_id=ada.pk, by=boss.pk, reason="again"))
    assert (await memory.user(ada.pk)).values() == before.values()


async def test_lock_user_refuses_the_one_who_acts(memory: MemoryPorts, lock_user: LockUser) -> None:
    boss, _other = [await memory.add_user(f"{name}@example.org", role=Role.OWNER) for name in ("boss", "other")]
    with pytest.raises(CannotTargetSelf):
        await lock_user(LockUserCommand(user_id=boss.pk, by=boss.pk))


async def test_lock_user_refuses_the_last_staff_member(memory: MemoryPorts, lock_user: LockUser) -> None:
    boss = await memory.add_user("boss@example.org", role=Role.OWNER)
    with pytest.raises(LastStaffMember):
        await lock_user(LockUserCommand(user_id=boss.pk, by=OPERATOR))


async def test_lock_user_refuses_a_version_that_the_actor_has_not_seen(
    memory: MemoryPorts, lock_user: LockUser
) -> None:
    boss, ada = await memory.add_user("boss@example.org", role=Role.OWNER), await memory.add_user()
    with pytest.raises(StaleVersion):
        await lock_user(LockUserCommand(user_id=ada.pk, by=boss.pk, expected={ada.version + 1}))


async def test_lock_user_does_not_know_an_account_that_is_gone(memory: MemoryPorts, lock_user: LockUser) -> None:
    with pytest.raises(NotFoundException):
        await lock_user(LockUserCommand(user_id=memory.ids.random(), by=memory.ids.random()))
