from collections.abc import Awaitable, Callable, Mapping
from uuid import UUID, uuid4

import pytest

from adapters.password_hasher.argon2 import Argon2PasswordHasher
from application.accounts.services.register_command import RegisterCommand
from application.ports.token_signer import TokenKind
from application.ports.token_store import TokenStore
from application.sessions.log_in import LogInCommand
from application.sessions.services.tokens import TokenPair
from domain.accounts.errors import AccountLocked, InvalidCredentials, NotStaff, WrongPassword
from domain.accounts.user import User
from domain.sessions.errors import TokenReused
from domain.sessions.events import RefreshTokenReused
from domain.sessions.session import Device
from domain.shared_kernel.errors import (
    ExpiredTokenException,
    InvalidTokenException,
    NotFoundException,
    RevokedTokenException,
    ServiceUnavailableException,
    ValidationException,
)
from domain.shared_kernel.platform import Platform
from tests.support.app_harness import PASSWORD, AppHarness
from tests.support.memory_ports import a_person

ADA = "ada@example.org"
NEW_PASSWORD = "kT8-harbour-lantern"


async def test_a_reused_refresh_token_closes_the_session(harness: AppHarness) -> None:
    user = await harness.register(ADA)
    first = await harness.log_in(ADA)
    second = await harness.refresh(first.refresh_token)
    await harness.who_am_i(second.access_token)
    harness.pass_time(minutes=1)
    with pytest.raises(TokenReused):
        await harness.refresh(first.refresh_token)
    assert await harness.sessions_of(user.pk) == []
    assert [type(event) for event in harness.events.events].count(RefreshTokenReused) == 1
    with pytest.raises(RevokedTokenException):
        await harness.refresh(second.refresh_token)


async def test_a_phone_that_lost_the_answer_and_comes_back_later_is_not_logged_out(harness: AppHarness) -> None:
    await harness.register(ADA)
    first = await harness.log_in(ADA)
    lost = await harness.refresh(first.refresh_token)
    harness.pass_time(days=2)
    again = await harness.refresh(first.refresh_token)
    assert again.refresh_token == lost.refresh_token
    await harness.who_am_i(again.access_token)


async def test_a_tab_within_the_grace_receives_the_same_token_even_when_it_was_seen(harness: AppHarness) -> None:
    await harness.register(ADA)
    first = await harness.log_in(ADA)
    second = await harness.refresh(first.refresh_token)
    await harness.who_am_i(second.access_token)
    harness.pass_time(seconds=5)
    assert (await harness.refresh(first.refresh_token)).refresh_token == second.refresh_token


async def test_the_first_call_with_new_tokens_writes_the_mark_and_later_calls_write_nothing(
    harness: AppHarness,
) -> None:
    user = await harness.register(ADA)
    pair = await harness.refresh((await harness.log_in(ADA)).refresh_token)
    versions = []
    for _call in range(3):
        await harness.who_am_i(pair.access_token)
        versions += [session.version for session in await harness.sessions_of(user.pk)]
    assert versions == [3, 3, 3]


async def test_an_access_token_of_the_generation_before_is_good_until_it_expires(harness: AppHarness) -> None:
    await harness.register(ADA)
    first = await harness.log_in(ADA)
    await harness.refresh(first.refresh_token)
    await harness.who_am_i(first.access_token)
    harness.pass_time(minutes=16)
    with pytest.raises(ExpiredTokenException):
        await harness.who_am_i(first.access_token)


async def test_a_refresh_token_expires_when_it_was_idle_too_long(harness: AppHarness) -> None:
    await harness.register(ADA)
    pair = await harness.log_in(ADA)
    harness.pass_time(days=8)
    with pytest.raises(ExpiredTokenException):
        await harness.refresh(pair.refresh_token)


async def test_a_session_ends_after_its_absolute_life_however_busy_it_was(harness: AppHarness) -> None:
    user = await harness.register(ADA)
    pair = await harness.log_in(ADA)
    for _week in range(5):
        harness.pass_time(days=6, seconds=1)
        if not await harness.sessions_of(user.pk):
            break
        pair = await harness.refresh(pair.refresh_token)
    with pytest.raises(ExpiredTokenException):
        await harness.refresh(pair.refresh_token)


async def test_an_access_token_is_no_refresh_token_nor_the_other_way_round(harness: AppHarness) -> None:
    await harness.register(ADA)
    pair = await harness.log_in(ADA)
    with pytest.raises(InvalidTokenException):
        await harness.refresh(pair.access_token)
    with pytest.raises(InvalidTokenException):
        await harness.who_am_i(pair.refresh_token)


