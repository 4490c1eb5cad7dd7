import attrs
import pytest

from application.accounts.edit_user_as_staff import EditUserAsStaff, EditUserAsStaffCommand
from application.accounts.services.remove_dead_sessions_job import RemoveDeadSessionsJob
from application.accounts.services.void_account import VoidAccount
from domain.access.errors import PermissionDenied
from domain.access.role import Role
from domain.accounts import purposes
from domain.accounts.email_address import EmailAddress
from domain.accounts.errors import CannotTargetSelf, EmailTaken, LastStaffMember
from domain.accounts.events import RoleChanged
from domain.accounts.one_time_token import LinkEnd
from domain.accounts.person_name import PersonName
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
    _former, link = await memory.stored_links()
    mails = [(job.kind, job.user_id, job.token_id) for job in await memory.mail_jobs()]
    assert mails == [("verify_email", ada.pk, link.pk), ("email_changed", ada.pk, link.pk)]
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


async def test_edit_user_as_staff_ends_the_sessions_of_whoever_is_no_longer_staff(
    memory: MemoryPorts, edit_user_as_staff: EditUserAsStaff, boss: User
) -> None:
    ada = await memory.add_user(role=Role.SUPPORT)
    for role in (Role.MANAGER, None):
        assert await memory.jobs() == []
        await edit_user_as_staff(EditUserAsStaffCommand(user_id=ada.pk, by=boss.pk, role=role, sets_role=True))
    [job] = await memory.jobs()
    assert (job.name, job.arguments) == ("forget_sessions", RemoveDeadSessionsJob(ada.pk).arguments())
    assert [(event.user_id, event.by, event.at) for event in memory.sink.events if isinstance(event, RoleChanged)] == [
        (ada.pk, boss.pk, memory.clock.now())
    ] * 2


async def test_edit_user_as_staff_lets_staff_who_may_not_give_roles_edit_customers(
    memory: MemoryPorts, edit_user_as_staff: EditUserAsStaff
) -> None:
    ada, manager = await memory.add_user(), await memory.add_user("m@example.org", role=Role.MANAGER)
    command = EditUserAsStaffCommand(user_id=ada.pk, by=manager.pk, first_name=PersonName("Augusta"))
    assert (await edit_user_as_staff(attrs.evolve(command, sets_role=True))).first_name == "Augusta"
    with pytest.raises(PermissionDenied):
        await edit_user_as_staff(attrs.evolve(command, role=Role.SUPPORT, sets_role=True))


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
