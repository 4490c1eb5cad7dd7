import pytest

from application.accounts.promote_to_staff import PromoteToStaff, PromoteToStaffCommand
from application.accounts.services.void_account import VoidAccount
from domain.accounts import purposes
from domain.accounts.email_address import EmailAddress
from domain.accounts.one_time_token import LinkEnd
from domain.shared_kernel.errors import NotFoundException, ValidationException
from tests.support.memory_ports import PASSWORD, MemoryPorts

ADA = EmailAddress("ada@example.org")
NEW_PASSWORD = "kettle-9-orbit-plum"


@pytest.fixture
def promote_to_staff(memory: MemoryPorts) -> PromoteToStaff:
    void_account = VoidAccount(memory.mails, memory.enqueue)
    return PromoteToStaff(memory.begin, memory.read, memory.passwords, memory.mails, void_account, memory.clock)


@pytest.mark.parametrize("password", [None, PASSWORD])
async def test_promote_to_staff_keeps_password_and_sessions_of_a_confirmed_account(
    memory: MemoryPorts, promote_to_staff: PromoteToStaff, password: str | None
) -> None:
    ada = await memory.add_user()
    await promote_to_staff(PromoteToStaffCommand(email=ADA, password=password))
    stored = await memory.user(ada.pk)
    assert (stored.is_staff, stored.password_hash) == (True, ada.password_hash)
    assert stored.token_version == ada.token_version
    assert await memory.jobs() == []


async def test_promote_to_staff_sets_another_password_and_notifies_the_owner(
    memory: MemoryPorts, promote_to_staff: PromoteToStaff
) -> None:
    ada = await memory.add_user()
    await promote_to_staff(PromoteToStaffCommand(email=ADA, password=NEW_PASSWORD))
    stored = await memory.user(ada.pk)
    assert await memory.hasher.verify(stored.password_hash, NEW_PASSWORD)
    assert stored.token_version > ada.token_version
    assert [job.kind for job in await memory.mail_jobs()] == ["password_changed"]
    assert [job.name for job in await memory.jobs()] == ["send_mail", "forget_sessions"]


async def test_promote_to_staff_voids_what_a_stranger_may_have_left_in_an_unconfirmed_account(
    memory: MemoryPorts, promote_to_staff: PromoteToStaff
) -> None:
    ada = await memory.add_user(verified=False)
    for purpose in (purposes.CHANGE_EMAIL, purposes.VERIFY_EMAIL):
        await memory.add_link(ada, purpose)
    await promote_to_staff(PromoteToStaffCommand(email=ADA))
    stored = await memory.user(ada.pk)
    assert (stored.is_staff, stored.is_email_verified, stored.password_hash) == (True, True, None)
    assert stored.token_version > ada.token_version
    assert [token.ended_as for token in await memory.stored_links()] == [LinkEnd.VOIDED, LinkEnd.USED]
    assert [job.name for job in await memory.jobs()] == ["forget_sessions"]


async def test_promote_to_staff_sets_the_password_of_an_unconfirmed_account_even_if_a_stranger_chose_the_same(
    memory: MemoryPorts, promote_to_staff: PromoteToStaff
) -> None:
    ada = await memory.add_user(verified=False)
    await promote_to_staff(PromoteToStaffCommand(email=ADA, password=PASSWORD))
    stored = await memory.user(ada.pk)
    assert stored.password_hash not in {None, ada.password_hash}
    assert stored.token_version > ada.token_version


async def test_promote_to_staff_refuses_a_password_made_of_the_name(
    memory: MemoryPorts, promote_to_staff: PromoteToStaff
) -> None:
    ada = await memory.add_user()
    with pytest.raises(ValidationException) as refused:
        await promote_to_staff(PromoteToStaffCommand(email=ADA, password="lovelace-ada"))
    assert [error.field for error in refused.value.errors] == ["password"]
    assert not (await memory.user(ada.pk)).is_staff


async def test_promote_to_staff_does_not_know_an_address_without_an_account(promote_to_staff: PromoteToStaff) -> None:
    with pytest.raises(NotFoundException):
        await promote_to_staff(PromoteToStaffCommand(email=ADA))
