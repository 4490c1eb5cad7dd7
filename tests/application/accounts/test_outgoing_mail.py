from datetime import timedelta

import pytest

from application.accounts.services import account_mails
from application.accounts.services.mail_kinds import MailKinds
from application.accounts.services.outgoing_mail import OutgoingMail
from application.ports.mail_kind import LinkKind, MailKind
from domain.accounts.one_time_token import LinkEnd
from domain.accounts.purposes import MAX_PURPOSE_LENGTH, Purpose
from domain.shared_kernel.messages import Message
from tests.support.memory_ports import MemoryPorts

OPEN_BOX = MailKind("box_ready", Message("Ready"), LinkKind(Purpose("open_box"), "open-box", timedelta(hours=2)))


@pytest.fixture
def mails(memory: MemoryPorts) -> OutgoingMail:
    """Mails of a domain beside accounts."""
    return OutgoingMail(memory.enqueue, memory.clock, memory.ids, MailKinds.of([OPEN_BOX]))


async def test_a_link_of_any_domain_lasts_as_long_as_its_kind_says(memory: MemoryPorts, mails: OutgoingMail) -> None:
    ada = await memory.add_user(password=None)
    async with memory.begin() as work:
        await mails.send_link(work, OPEN_BOX, ada.pk)
        await work.commit()
    [token], [job] = await memory.stored_links(), await memory.mail_jobs()
    assert (token.purpose, token.expires_at - token.created_at) == ("open_box", timedelta(hours=2))
    assert (job.kind, job.token_id) == ("box_ready", token.pk)


async def test_links_of_every_domain_end_when_the_account_changes_hands(
    memory: MemoryPorts, mails: OutgoingMail
) -> None:
    ada = await memory.add_user(password=None)
    async with memory.begin() as work:
        await mails.send_link(work, OPEN_BOX, ada.pk)
        await memory.mails.void_links(work, ada.pk)
        await work.commit()
    assert [token.ended_as for token in await memory.stored_links()] == [LinkEnd.VOIDED]


async def test_a_mail_that_no_domain_declares_is_refused_before_it_is_stored(
    memory: MemoryPorts, mails: OutgoingMail
) -> None:
    async with memory.begin() as work:
        with pytest.raises(LookupError, match="no domain declares the mail 'password_changed'"):
            await mails.notify(work, account_mails.PASSWORD_CHANGED, memory.ids.random())
        with pytest.raises(LookupError, match="has no link"):
            await memory.mails.send_link(work, account_mails.PASSWORD_CHANGED, memory.ids.random())


def test_two_mails_of_one_name_are_refused_and_so_are_two_links_of_one_purpose() -> None:
    twin = MailKind("box_ready", Message("Ready"))
    reminder = MailKind("box_waits", Message("It waits"), OPEN_BOX.link)
    other_page = MailKind("box_gone", Message("Gone"), LinkKind(Purpose("open_box"), "lost", timedelta(hours=2)))
    with pytest.raises(ValueError, match="two mails called 'box_ready'"):
        MailKinds.of([OPEN_BOX, twin])
    with pytest.raises(ValueError, match="two links with the purpose 'open_box'"):
        MailKinds.of([OPEN_BOX, other_page])
    assert MailKinds.of([OPEN_BOX, reminder]).named("box_waits") is reminder


def test_a_purpose_fits_into_its_column() -> None:
    with pytest.raises(ValueError, match="purpose"):
        LinkKind(Purpose("x" * (MAX_PURPOSE_LENGTH + 1)), "page", timedelta(hours=1))
