import pytest

from application.accounts.inspect_link import InspectLink
from domain.accounts import purposes
from domain.accounts.errors import InvalidLink, LinkSpent
from domain.accounts.link_state import LinkState
from tests.support.mail_factories import PURPOSES
from tests.support.memory_ports import MemoryPorts


@pytest.fixture
def inspect_link(memory: MemoryPorts) -> InspectLink:
    return InspectLink(memory.read, memory.links)


async def test_inspect_link_shows_purpose_and_recipient_without_using_it_up(
    memory: MemoryPorts, inspect_link: InspectLink
) -> None:
    ada = await memory.add_user(password=None)
    signed = await memory.add_link(ada, purposes.INVITATION)
    for _look in range(2):
        link = await inspect_link(signed, PURPOSES)
        assert (link.state, link.token.purpose, link.user) == (LinkState.GOOD, purposes.INVITATION, ada)
    assert [token.spent_at for token in await memory.stored_links()] == [None]


async def test_inspect_link_tells_a_replaced_link_from_an_expired_one(
    memory: MemoryPorts, inspect_link: InspectLink
) -> None:
    ada = await memory.add_user(password=None)
    older, newer = [await memory.add_link(ada, purposes.RESET_PASSWORD) for _link in range(2)]
    memory.clock.pass_time(hours=1)
    states = [(await inspect_link(signed, [purposes.RESET_PASSWORD])).state for signed in (older, newer)]
    assert states == [LinkState.REPLACED, LinkState.EXPIRED]


async def test_inspect_link_refuses_one_of_another_purpose(memory: MemoryPorts, inspect_link: InspectLink) -> None:
    signed = await memory.add_link(await memory.add_user(password=None), purposes.VERIFY_EMAIL)
    with pytest.raises(InvalidLink):
        await inspect_link(signed, [purposes.RESET_PASSWORD])


async def test_inspect_link_refuses_one_about_which_nothing_is_stored_any_more(
    memory: MemoryPorts, inspect_link: InspectLink
) -> None:
    signed = memory.link_signer.sign(purposes.INVITATION, memory.ids.ordered())
    with pytest.raises(LinkSpent):
        await inspect_link(signed, [purposes.INVITATION])
