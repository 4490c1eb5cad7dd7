import pytest

from application.accounts.lock_user import LockUser, LockUserCommand
from application.accounts.unlock_user import UnlockUser, UnlockUserCommand
from domain.accounts.errors import StaleVersion
from domain.accounts.user import User
from domain.shared_kernel.actor import OPERATOR
from domain.shared_kernel.errors import NotFoundException
from tests.support.memory_ports import MemoryPorts


@pytest.fixture
def unlock_user(memory: MemoryPorts) -> UnlockUser:
    return UnlockUser(memory.begin, memory.clock)


@pytest.fixture
async def locked(memory: MemoryPorts) -> User:
    lock_user = LockUser(memory.begin, memory.mails, memory.enqueue, memory.clock)
    ada = await memory.add_user()
    return await lock_user(LockUserCommand(user_id=ada.pk, by=OPERATOR, reason="spam"))


async def test_unlock_user_opens_the_account_and_keeps_its_sessions_ended(
    memory: MemoryPorts, unlock_user: UnlockUser, locked: User
) -> None:
    await unlock_user(UnlockUserCommand(user_id=locked.pk, by=OPERATOR, reason="a mistake"))
    ada = await memory.user(locked.pk)
    assert (ada.is_locked, ada.status_reason, ada.token_version) == (False, "a mistake", locked.token_version)
    assert memory.sink.events[-1].event_name == "user_unlocked"


async def test_unlock_user_mails_nobody(memory: MemoryPorts, unlock_user: UnlockUser, locked: User) -> None:
    before = [job.pk for job in await memory.jobs()]
    await unlock_user(UnlockUserCommand(user_id=locked.pk, by=OPERATOR))
    assert [job.pk for job in await memory.jobs()] == before


async def test_unlock_user_changes_nothing_for_one_who_is_not_locked(
    memory: MemoryPorts, unlock_user: UnlockUser
) -> None:
    ada = await memory.add_user()
    before = await memory.user(ada.pk)
    await unlock_user(UnlockUserCommand(user_id=ada.pk, by=OPERATOR, reason="again"))
    assert (await memory.user(ada.pk)).values() == before.values()


async def test_unlock_user_refuses_a_version_that_the_actor_has_not_seen(
    memory: MemoryPorts, unlock_user: UnlockUser, locked: User
) -> None:
    with pytest.raises(StaleVersion):
        await unlock_user(UnlockUserCommand(user_id=locked.pk, by=OPERATOR, expected={locked.version + 1}))
    assert (await memory.user(locked.pk)).is_locked


async def test_unlock_user_does_not_know_an_account_that_is_gone(memory: MemoryPorts, unlock_user: UnlockUser) -> None:
    with pytest.raises(NotFoundException):
        await unlock_user(UnlockUserCommand(user_id=memory.ids.random(), by=OPERATOR))
