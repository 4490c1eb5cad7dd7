"""The questions of the ports, which every storage answers through the same base."""

from datetime import timedelta
from uuid import UUID

import pytest

from application.ports.job_repository import JobRepository
from application.ports.repository import Repository
from application.ports.user_repository import UserRepository
from domain.access.role import Role
from domain.accounts.purposes import RESET_PASSWORD, VERIFY_EMAIL
from domain.accounts.user import User
from domain.credentials.factor import Factor
from tests.support.memory_ports import MemoryPorts


class OrderRepository(Repository[User]):
    """A port that no storage implements."""


async def test_a_repository_is_found_by_its_port(memory: MemoryPorts) -> None:
    async with memory.read() as work:
        assert work.of(UserRepository) is work.users
        assert work.of(JobRepository) is work.jobs


async def test_a_port_without_a_repository_is_named(memory: MemoryPorts) -> None:
    async with memory.read() as work:
        with pytest.raises(LookupError, match="OrderRepository"):
            work.of(OrderRepository)


async def test_open_links_are_those_of_one_person_before_their_end(memory: MemoryPorts) -> None:
    ada, eve = [await memory.add_user(f"{name}@example.org", password=None) for name in ("ada", "eve")]
    for user in (ada, eve):
        for purpose in (VERIFY_EMAIL, RESET_PASSWORD):
            await memory.add_link(user, purpose)
    end = memory.clock.now() + memory.link_life(RESET_PASSWORD)
    for at, purposes in ((end - timedelta(seconds=1), {VERIFY_EMAIL, RESET_PASSWORD}), (end, {VERIFY_EMAIL})):
        async with memory.read() as work:
            found = await work.one_time_tokens.select_open(ada.pk, at=at)
        assert {(token.user_id, token.purpose) for token in found} == {(ada.pk, purpose) for purpose in purposes}


async def test_a_link_is_replaced_by_a_newer_one_of_the_same_person_and_act_alone(memory: MemoryPorts) -> None:
    ada, eve = [await memory.add_user(f"{name}@example.org", password=None) for name in ("ada", "eve")]
    for user, purpose in ((ada, RESET_PASSWORD), (eve, RESET_PASSWORD), (ada, VERIFY_EMAIL), (ada, RESET_PASSWORD)):
        await memory.add_link(user, purpose)
    links = await memory.stored_links()
    async with memory.read() as work:
        assert [await work.one_time_tokens.is_replaced(link) for link in links] == [True, False, False, False]


async def test_confirmed_factors_are_those_of_one_kind_or_of_all_oldest_first(memory: MemoryPorts) -> None:
    ada, eve = [await memory.add_user(f"{name}@example.org", password=None) for name in ("ada", "eve")]
    pks = list[UUID]()
    for user, kind, confirmed in ((ada, "key", True), (ada, "totp", True), (ada, "totp", False), (eve, "key", True)):
        pks.append(UUID(int=len(pks)))
        at = memory.clock.now() - timedelta(minutes=len(pks))
        factor = Factor.enrol(pks[-1], user_id=user.pk, kind=kind, label=None, secret="secret", at=at)
        factor.is_confirmed = confirmed
        async with memory.begin() as work:
            await work.factors.create(factor)
            await work.commit()
    async with memory.read() as work:
        assert [factor.pk for factor in await work.factors.select_confirmed(ada.pk)] == [pks[1], pks[0]]
        assert [factor.pk for factor in await work.factors.select_confirmed(ada.pk, "key")] == [pks[0]]


async def test_owners_who_are_not_locked_are_counted(memory: MemoryPorts) -> None:
    for name, role in (("a", Role.OWNER), ("b", Role.OWNER), ("c", Role.MANAGER), ("d", None)):
        await memory.add_user(f"{name}@example.org", password=None, role=role)
    locked = await memory.add_user("e@example.org", password=None, role=Role.OWNER)
    locked.is_locked = True
    await memory.update(locked)
    async with memory.read() as work:
        assert await work.users.count_active_owners() == 2
