from collections.abc import Callable
from typing import cast

import attrs
import pytest

from application.accounts.lock_user import LockUser, LockUserCommand
from application.accounts.request_email_change import RequestEmailChange, RequestEmailChangeCommand
from application.accounts.services.check_password import CheckPassword
from application.accounts.services.confirm_password import ConfirmPassword
from domain.accounts.email_address import EmailAddress
from domain.accounts.errors import WrongPassword
from domain.accounts.one_time_token import LinkEnd
from domain.shared_kernel.actor import OPERATOR
from domain.shared_kernel.errors import RateLimitException, RevokedTokenException
from tests.support.memory_ports import PASSWORD, MemoryPorts

NEW = EmailAddress("countess@example.org")


@pytest.fixture
def request_email_change(memory: MemoryPorts) -> RequestEmailChange:
    return RequestEmailChange(memory.begin, memory.confirm_password, memory.mail_quota, memory.mails, memory.clock)


@pytest.fixture
def a_command(memory: MemoryPorts) -> Callable[..., RequestEmailChangeCommand]:
    session_id = memory.ids.ordered()
    return lambda user, password=PASSWORD: RequestEmailChangeCommand(
        user_id=user.pk, session_id=session_id, new_email=NEW, password=password
    )


async def test_request_email_change_mails_both_addresses_and_changes_nothing_yet(
    memory: MemoryPorts, request_email_change: RequestEmailChange, a_command: Callable[..., RequestEmailChangeCommand]
) -> None:
    ada = await memory.add_user()
    await request_email_change(a_command(ada))
    [token] = await memory.stored_links()
    assert (token.new_email, token.old_email) == (NEW, ada.email)
    assert [(job.kind, job.token_id) for job in await memory.mail_jobs()] == [
        ("confirm_new_email", token.pk),
        ("email_change_requested", token.pk),
    ]
    assert (await memory.user(ada.pk)).values() == ada.values()


async def test_request_email_change_replaces_an_earlier_request(
    memory: MemoryPorts, request_email_change: RequestEmailChange, a_command: Callable[..., RequestEmailChangeCommand]
) -> None:
    ada = await memory.add_user()
    for _request in range(2):
        await request_email_change(a_command(ada))
    assert [token.ended_as for token in await memory.stored_links()] == [LinkEnd.REPLACED, None]


async def test_request_email_change_refuses_a_wrong_password(
    memory: MemoryPorts, request_email_change: RequestEmailChange, a_command: Callable[..., RequestEmailChangeCommand]
) -> None:
    with pytest.raises(WrongPassword):
        await request_email_change(a_command(await memory.add_user(), "another-password"))
    assert (await memory.jobs(), await memory.stored_links()) == ([], [])


async def test_request_email_change_refuses_a_new_mailbox_that_has_had_all_its_mails(
    memory: MemoryPorts, request_email_change: RequestEmailChange, a_command: Callable[..., RequestEmailChangeCommand]
) -> None:
    ada = await memory.add_user()
    for _request in range(memory.mail_quota.policy.quota):
        await request_email_change(a_command(ada))
    with pytest.raises(RateLimitException):
        await request_email_change(a_command(ada))


async def test_request_email_change_refuses_a_session_that_ended_while_the_password_was_checked(
    memory: MemoryPorts, request_email_change: RequestEmailChange, a_command: Callable[..., RequestEmailChangeCommand]
) -> None:
    ada = await memory.add_user()
    lock_user = LockUser(memory.begin, memory.mails, memory.enqueue, memory.clock)

    async def lock_meanwhile(*_arguments: object) -> bool:
        await lock_user(LockUserCommand(user_id=ada.pk, by=OPERATOR))
        return True

    confirm = ConfirmPassword(memory.read, cast(CheckPassword, lock_meanwhile), memory.record, memory.clock)
    with pytest.raises(RevokedTokenException):
        await attrs.evolve(request_email_change, confirm_password=confirm)(a_command(ada))
    assert await memory.stored_links() == []
