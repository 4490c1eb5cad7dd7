import pytest

from application.accounts.confirm_email import ConfirmEmail, ConfirmEmailCommand
from domain.accounts import purposes
from domain.accounts.email_address import EmailAddress
from domain.accounts.errors import InvalidLink, LinkSpent
from domain.accounts.one_time_token import LinkEnd
from tests.support.memory_ports import MemoryPorts

NEW = EmailAddress("countess@example.org")


@pytest.fixture
def confirm_email(memory: MemoryPorts) -> ConfirmEmail:
    return ConfirmEmail(memory.begin, memory.links, memory.mails, memory.clock)


async def test_confirm_email_marks_the_address_as_confirmed_and_uses_the_link_up(
    memory: MemoryPorts, confirm_email: ConfirmEmail
) -> None:
    ada = await memory.add_user(verified=False, password=None)
    link = await memory.add_link(ada, purposes.VERIFY_EMAIL)
    await confirm_email(ConfirmEmailCommand(token=link))
    stored = await memory.user(ada.pk)
    assert (stored.email, stored.is_email_verified) == (ada.email, True)
    with pytest.raises(LinkSpent):
        await confirm_email(ConfirmEmailCommand(token=link))


async def test_confirm_email_replaces_the_address_and_voids_links_to_the_previous_one(
    memory: MemoryPorts, confirm_email: ConfirmEmail
) -> None:
    ada = await memory.add_user(password=None)
    await memory.add_link(ada, purposes.RESET_PASSWORD)
    link = await memory.add_link(ada, purposes.CHANGE_EMAIL, NEW)
    await confirm_email(ConfirmEmailCommand(token=link))
    stored = await memory.user(ada.pk)
    assert (stored.email, stored.is_email_verified) == (NEW, True)
    assert [token.ended_as for token in await memory.stored_links()] == [LinkEnd.VOIDED, LinkEnd.USED]


async def test_confirm_email_changes_nothing_where_another_account_has_taken_the_address(
    memory: MemoryPorts, confirm_email: ConfirmEmail
) -> None:
    ada = await memory.add_user(password=None)
    link = await memory.add_link(ada, purposes.CHANGE_EMAIL, NEW)
    await memory.add_user(NEW, password=None)
    with pytest.raises(LinkSpent):
        await confirm_email(ConfirmEmailCommand(token=link))
    assert (await memory.user(ada.pk)).email == ada.email
    assert [token.ended_as for token in await memory.stored_links()] == [None]


async def test_confirm_email_refuses_a_link_that_resets_a_password(
    memory: MemoryPorts, confirm_email: ConfirmEmail
) -> None:
    ada = await memory.add_user(verified=False, password=None)
    with pytest.raises(InvalidLink):
        await confirm_email(ConfirmEmailCommand(token=await memory.add_link(ada, purposes.RESET_PASSWORD)))
    assert not (await memory.user(ada.pk)).is_email_verified


async def test_confirm_email_refuses_a_link_that_has_expired(memory: MemoryPorts, confirm_email: ConfirmEmail) -> None:
    ada = await memory.add_user(verified=False, password=None)
    link = await memory.add_link(ada, purposes.VERIFY_EMAIL)
    memory.clock.pass_time(hours=24)
    with pytest.raises(LinkSpent):
        await confirm_email(ConfirmEmailCommand(token=link))
