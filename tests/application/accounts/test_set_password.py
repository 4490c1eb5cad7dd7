import pytest

from application.accounts.set_password import SetPassword, SetPasswordCommand
from domain.accounts import purposes
from domain.accounts.errors import InvalidLink, LinkSpent
from domain.accounts.one_time_token import LinkEnd
from domain.accounts.purposes import Purpose
from domain.shared_kernel.errors import ValidationException
from tests.support.memory_ports import MemoryPorts

NEW_PASSWORD = "kettle-9-orbit-plum"


@pytest.fixture
def set_password(memory: MemoryPorts) -> SetPassword:
    return SetPassword(
        memory.begin, memory.read, memory.links, memory.passwords, memory.mails, memory.enqueue, memory.clock
    )


@pytest.mark.parametrize("purpose", [purposes.RESET_PASSWORD, purposes.INVITATION])
async def test_set_password_stores_it_ends_sessions_and_confirms_the_address(
    memory: MemoryPorts, set_password: SetPassword, purpose: Purpose
) -> None:
    ada = await memory.add_user(verified=False)
    await set_password(SetPasswordCommand(token=await memory.add_link(ada, purpose), password=NEW_PASSWORD))
    stored = await memory.user(ada.pk)
    assert await memory.hasher.verify(stored.password_hash, NEW_PASSWORD)
    assert (stored.is_email_verified, stored.token_version) == (True, ada.token_version + 1)
    assert [job.kind for job in await memory.mail_jobs()] == ["password_changed"]
    assert [job.name for job in await memory.jobs()] == ["send_mail", "forget_sessions"]


async def test_set_password_ends_the_other_links_of_the_account(memory: MemoryPorts, set_password: SetPassword) -> None:
    ada = await memory.add_user(verified=False)
    for purpose in (purposes.VERIFY_EMAIL, purposes.CHANGE_EMAIL):
        await memory.add_link(ada, purpose)
    link = await memory.add_link(ada, purposes.RESET_PASSWORD)
    await set_password(SetPasswordCommand(token=link, password=NEW_PASSWORD))
    assert [token.ended_as for token in await memory.stored_links()] == [LinkEnd.USED, LinkEnd.VOIDED, LinkEnd.USED]


async def test_set_password_accepts_a_link_once(memory: MemoryPorts, set_password: SetPassword) -> None:
    link = await memory.add_link(await memory.add_user(), purposes.RESET_PASSWORD)
    await set_password(SetPasswordCommand(token=link, password=NEW_PASSWORD))
    with pytest.raises(LinkSpent):
        await set_password(SetPasswordCommand(token=link, password="yet-another-7-lantern"))


async def test_set_password_leaves_the_link_usable_where_it_refuses_the_password(
    memory: MemoryPorts, set_password: SetPassword
) -> None:
    ada = await memory.add_user()
    link = await memory.add_link(ada, purposes.RESET_PASSWORD)
    with pytest.raises(ValidationException) as refused:
        await set_password(SetPasswordCommand(token=link, password="lovelace-ada"))
    assert [error.field for error in refused.value.errors] == ["new_password"]
    assert (await memory.user(ada.pk)).password_hash == ada.password_hash
    await set_password(SetPasswordCommand(token=link, password=NEW_PASSWORD))


async def test_set_password_refuses_a_link_that_confirms_an_address(
    memory: MemoryPorts, set_password: SetPassword
) -> None:
    link = await memory.add_link(await memory.add_user(), purposes.VERIFY_EMAIL)
    with pytest.raises(InvalidLink):
        await set_password(SetPasswordCommand(token=link, password=NEW_PASSWORD))
