from collections.abc import Callable
from typing import cast

import attrs
import pytest

from application.accounts.delete_account import DeleteAccount, DeleteAccountCommand
from application.accounts.lock_user import LockUser, LockUserCommand
from application.accounts.services.check_password import CheckPassword
from application.accounts.services.confirm_password import ConfirmPassword
from application.accounts.services.remove_account import RemoveAccount
from domain.access.role import Role
from domain.accounts.errors import LastStaffMember, WrongPassword
from domain.accounts.password_events import PasswordRefused
from domain.shared_kernel.actor import OPERATOR
from domain.shared_kernel.errors import NotFoundException, RateLimitException, RevokedTokenException
from tests.support.memory_ports import GUESSES, PASSWORD, MemoryPorts


@pytest.fixture
def delete_account(memory: MemoryPorts) -> DeleteAccount:
    remove_account = RemoveAccount(memory.personal_data)
    return DeleteAccount(memory.begin, memory.confirm_password, remove_account, memory.clock)


@pytest.fixture
def a_command(memory: MemoryPorts) -> Callable[..., DeleteAccountCommand]:
    session_id = memory.ids.ordered()
    return lambda user, password=PASSWORD: DeleteAccountCommand(
        user_id=user.pk, session_id=session_id, password=password
    )


async def test_delete_account_removes_the_account_and_has_its_sessions_removed(
    memory: MemoryPorts, delete_account: DeleteAccount, a_command: Callable[..., DeleteAccountCommand]
) -> None:
    ada = await memory.add_user()
    await delete_account(a_command(ada))
    with pytest.raises(NotFoundException):
        await memory.user(ada.pk)
    assert [job.name for job in await memory.jobs()] == ["forget_sessions"]


async def test_delete_account_refuses_a_wrong_password(
    memory: MemoryPorts, delete_account: DeleteAccount, a_command: Callable[..., DeleteAccountCommand]
) -> None:
    ada = await memory.add_user()
    command = a_command(ada, "another-password")
    with pytest.raises(WrongPassword):
        await delete_account(command)
    assert await memory.user(ada.pk) == ada
    [refused] = [event for event in memory.sink.events if isinstance(event, PasswordRefused)]
    assert (refused.user_id, refused.session_id) == (ada.pk, command.session_id)


async def test_delete_account_refuses_even_the_right_password_after_too_many_guesses(
    memory: MemoryPorts, delete_account: DeleteAccount, a_command: Callable[..., DeleteAccountCommand]
) -> None:
    ada = await memory.add_user()
    for _guess in range(GUESSES.known_device.quota):
        with pytest.raises(WrongPassword):
            await delete_account(a_command(ada, "another-password"))
    with pytest.raises(RateLimitException):
        await delete_account(a_command(ada))


async def test_delete_account_refuses_the_last_staff_member(
    memory: MemoryPorts, delete_account: DeleteAccount, a_command: Callable[..., DeleteAccountCommand]
) -> None:
    boss = await memory.add_user("boss@example.org", role=Role.OWNER)
    with pytest.raises(LastStaffMember):
        await delete_account(a_command(boss))
    assert await memory.user(boss.pk) == boss


async def test_delete_account_refuses_a_session_that_ended_while_the_password_was_checked(
    memory: MemoryPorts, delete_account: DeleteAccount, a_command: Callable[..., DeleteAccountCommand]
) -> None:
    ada = await memory.add_user()
    lock_user = LockUser(memory.begin, memory.mails, memory.enqueue, memory.clock)

    async def lock_meanwhile(*_arguments: object) -> bool:
        await lock_user(LockUserCommand(user_id=ada.pk, by=OPERATOR))
        return True

    confirm = ConfirmPassword(memory.read, cast(CheckPassword, lock_meanwhile), memory.record, memory.clock)
    with pytest.raises(RevokedTokenException):
        await attrs.evolve(delete_account, confirm_password=confirm)(a_command(ada))
    assert (await memory.user(ada.pk)).is_locked
