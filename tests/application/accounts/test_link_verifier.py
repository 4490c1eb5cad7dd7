from datetime import timedelta
from uuid import UUID

import pytest

from application.accounts.services.link_verifier import LinkVerifier
from domain.accounts.errors import LINK_REPLACED, LINK_USED, InvalidLink, LinkSpent
from domain.accounts.link_state import LinkState
from domain.accounts.one_time_token import LinkEnd
from domain.accounts.purposes import CHANGE_EMAIL, RESET_PASSWORD, VERIFY_EMAIL
from domain.accounts.user import User
from tests.support.memory_ports import MemoryPorts

PURPOSES = (VERIFY_EMAIL, RESET_PASSWORD)


@pytest.fixture
async def ada(memory: MemoryPorts) -> User:
    return await memory.add_user(password=None)


@pytest.mark.parametrize("purpose", PURPOSES)
async def test_a_link_is_found_for_each_of_its_purposes(memory: MemoryPorts, ada: User, purpose: str) -> None:
    signed = await memory.add_link(ada, purpose)  # type: ignore[arg-type]  # a purpose is a text
    async with memory.read() as work:
        token, user = await memory.links.find(work, signed, PURPOSES)
    assert (token.purpose, token.user_id, user.pk) == (purpose, ada.pk, ada.pk)
    assert [stored.spent_at for stored in await memory.stored_links()] == [None]


async def test_a_link_for_another_purpose_or_of_another_hand_is_invalid(memory: MemoryPorts, ada: User) -> None:
    signed = await memory.add_link(ada, CHANGE_EMAIL)
    async with memory.read() as work:
        for shown in (signed, signed[:-1], "x"):
            with pytest.raises(InvalidLink):
                await memory.links.find(work, shown, PURPOSES)


async def test_a_link_that_nothing_is_stored_about_is_spent(memory: MemoryPorts, ada: User) -> None:
    of_nobody = await memory.add_link(ada, RESET_PASSWORD)
    unknown = memory.link_signer.sign(RESET_PASSWORD, UUID(int=1, version=4))
    [stored] = await memory.stored_links()
    of_another_purpose = memory.link_signer.sign(VERIFY_EMAIL, stored.pk)
    await memory.delete(ada)
    async with memory.read() as work:
        for signed in (unknown, of_another_purpose, of_nobody):
            with pytest.raises(LinkSpent) as spent:
                await memory.links.inspect(work, signed, PURPOSES)
            assert spent.value.code == "link_spent"


async def test_a_link_is_used_up_in_the_unit_of_its_act_alone(memory: MemoryPorts, ada: User) -> None:
    signed = await memory.add_link(ada, RESET_PASSWORD)
    async with memory.begin() as work:
        await memory.links.spend(work, signed, PURPOSES)
    assert [link.ended_as for link in await memory.stored_links()] == [None]
    async with memory.begin() as work:
        token, user = await memory.links.spend(work, signed, PURPOSES)
        await work.commit()
    [stored] = await memory.stored_links()
    assert (stored.ended_as, stored.spent_at, token.pk, user.pk) == (
        LinkEnd.USED,
        memory.clock.now(),
        stored.pk,
        ada.pk,
    )
    async with memory.begin() as work:
        with pytest.raises(LinkSpent, match=str(LINK_USED)):
            await memory.links.spend(work, signed, PURPOSES)


async def test_a_link_that_a_newer_one_has_replaced_says_so(memory: MemoryPorts, ada: User) -> None:
    old = await memory.add_link(ada, RESET_PASSWORD)
    memory.clock.pass_time(seconds=1)
    new = await memory.add_link(ada, RESET_PASSWORD)
    async with memory.read() as work:
        assert (await memory.links.inspect(work, old, PURPOSES)).state is LinkState.REPLACED
        assert (await memory.links.inspect(work, new, PURPOSES)).state is LinkState.GOOD
        with pytest.raises(LinkSpent, match=str(LINK_REPLACED)):
            await memory.links.find(work, old, PURPOSES)


async def test_a_link_is_good_until_its_life_ends_by_the_clock_of_the_service(memory: MemoryPorts, ada: User) -> None:
    signed, links = await memory.add_link(ada, RESET_PASSWORD), LinkVerifier(memory.link_signer, memory.clock)
    states = []
    for passing in (memory.link_life(RESET_PASSWORD) - timedelta(microseconds=1), timedelta(microseconds=1)):
        memory.clock.at += passing
        async with memory.read() as work:
            states.append((await links.inspect(work, signed, PURPOSES)).state)
    assert states == [LinkState.GOOD, LinkState.EXPIRED]