async def test_tokens_are_good_on_their_own_platform_alone(harness: AppHarness) -> None:
    await harness.register(ADA, staff=True)
    customer, admin = await harness.log_in(ADA), await harness.log_in(ADA, platform=Platform.ADMIN)
    for token, platform in ((customer.access_token, Platform.ADMIN), (admin.access_token, Platform.CUSTOMER)):
        with pytest.raises(InvalidTokenException):
            await harness.who_am_i(token, platform=platform)
    with pytest.raises(InvalidTokenException):
        await harness.refresh(customer.refresh_token, platform=Platform.ADMIN)


@pytest.mark.parametrize("claim", [{"ver": 2}, {"gen": 2}, {"sub": str(uuid4())}, {"sid": str(uuid4())}])
async def test_an_access_token_that_does_not_agree_with_its_session_is_refused(
    harness: AppHarness, claim: dict[str, object]
) -> None:
    await harness.register(ADA)
    pair = await harness.log_in(ADA)
    with pytest.raises(RevokedTokenException):
        await harness.who_am_i(signed_anew(harness, TokenKind.ACCESS, pair.access_token, claim))


@pytest.mark.parametrize("claim", [{"ver": 2}, {"sub": str(uuid4())}, {"sid": str(uuid4())}])
async def test_a_refresh_token_that_does_not_agree_with_its_session_is_refused(
    harness: AppHarness, claim: dict[str, object]
) -> None:
    user = await harness.register(ADA)
    pair = await harness.log_in(ADA)
    with pytest.raises(RevokedTokenException):
        await harness.refresh(signed_anew(harness, TokenKind.REFRESH, pair.refresh_token, claim))
    assert len(await harness.sessions_of(user.pk)) == 1


def signed_anew(harness: AppHarness, kind: TokenKind, token: str, claim: Mapping[str, object]) -> str:
    """The token with another claim, as if this service had signed it."""
    signer = harness.container.signer()
    claims = signer.read(kind, token, audience="customer", now=harness.clock.now())
    return signer.sign(kind, {**claims, **claim})


@pytest.mark.parametrize(("email", "password"), [(ADA, "not-her-password"), ("nobody@example.org", PASSWORD)])
async def test_a_wrong_password_and_an_unknown_address_are_refused_alike(
    harness: AppHarness, email: str, password: str
) -> None:
    await harness.register(ADA)
    with pytest.raises(InvalidCredentials):
        await harness.log_in(email, password)


