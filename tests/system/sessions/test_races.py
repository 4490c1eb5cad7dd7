import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from itertools import pairwise
from typing import TypeVar

import argon2
import pytest

from application.accounts.delete_account import DeleteAccountCommand
from application.accounts.request_password_reset import RequestPasswordResetCommand
from application.accounts.set_password import SetPasswordCommand
from application.sessions.services.tokens import TokenPair
from domain.access.errors import PermissionDenied
from domain.access.role import Role
from domain.accounts.email_address import EmailAddress
from domain.accounts.errors import AccountLocked, LastStaffMember, WrongPassword
from domain.accounts.user import User
from domain.shared_kernel.errors import BaseAppException, LostRace, RevokedTokenException, ServiceUnavailableException
from domain.shared_kernel.platform import Platform
from tests.support.app_harness import PASSWORD, AppHarness
from tests.support.doses import dose

T = TypeVar("T")
ADA = "ada@example.org"
CHEAP = argon2.PasswordHasher(time_cost=1, memory_cost=16, parallelism=1)
RACERS = 50
ROUNDS = 10
PAIRS = dose(16, on_ci=64)
"""On each of the eight stores, half a thousand in all on CI. ``make faults`` has as many on each deployment."""


async def outcome(awaitable: Awaitable[T]) -> T | BaseAppException:
    try:
        return await awaitable
    except BaseAppException as error:
        return error


async def settled_outcome(ask: Callable[[], Awaitable[T]]) -> T | BaseAppException:
    """What comes of it once it is not answered with 503: nothing has happened then, and whoever asked asks again."""
    while isinstance(found := await outcome(ask()), ServiceUnavailableException):
        pass
    return found


async def is_dead(use: Awaitable[object]) -> bool:
    return isinstance(await outcome(use), RevokedTokenException)


async def test_fifty_tabs_that_refresh_at_once_all_receive_the_one_successor(harness: AppHarness) -> None:
    user = await harness.register(ADA)
    pair = await harness.log_in(ADA)
    for round_ in range(ROUNDS):
        answers = await asyncio.gather(*(harness.refresh(pair.refresh_token) for _racer in range(RACERS)))
        assert len({answer.refresh_token for answer in answers}) == 1
        (session,) = await harness.sessions_of(user.pk)
        assert session.generation == round_ + 2
        pair = answers[0]
        await harness.who_am_i(pair.access_token)


async def test_a_login_that_races_with_a_lock_leaves_no_session_alive(harness: AppHarness) -> None:
    user, boss = await harness.register(ADA), await harness.register("boss@example.org", staff=True)
    for _pair in range(PAIRS):
        login, _locked = await asyncio.gather(outcome(harness.log_in(ADA)), harness.lock(user.pk, by=boss.pk))
        assert isinstance(login, TokenPair | AccountLocked)
        if isinstance(login, TokenPair):
            assert await is_dead(harness.who_am_i(login.access_token))
            assert await is_dead(harness.refresh(login.refresh_token))
        assert await harness.sessions_of(user.pk) == []
        await harness.unlock(user.pk, by=boss.pk)


async def test_all_who_log_in_at_once_get_in_while_an_old_hash_is_renewed(harness: AppHarness) -> None:
    user = await harness.register(ADA)
    hasher = harness.container.hasher()
    async with harness.container.ports().begin() as work:
        await work.users.update(await work.users.get_by_id(user.pk), password_hash=CHEAP.hash(PASSWORD))
        await work.commit()
    await asyncio.gather(*(harness.log_in(ADA) for _login in range(10)))
    renewed = await harness.container.accounts().get_user(user.pk)
    assert renewed.password_hash is not None
    assert not hasher.needs_rehash(renewed.password_hash)
    assert len(await harness.sessions_of(user.pk)) == 10


