import pytest

from application.accounts.resend_invitation import ResendInvitation
from application.accounts.services.void_account import VoidAccount
from domain.accounts import purposes
from domain.accounts.one_time_token import LinkEnd
from domain.shared_kernel.actor import OPERATOR
from domain.shared_kernel.errors import NotFoundException
from tests.support.memory_ports import MemoryPorts


@pytest.fixture
def resend_invitation(memory: MemoryPorts) -> ResendInvitation:
    return ResendInvitation(memory.begin, memory.mails, VoidAccount(memory.mails, memory.enqueue), memory.clock)


async def test_resend_invitation_mails_a_new_link_to_one_who_has_no_password(
    memory: MemoryPorts, resend_invitation: ResendInvitation
) -> None:
    ada = await memory.add_invited()
    await resend_invitation(ada.pk, by=OPERATOR)
    assert [(job.kind, job.user_id) for job in await memory.mail_jobs()] == [("invitation", ada.pk)]
    assert (await memory.user(ada.pk)).values() == ada.values()


async def test_resend_invitation_removes_the_password_of_an_unconfirmed_account(
    memory: MemoryPorts, resend_invitation: ResendInvitation
) -> None:
    ada = await memory.add_user(verified=False)
    await memory.add_link(ada, purposes.CHANGE_EMAIL)
    await resend_invitation(ada.pk, by=OPERATOR)
    stored = await memory.user(ada.pk)
    assert (stored.password_hash, stored.token_version) == (None, ada.token_version + 1)
    assert [token.ended_as for token in await memory.stored_links()] == [LinkEnd.VOIDED, None]
    assert [job.name for job in await memory.jobs()] == ["forget_sessions", "send_mail"]


async def test_resend_invitation_sends_nothing_to_a_confirmed_account_with_a_password(
    memory: MemoryPorts, resend_invitation: ResendInvitation
) -> None:
    ada = await memory.add_user()
    await resend_invitation(ada.pk, by=OPERATOR)
    assert (await memory.user(ada.pk)).values() == ada.values()
    assert (await memory.jobs(), await memory.stored_links()) == ([], [])


async def test_resend_invitation_does_not_know_an_account_that_is_gone(
    memory: MemoryPorts, resend_invitation: ResendInvitation
) -> None:
    with pytest.raises(NotFoundException):
        await resend_invitation(memory.ids.random(), by=OPERATOR)