async def test_an_unknown_address_costs_a_hash_like_any_other(
    harness: AppHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasher = harness.container.hasher()
    assert isinstance(hasher, Argon2PasswordHasher)
    hashed: list[tuple[str, str]] = []
    compare = hasher._matches

    def matches(against: str, password: str) -> bool:
        hashed.append((against, password))
        return compare(against, password)

    monkeypatch.setattr(hasher, "_matches", matches)
    for _login in range(2):
        with pytest.raises(InvalidCredentials):
            await harness.log_in("nobody@example.org")
    assert [password for _hash, password in hashed] == [PASSWORD] * 2


async def test_an_address_is_the_same_in_any_case(harness: AppHarness) -> None:
    await harness.register("Ada.Lovelace@example.org")
    await harness.log_in("ADA.LOVELACE@example.org")


async def test_the_lock_shows_only_after_the_right_password(harness: AppHarness) -> None:
    user, boss = await harness.register(ADA), await harness.register("boss@example.org", staff=True)
    await harness.lock(user.pk, by=boss.pk)
    with pytest.raises(InvalidCredentials):
        await harness.log_in(ADA, "not-her-password")
    with pytest.raises(AccountLocked):
        await harness.log_in(ADA)


async def test_only_staff_enter_the_admin_platform(harness: AppHarness) -> None:
    await harness.register(ADA)
    with pytest.raises(NotStaff):
        await harness.log_in(ADA, platform=Platform.ADMIN)


async def test_a_lock_ends_every_session_at_once_and_unlocking_brings_none_back(harness: AppHarness) -> None:
    user, boss = await harness.register(ADA), await harness.register("boss@example.org", staff=True)
    pair = await harness.log_in(ADA)
    await harness.lock(user.pk, by=boss.pk)
    await harness.unlock(user.pk, by=boss.pk)
    for use in (harness.who_am_i(pair.access_token), harness.refresh(pair.refresh_token)):
        with pytest.raises(RevokedTokenException):
            await use


async def test_logging_out_everywhere_ends_the_sessions_of_both_platforms(harness: AppHarness) -> None:
    user = await harness.register(ADA, staff=True)
    customer, admin = await harness.log_in(ADA), await harness.log_in(ADA, platform=Platform.ADMIN)
    await harness.log_out_everywhere(user.pk)
    with pytest.raises(RevokedTokenException):
        await harness.who_am_i(customer.access_token)
    with pytest.raises(RevokedTokenException):
        await harness.who_am_i(admin.access_token, platform=Platform.ADMIN)
    assert await harness.sessions_of(user.pk) == []


async def test_logging_out_ends_one_session_and_may_be_repeated(harness: AppHarness) -> None:
    user = await harness.register(ADA)
    phone, laptop = await harness.log_in(ADA), await harness.log_in(ADA)
    await harness.log_out(phone.refresh_token)
    await harness.log_out(phone.refresh_token)
    assert len(await harness.sessions_of(user.pk)) == 1
    await harness.who_am_i(laptop.access_token)
    with pytest.raises(RevokedTokenException):
        await harness.who_am_i(phone.access_token)


async def test_a_refresh_token_that_has_expired_still_signs_its_session_out(harness: AppHarness) -> None:
    user = await harness.register(ADA)
    first = await harness.log_in(ADA)
    harness.pass_time(days=6)
    second = await harness.refresh(first.refresh_token)
    harness.pass_time(days=6)
    with pytest.raises(ExpiredTokenException):
        await harness.refresh(first.refresh_token)
    await harness.log_out(first.refresh_token)
    assert await harness.sessions_of(user.pk) == []
    with pytest.raises(RevokedTokenException):
        await harness.refresh(second.refresh_token)


async def test_only_a_genuine_refresh_token_of_the_platform_signs_out(harness: AppHarness) -> None:
    user = await harness.register(ADA, staff=True)
    admin = await harness.log_in(ADA, platform=Platform.ADMIN)
    pair = await harness.log_in(ADA)
    forged = pair.refresh_token[:-4] + ("AAAA" if pair.refresh_token[-4:] != "AAAA" else "BBBB")
    harness.pass_time(days=6)
    for token in (pair.access_token, forged, admin.refresh_token, "nonsense"):
        with pytest.raises(InvalidTokenException):
            await harness.log_out(token)
    assert len(await harness.sessions_of(user.pk)) == 2


async def test_a_change_of_password_ends_every_session_and_gives_the_tokens_of_a_new_one(harness: AppHarness) -> None:
    user = await harness.register(ADA, staff=True)
    phone, laptop = await harness.log_in(ADA), await harness.log_in(ADA, platform=Platform.ADMIN)
    pair = await harness.change_password(await harness.who_am_i(phone.access_token), PASSWORD, NEW_PASSWORD)
    assert await is_over(harness, phone)
    assert await is_over(harness, laptop, platform=Platform.ADMIN)
    (session,) = await harness.sessions_of(user.pk)
    assert (await harness.who_am_i(pair.access_token)).session == session
    await harness.refresh(pair.refresh_token)
    with pytest.raises(InvalidCredentials):
        await harness.log_in(ADA)
    await harness.log_in(ADA, NEW_PASSWORD)


async def test_the_new_session_is_on_the_platform_that_the_change_was_made_from(harness: AppHarness) -> None:
    await harness.register(ADA, staff=True)
    tablet = await harness.log_in(ADA, platform=Platform.ADMIN)
    principal = await harness.who_am_i(tablet.access_token, platform=Platform.ADMIN)
    pair = await harness.change_password(principal, PASSWORD, NEW_PASSWORD)
    await harness.who_am_i(pair.access_token, platform=Platform.ADMIN)


async def test_a_change_of_password_revives_no_session_whose_end_is_not_cleared_away(harness: AppHarness) -> None:
    user, boss = await harness.register(ADA), await harness.register("boss@example.org", staff=True)
    phone = await harness.log_in(ADA)
    principal = await harness.who_am_i(phone.access_token)
    for end_sessions in (harness.log_out_everywhere, lock_and_unlock(harness, boss)):
        await end_sessions(user.pk)
        with pytest.raises(RevokedTokenException):
            await harness.change_password(principal, PASSWORD, NEW_PASSWORD)
        assert await is_over(harness, phone)
    await harness.log_in(ADA)


def lock_and_unlock(harness: AppHarness, boss: User) -> Callable[[UUID], Awaitable[None]]:
    async def do(user_id: UUID) -> None:
        await harness.lock(user_id, by=boss.pk)
        await harness.unlock(user_id, by=boss.pk)

    return do


async def is_over(harness: AppHarness, pair: TokenPair, *, platform: Platform = Platform.CUSTOMER) -> bool:
    """Whether neither token works any more."""
    with pytest.raises(RevokedTokenException):
        await harness.who_am_i(pair.access_token, platform=platform)
    with pytest.raises(RevokedTokenException):
        await harness.refresh(pair.refresh_token, platform=platform)
    return True


async def test_the_next_change_of_password_ends_the_session_that_the_last_one_opened(harness: AppHarness) -> None:
    await harness.register(ADA)
    phone = await harness.log_in(ADA)
    first = await harness.change_password(await harness.who_am_i(phone.access_token), PASSWORD, NEW_PASSWORD)
    second = await harness.change_password(await harness.who_am_i(first.access_token), NEW_PASSWORD, PASSWORD)
    assert await is_over(harness, first)
    await harness.who_am_i(second.access_token)


async def test_a_change_of_password_changes_nothing_while_sessions_cannot_be_opened(
    harness: AppHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    await harness.register(ADA)
    phone = await harness.log_in(ADA)
    principal = await harness.who_am_i(phone.access_token)

    async def is_down(_store: TokenStore, _session_id: UUID) -> None:
        raise ServiceUnavailableException

    with monkeypatch.context() as patched:
        patched.setattr(type(harness.container.ports().token_store), "find", is_down)
        with pytest.raises(ServiceUnavailableException):
            await harness.change_password(principal, PASSWORD, NEW_PASSWORD)
    await harness.who_am_i(phone.access_token)
    await harness.log_in(ADA, PASSWORD)


async def test_a_password_is_changed_only_by_who_knows_it_and_to_a_good_one(harness: AppHarness) -> None:
    await harness.register(ADA)
    principal = await harness.who_am_i((await harness.log_in(ADA)).access_token)
    with pytest.raises(WrongPassword):
        await harness.change_password(principal, "not-her-password", NEW_PASSWORD)
    with pytest.raises(ValidationException) as refused:
        await harness.change_password(principal, PASSWORD, "GraceHopper1")
    assert [(error.field, error.code) for error in refused.value.errors] == [("new_password", "common_password")]


async def test_nobody_ends_a_session_of_somebody_else(harness: AppHarness) -> None:
    ada, grace = await harness.register(ADA), await harness.register("grace@example.org")
    principal = await harness.who_am_i((await harness.log_in(ADA)).access_token)
    end = harness.container.sessions().end_session
    with pytest.raises(NotFoundException):
        await end(grace.pk, principal.session.pk)
    await end(ada.pk, principal.session.pk)
    with pytest.raises(NotFoundException):
        await end(ada.pk, principal.session.pk)


async def test_ending_all_other_sessions_keeps_the_one_that_asks(harness: AppHarness) -> None:
    user = await harness.register(ADA)
    phone, laptop = await harness.log_in(ADA), await harness.log_in(ADA)
    principal = await harness.who_am_i(phone.access_token)
    await harness.container.sessions().end_other_sessions(user.pk, principal.session.pk)
    assert await harness.sessions_of(user.pk) == [principal.session]
    with pytest.raises(RevokedTokenException):
        await harness.refresh(laptop.refresh_token)


async def test_the_whole_service_is_behind_one_facade_too(harness: AppHarness) -> None:
    auth, person = harness.container.auth_service(), a_person(ADA)
    user = await auth.register(RegisterCommand(person=person, password=PASSWORD))
    pair = await auth.login(
        LogInCommand(email=person.email, password=PASSWORD, platform=Platform.CUSTOMER, device=Device())
    )
    pair = await auth.refresh_tokens(pair.refresh_token)
    principal = await auth.authenticate(pair.access_token)
    assert principal.user == user
    await auth.logout_all(principal.user.pk)
    await auth.logout(pair.refresh_token)
    with pytest.raises(RevokedTokenException):
        await auth.authenticate(pair.access_token)


async def test_a_refresh_token_is_revoked_by_its_id(harness: AppHarness) -> None:
    user = await harness.register(ADA)
    pair = await harness.log_in(ADA)
    (session,) = await harness.sessions_of(user.pk)
    tokens = harness.container.sessions().jwt_service
    assert await tokens.revoke_refresh_token(f"{session.pk}.1")
    assert not await tokens.revoke_refresh_token(f"{session.pk}.1")
    with pytest.raises(RevokedTokenException):
        await harness.refresh(pair.refresh_token)
