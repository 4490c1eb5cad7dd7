import pytest

from application.accounts.register import Register
from application.accounts.services.open_account import OpenAccount
from application.accounts.services.register_command import RegisterCommand
from domain.accounts.email_address import EmailAddress
from domain.accounts.errors import EmailTaken
from domain.shared_kernel.errors import RateLimitException, ValidationException
from tests.support.memory_ports import PASSWORD, MemoryPorts, a_person


@pytest.fixture
def register(memory: MemoryPorts) -> Register:
    open_account = OpenAccount(memory.mails, memory.clock, memory.ids)
    return Register(memory.begin, memory.passwords, memory.mail_quota, open_account)


def a_command(email: str = "ada@example.org", password: str = PASSWORD) -> RegisterCommand:
    return RegisterCommand(person=a_person(email), password=password)


async def test_register_stores_the_account_and_mails_a_link(memory: MemoryPorts, register: Register) -> None:
    user = await memory.user((await register(a_command())).pk)
    assert (user.email, user.is_email_verified, user.is_staff) == ("ada@example.org", False, False)
    assert await memory.hasher.verify(user.password_hash, PASSWORD)
    assert [job.name for job in await memory.jobs()] == ["send_mail"]


async def test_register_refuses_an_address_that_is_taken_however_it_is_spelt(
    memory: MemoryPorts, register: Register
) -> None:
    await register(a_command())
    with pytest.raises(EmailTaken):
        await register(a_command("ADA@example.org"))
    assert len(await memory.jobs()) == 1


async def test_register_refuses_a_password_made_of_the_name_and_names_the_field(register: Register) -> None:
    with pytest.raises(ValidationException) as refused:
        await register(a_command(password="lovelace-ada"))
    assert [error.field for error in refused.value.errors] == ["password"]


async def test_register_refuses_a_mailbox_that_has_had_all_its_mails(memory: MemoryPorts, register: Register) -> None:
    for _mail in range(memory.mail_quota.policy.quota):
        async with memory.mail_quota.spend(EmailAddress("ada@example.org")):
            pass
    with pytest.raises(RateLimitException):
        await register(a_command())


async def test_register_takes_nothing_from_the_quota_where_it_refuses(memory: MemoryPorts, register: Register) -> None:
    await register(a_command())
    for _attempt in range(memory.mail_quota.policy.quota):
        with pytest.raises(EmailTaken):
            await register(a_command())