async def test_racing_changes_of_one_password_have_one_winner(harness: AppHarness) -> None:
    await harness.register(ADA)
    principal = await harness.who_am_i((await harness.log_in(ADA)).access_token)
    wanted = [f"kT8-harbour-lantern-{number}" for number in range(10)]
    answers = await asyncio.gather(*(outcome(harness.change_password(principal, PASSWORD, new)) for new in wanted))
    chosen = [new for new, answer in zip(wanted, answers, strict=True) if isinstance(answer, TokenPair)]
    assert len(chosen) == 1
    assert {type(answer) for answer in answers} - {TokenPair} <= {WrongPassword, RevokedTokenException}
    await harness.log_in(ADA, chosen[0])


async def test_a_refresh_that_races_with_logging_out_everywhere_leaves_no_token_alive(harness: AppHarness) -> None:
    user = await harness.register(ADA)
    for _pair in range(PAIRS):
        before = await harness.log_in(ADA)
        after, _ended = await asyncio.gather(
            outcome(harness.refresh(before.refresh_token)), harness.log_out_everywhere(user.pk)
        )
        for pair in (before, after):
            if not isinstance(pair, BaseAppException):
                assert await is_dead(harness.who_am_i(pair.access_token))
                assert await is_dead(harness.refresh(pair.refresh_token))


async def test_a_race_with_a_change_of_password_leaves_no_token_alive_but_the_new_ones(harness: AppHarness) -> None:
    await harness.register(ADA)
    passwords = [PASSWORD, *(f"kT8-harbour-lantern-{number}" for number in range(PAIRS))]
    for current, new in pairwise(passwords):
        harness.pass_time(seconds=1)
        before = await harness.log_in(ADA, current)
        principal = await harness.who_am_i(before.access_token)
        changed, refreshed, logged_in = await asyncio.gather(
            harness.change_password(principal, current, new),
            outcome(harness.refresh(before.refresh_token)),
            outcome(harness.log_in(ADA, current)),
        )
        for pair in (before, refreshed, logged_in):
            if isinstance(pair, TokenPair):
                assert await is_dead(harness.who_am_i(pair.access_token))
                assert await is_dead(harness.refresh(pair.refresh_token))
        await harness.who_am_i(changed.access_token)


async def test_twenty_registrations_of_one_address_have_one_winner(harness: AppHarness) -> None:
    spellings = (ADA, ADA.upper().replace("EXAMPLE.ORG", "example.org"))
    outcomes = await asyncio.gather(*(outcome(harness.register(spellings[n % 2])) for n in range(20)))
    assert sorted(type(o).__name__ for o in outcomes) == ["EmailTaken"] * 19 + ["User"]


async def test_twenty_uses_of_one_link_at_once_set_one_password(harness: AppHarness) -> None:
    await harness.register(ADA)
    await harness.container.accounts().request_password_reset(
        RequestPasswordResetCommand(email=EmailAddress(ADA), platform=Platform.CUSTOMER)
    )
    token = await harness.mailed_token(ADA)
    set_password = harness.container.accounts().set_password
    tried = [f"harbour-lantern-{n}" for n in range(20)]
    commands = [SetPasswordCommand(token=token, password=password) for password in tried]
    outcomes = await asyncio.gather(*(settled_outcome(partial(set_password, command)) for command in commands))
    assert sorted(type(o).__name__ for o in outcomes) == ["LinkSpent"] * 19 + ["User"]
    (winner,) = [password for password, o in zip(tried, outcomes, strict=True) if isinstance(o, User)]
    await harness.log_in(ADA, winner)


