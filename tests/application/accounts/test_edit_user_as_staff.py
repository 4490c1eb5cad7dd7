import pytest

from application.accounts.edit_user_as_staff import EditUserAsStaff, EditUserAsStaffCommand
from application.accounts.services.void_account import VoidAccount
from domain.access.role import Role
from domain.accounts import purposes
from domain.accounts.email_address import EmailAddress
from domain.accounts.errors import CannotTargetSelf, EmailTaken, LastStaffMember
from domain.accounts.one_time_token import LinkEnd
from domain.accounts.user import User
from domain.shared_kernel.actor import OPERATOR
from tests.support.memory_ports import MemoryPorts

NEW = EmailAddress("countess@example.org")


@pytest.fixture
def edit_user_as_staff(memory: MemoryPorts) -> EditUserAsStaff:
    void_account = VoidAccount(memory.mails, memory.enqueue)
    return EditUserAsStaff(memory.begin, memory.mails, void_account, memory.enqueue, memory.clock)


@pytest.fixture
async def boss(memory: MemoryPorts) -> User:
    return await memory.add_user("boss@example.org", role=Role.OWNER)


async def test_edit_user_as_staff_has_a_new_address_confirmed_and_notifies_the_previous_one(
    memory: MemoryPorts, edit_user_as_staff: EditUserAsStaff, boss: User
) -> None:
    ada = await memory.add_user()
    await memory.add_link(ada, purposes.RESET_PASSWORD)
    await edit_user_as_staff(EditUserAsStaffCommand(user_id=ada.pk, by=boss.pk, email=NEW))
    stored = await memory.user(ada.pk)
    assert (stored.email, stored.is_email_verified, stored.password_hash) == (NEW, False, ada.password_hash)
    assert [job.kind for job in await memory.mail_jobs()] == ["verify_email", "email_changed"]
    assert [(token.ended_as, token.old_email) for token in await memory.stored_links()] == [
        (LinkEnd.VOIDED, None),
        (None, ada.email),
    ]


async def test_edit_user_as_staff_removes_the_password_of_an_unconfirmed_account_that_is_given_the_right(
    memory: MemoryPorts, edit_user_as_staff: EditUserAsStaff, boss: User
) -> None:
    ada = await memory.add_user(verified=False)
    await edit_user_as_staff(EditUserAsStaffCommand(user_id=ada.pk, by=boss.pk, role=Role.MANAGER, sets_role=True))
    stored = await memory.user(ada.pk)
    assert (stored.role, stored.password_hash, stored.token_version) == (Role.MANAGER, None, ada.token_version + 1)
    assert [job.kind for job in await memory.mail_jobs()] == ["invitation"]
    assert "forget_sessions" in {job.name for job in await memory.jobs()}


async def test_edit_user_as_staff_ends_the_sessions_of_an_unconfirmed_account_that_is_given_an_address(
    memory: MemoryPorts, edit_user_as_staff: EditUserAsStaff, boss: User
) -> None:
    ada = await memory.add_user(verified=False)
    await edit_user_as_staff(EditUserAsStaffCommand(user_id=ada.pk, by=boss.pk, email=NEW))
    assert (await memory.user(ada.pk)).password_hash is None
    assert "forget_sessions" in {job.name for job in await memory.jobs()}


async def test_edit_user_as_staff_refuses_the_address_of_the_one_who_acts(
    memory: MemoryPorts, edit_user_as_staff: EditUserAsStaff, boss: User
) -> None:
    with pytest.raises(CannotTargetSelf):
        await edit_user_as_staff(EditUserAsStaffCommand(user_id=boss.pk, by=boss.pk, email=NEW))
    assert (await memory.user(boss.pk)).email == boss.email


async def test_edit_user_as_staff_refuses_to_take_the_right_from_the_last_staff_member(
    memory: MemoryPorts, edit_user_as_staff: EditUserAsStaff, boss: User
) -> None:
    with pytest.raises(LastStaffMember):
        await edit_user_as_staff(EditUserAsStaffCommand(user_id=boss.pk, by=OPERATOR, sets_role=True))
    assert (await memory.user(boss.pk)).is_staff


async def test_edit_user_as_staff_stores_and_mails_nothing_where_the_address_is_taken(
    memory: MemoryPorts, edit_user_as_staff: EditUserAsStaff, boss: User
) -> None:
    ada = await memory.add_user()
    with pytest.raises(EmailTaken):
        await edit_user_as_staff(EditUserAsStaffCommand(user_id=ada.pk, by=boss.pk, email=boss.email))
    assert (await memory.user(ada.pk)).email == ada.email
    assert (await memory.jobs(), await memory.stored_links()) == ([], [])
