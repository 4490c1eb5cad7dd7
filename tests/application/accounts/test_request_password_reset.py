import pytest

from application.accounts.lock_user import LockUser, LockUserCommand
from application.accounts.request_password_reset import RequestPasswordReset, RequestPasswordResetCommand
from domain.access.role import Role
from domain.accounts.email_address import EmailAddress
from domain.shared_kernel.actor import OPERATOR
from domain.shared_kernel.errors import RateLimitException
from domain.shared_kernel.platform import Platform
from tests.support.memory_ports import MemoryPorts


@pytest.fixture
def request_password_reset(memory: MemoryPorts) -> RequestPasswordReset:
    return RequestPasswordReset(memory.begin, memory.mail_quota, memory.mails, memory.clock)


def a_command(email: str = "ada@example.org", platform: Platform = Platform.CUSTOMER) -> RequestPasswordResetCommand:
    return RequestPasswordResetCommand(email=EmailAddress(email), platform=platform)


async def test_request_password_reset_mails_a_link_to_the_owner_of_the_address(
    memory: MemoryPorts, request_password_reset: RequestPasswordReset
) -> None:
    ada = await memory.add_user(password=None)
    await request_password_reset(a_command("ADA@example.org"))
    assert [(job.kind, job.user_id) for job in await memory.mail_jobs()] == [("reset_password", ada.pk)]
    assert (await memory.user(ada.pk)).values() == ada.values()


async def test_request_password_reset_does_the_same_work_for_nobody_where_the_address_has_no_account(
    memory: MemoryPorts, request_password_reset: RequestPasswordReset
) -> None:
    ada = await memory.add_user(password=None)
    await request_password_reset(a_command("nobody@example.org"))
    [job], [token] = await memory.mail_jobs(), await memory.stored_links()
    assert (job.kind, job.token_id, job.user_id == token.user_id) == ("reset_password", token.pk, True)
    assert job.user_id != ada.pk


async def test_request_password_reset_sends_customers_nothing_for_the_admin_platform(
    memory: MemoryPorts, request_password_reset: RequestPasswordReset
) -> None:
    ada = await memory.add_user(password=None)
    boss = await memory.add_user("boss@example.org", role=Role.OWNER, password=None)
    for user in (ada, boss):
        await request_password_reset(a_command(user.email, Platform.ADMIN))
    assert [job.user_id in (ada.pk, boss.pk) for job in await memory.mail_jobs()] == [False, True]


async def test_request_password_reset_sends_nothing_to_one_who_is_locked(
    memory: MemoryPorts, request_password_reset: RequestPasswordReset
) -> None:
    ada = await memory.add_user(password=None)
    lock_user = LockUser(memory.begin, memory.mails, memory.enqueue, memory.clock)
    await lock_user(LockUserCommand(user_id=ada.pk, by=OPERATOR))
    await request_password_reset(a_command())
    assert [job.kind for job in await memory.mail_jobs() if job.user_id == ada.pk] == ["account_locked"]


async def test_request_password_reset_limits_the_mails_to_an_address_with_and_without_an_account(
    memory: MemoryPorts, request_password_reset: RequestPasswordReset
) -> None:
    await memory.add_user(password=None)
    for email in ("ada@example.org", "nobody@example.org"):
        for _request in range(memory.mail_quota.policy.quota):
            await request_password_reset(a_command(email))
        with pytest.raises(RateLimitException):
            await request_password_reset(a_command(email.upper()))
