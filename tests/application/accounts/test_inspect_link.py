import pytest

from application.accounts.inspect_link import InspectLink
from domain.accounts.errors import InvalidLink, LinkSpent
from domain.accounts.link_state import LinkState
from domain.accounts.one_time_token import Purpose
from tests.support.memory_ports import MemoryPorts


@pytest.fixture
def inspect_link(memory: MemoryPorts) -> InspectLink:
    return InspectLink(memory.read, memory.links)


async def test_inspect_link_shows_purpose_and_recipient_without_using_it_up(
    memory: MemoryPorts, inspect_link: InspectLink
) -> None:
    ada = await memory.add_user(password=None)
    signed = await memory.add_link(ada, Purpose.INVITATION)
    for _look in range(2):
        link = await inspect_link(signed, list(Purpose))
        assert (link.state, link.token.purpose, link.user) == (LinkState.GOOD, Purpose.INVITATION, ada)
    assert [token.spent_at for token in await memory.stored_links()] == [None]


async def test_inspect_link_tells_a_replaced_link_from_an_expired_one(
    memory: MemoryPorts, inspect_link: InspectLink
) -> None:
    ada = await memory.add_user(password=None)
    older, newer = [await memory.add_link(ada, Purpose.RESET_PASSWORD) for _link in range(2)]
    memory.clock.pass_time(hours=1)
    states = [(await inspect_link(signed, [Purpose.RESET_PASSWORD])).state for signed in (older, newer)]
    assert states == [LinkState.REPLACED, LinkState.EXPIRED]


async def test_inspect_link_refuses_one_of_another_purpose(memory: MemoryPorts, inspect_link: InspectLink) -> None:
    signed = await memory.add_link(await memory.add_user(password=None), Purpose.VERIFY_EMAIL)
    with pytest.raises(InvalidLink):
        await inspect_link(signed, [Purpose.RESET_PASSWORD])


async def test_inspect_link_refuses_one_about_which_nothing_is_stored_any_more(
    memory: MemoryPorts, inspect_link: InspectLink
) -> None:
    signed = memory.link_signer.sign(Purpose.INVITATION, memory.ids.ordered())
    with pytest.raises(LinkSpent):
        await inspect_link(signed, [Purpose.INVITATION])
