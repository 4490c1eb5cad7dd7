import pytest

from application.accounts.invite_user import InviteUser, InviteUserCommand
from application.accounts.services.void_account import VoidAccount
from domain.access.role import Role
from domain.accounts import purposes
from domain.accounts.errors import EmailTaken
from domain.accounts.events import UserInvited
from domain.accounts.one_time_token import LinkEnd
from domain.shared_kernel.actor import OPERATOR
from tests.support.memory_ports import MemoryPorts, a_person


@pytest.fixture
def invite_user(memory: MemoryPorts) -> InviteUser:
    void_account = VoidAccount(memory.mails, memory.enqueue)
    return InviteUser(memory.begin, memory.mails, void_account, memory.clock, memory.ids)


async def test_invite_user_stores_an_account_without_a_password_and_mails_a_link(
    memory: MemoryPorts, invite_user: InviteUser
) -> None:
    user = await invite_user(InviteUserCommand(person=a_person(), by=OPERATOR, role=Role.SUPPORT))
    stored = await memory.user(user.pk)
    assert (stored.person, stored.role) == (a_person(), Role.SUPPORT)
    assert (stored.password_hash, stored.is_email_verified) == (None, False)
    assert [(job.kind, job.user_id) for job in await memory.mail_jobs()] == [("invitation", user.pk)]
    now = memory.clock.now()
    assert (stored.created_at, stored.updated_at) == (now, now)
    assert UserInvited(user_id=user.pk, by=OPERATOR, role=Role.SUPPORT, at=now) in memory.sink.events


async def test_invite_user_takes_an_unconfirmed_account_from_the_stranger_who_opened_it(
    memory: MemoryPorts, invite_user: InviteUser
) -> None:
    stranger = await memory.add_user(verified=False)
    memory.clock.pass_time(hours=1)
    await memory.add_link(stranger, purposes.CHANGE_EMAIL)
    user = await invite_user(InviteUserCommand(person=a_person(), by=OPERATOR, role=Role.SUPPORT))
    stored = await memory.user(user.pk)
    assert (stored.role, stored.updated_at) == (Role.SUPPORT, memory.clock.now())
    invited = UserInvited(user_id=user.pk, by=OPERATOR, role=Role.SUPPORT, at=memory.clock.now())
    assert invited in memory.sink.events
    assert (user.pk, stored.password_hash, stored.token_version) == (stranger.pk, None, stranger.token_version + 1)
    assert [token.ended_as for token in await memory.stored_links()] == [LinkEnd.VOIDED, None]
    assert [job.name for job in await memory.jobs()] == ["forget_sessions", "send_mail"]


@pytest.mark.parametrize(("role", "verified"), [(None, True), (Role.SUPPORT, False)])
async def test_invite_user_refuses_the_address_of_a_confirmed_or_a_staff_account(
    memory: MemoryPorts, invite_user: InviteUser, role: Role | None, verified: bool
) -> None:
    ada = await memory.add_user(role=role, verified=verified)
    with pytest.raises(EmailTaken):
        await invite_user(InviteUserCommand(person=a_person("ADA@example.org"), by=OPERATOR))
    assert (await memory.user(ada.pk)).password_hash == ada.password_hash
    assert await memory.jobs() == []


async def test_invite_user_refuses_one_who_was_invited_already(memory: MemoryPorts, invite_user: InviteUser) -> None:
    await memory.add_invited()
    with pytest.raises(EmailTaken):
        await invite_user(InviteUserCommand(person=a_person(), by=OPERATOR))