async def test_a_refresh_that_races_with_a_reset_leaves_no_token_alive(harness: AppHarness) -> None:
    await harness.register(ADA)
    for number in range(PAIRS):
        await harness.container.accounts().request_password_reset(
            RequestPasswordResetCommand(email=EmailAddress(ADA), platform=Platform.CUSTOMER)
        )
        token, password = await harness.mailed_token(ADA), f"harbour-lantern-{number}"
        before = await harness.log_in(ADA, PASSWORD if number == 0 else f"harbour-lantern-{number - 1}")
        reset = harness.container.accounts().set_password(SetPasswordCommand(token=token, password=password))
        after, _set = await asyncio.gather(outcome(harness.refresh(before.refresh_token)), reset)
        for pair in (before, after):
            if not isinstance(pair, BaseAppException):
                assert await is_dead(harness.who_am_i(pair.access_token))
                assert await is_dead(harness.refresh(pair.refresh_token))


async def test_two_staff_members_who_lock_each_other_at_once_never_leave_nobody(harness: AppHarness) -> None:
    ada, bob = await harness.register(ADA, staff=True), await harness.register("bob@example.org", staff=True)
    await asyncio.gather(outcome(harness.lock(ada.pk, by=bob.pk)), outcome(harness.lock(bob.pk, by=ada.pk)))
    async with harness.container.ports().read() as work:
        assert await work.users.count_active_owners() == 1


@pytest.mark.parametrize("role", [None, Role.MANAGER])
async def test_two_owners_who_take_the_role_from_each_other_at_once_never_leave_nobody(
    harness: AppHarness, role: Role | None
) -> None:
    ada, bob = await harness.register(ADA, staff=True), await harness.register("bob@example.org", staff=True)
    takings = (partial(harness.set_role, one.pk, role, by=other.pk) for one, other in ((ada, bob), (bob, ada)))
    outcomes = await asyncio.gather(*map(settled_outcome, takings))
    async with harness.container.ports().read() as work:
        assert await work.users.count_active_owners() == 1
    assert sum(isinstance(found, User) for found in outcomes) == 1


async def test_two_owners_who_leave_at_once_never_leave_nobody(harness: AppHarness) -> None:
    principals = []
    for email in (ADA, "bob@example.org"):
        await harness.register(email, staff=True)
        principals.append(await harness.who_am_i((await harness.log_in(email)).access_token))
    commands = [
        DeleteAccountCommand(user_id=one.user.pk, session_id=one.session.pk, password=PASSWORD) for one in principals
    ]
    delete = harness.container.accounts().delete_account
    outcomes = await asyncio.gather(*(settled_outcome(partial(delete, command)) for command in commands))
    async with harness.container.ports().read() as work:
        assert await work.users.count_active_owners() == 1
    assert sum(isinstance(found, LastStaffMember) for found in outcomes) == 1


async def test_a_manager_whose_role_is_taken_at_the_same_moment_acts_before_it_or_not_at_all(
    harness: AppHarness,
) -> None:
    ada, boss = await harness.register(ADA), await harness.register("boss@example.org", staff=True)
    manager = await harness.register("manager@example.org", role=Role.MANAGER)
    for _pair in range(PAIRS // 8):
        lock, taking = (
            partial(harness.lock, ada.pk, by=manager.pk),
            partial(harness.set_role, manager.pk, None, by=boss.pk),
        )
        locked, _taken = await asyncio.gather(settled_outcome(lock), settled_outcome(taking))
        is_locked = (await harness.user(ADA)).is_locked
        assert is_locked is not isinstance(locked, PermissionDenied)
        with pytest.raises(PermissionDenied):
            await harness.unlock(ada.pk, by=manager.pk)
        if is_locked:
            await harness.unlock(ada.pk, by=boss.pk)
        await harness.set_role(manager.pk, Role.MANAGER, by=boss.pk)


async def test_a_command_that_loses_a_race_twice_says_so(harness: AppHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    user = await harness.register(ADA)
    lost = []

    async def lose(*_arguments: object, **_changes: object) -> None:
        lost.append(1)
        raise LostRace

    async with harness.container.ports().read() as work:
        monkeypatch.setattr(type(work.users), "update", lose)
    with pytest.raises(LostRace):
        await harness.log_out_everywhere(user.pk)
    assert len(lost) == 2
