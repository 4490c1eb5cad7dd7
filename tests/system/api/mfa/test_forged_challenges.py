"""Challenges that are forged, moved, old or answered: none opens a session."""

import base64
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from adapters.challenge_signer.hmac import _LAYOUT
from application.accounts.edit_user_as_staff import EditUserAsStaffCommand
from application.credentials.reset_mfa import ResetMfaCommand
from domain.shared_kernel.actor import OPERATOR
from tests.support.app_harness import PASSWORD, app_harness
from tests.system.api.conftest import serving
from tests.system.api.mfa.authenticator import Authenticator
from tests.system.api.mfa.conftest import ADA, BOSS

FIELDS = ("id", "user", "known as", "platform", "token version", "password version", "at", "expires at")
OFFSETS = dict(zip(FIELDS, (0, 16, 32, 48, 63, 71, 79, 87), strict=True))


@pytest.fixture
async def boss(tmp_path: Path) -> AsyncIterator[Authenticator]:
    """A staff member with an app, and another staff member, over memory."""
    async with app_harness("memory", tmp_path) as harness, serving(harness) as client:
        await harness.register(ADA, staff=True)
        await harness.register(BOSS, staff=True)
        person = Authenticator(harness, client.at("admin"), BOSS)
        await person.enrol()
        harness.pass_time(seconds=30)
        yield person


def flipped(challenge: str, offset: int) -> str:
    shown, _, mac = challenge.partition(".")
    raw = bytearray(base64.urlsafe_b64decode(shown + "=="))
    assert len(raw) == _LAYOUT.size
    raw[offset] ^= 1
    return f"{base64.urlsafe_b64encode(bytes(raw)).rstrip(b'=').decode()}.{mac}"


FORGERIES: dict[str, Callable[[str], str]] = {
    **{f"another {name}": lambda text, at=offset: flipped(text, at) for name, offset in OFFSETS.items()},  # type: ignore[misc]  # of a default in a lambda
    "nonsense": lambda _: "nonsense",
    "a dot": lambda _: ".",
    "no mac": lambda text: text.partition(".")[0],
    "an empty mac": lambda text: f"{text.partition('.')[0]}.",
    "a mac alone": lambda text: f".{text.partition('.')[2]}",
    "parts swapped": lambda text: ".".join(reversed(text.split("."))),
    "cut off": lambda text: text[:-1],
    "prolonged": lambda text: f"{text}A",
    "padded": lambda text: f"{text}=",
    "in blanks": lambda text: f" {text} ",
    "in other letters": lambda text: text.swapcase(),
    "not in ascii": lambda text: f"{text[:-1]}ü",
    "twice": lambda text: f"{text}.{text}",
    "very long": lambda _: "x" * 4096,
}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES)
async def test_a_forged_challenge_is_refused(boss: Authenticator, forge: Callable[[str], str]) -> None:
    reply = await boss.answer(forge(await boss.challenge()), boss.code())
    assert (reply.status, reply.code) == (401, "invalid_challenge")
    assert (await boss.answer(await boss.challenge(), boss.code())).status == 200


async def test_no_other_token_of_the_service_is_a_challenge(boss: Authenticator) -> None:
    pair = (await boss.sign_in()).body
    device = boss.harness.container.credentials().known_devices.remember(await boss.harness.user(BOSS))
    await boss.client("POST", "/auth/forgot-password", {"email": BOSS})
    others = [pair["access_token"], pair["refresh_token"], device, await boss.harness.mailed_token(BOSS)]
    replies = [await boss.answer(other, boss.next_code()) for other in others]
    assert [reply.code for reply in replies] == ["invalid_challenge"] * 4


async def test_a_challenge_is_no_other_token(boss: Authenticator) -> None:
    challenge = await boss.challenge()
    assert (await boss.client.with_token(challenge)("GET", "/me")).code == "invalid_token"
    assert (await boss.client("POST", "/auth/refresh", {"refresh_token": challenge})).code == "invalid_token"
    reset = {"token": challenge, "new_password": "kT8-harbour-lantern"}
    assert (await boss.client("POST", "/auth/reset-password", reset)).code == "invalid_link"


async def test_a_challenge_of_the_other_platform_is_refused(boss: Authenticator) -> None:
    other = Authenticator(boss.harness, boss.client.at("customer"), BOSS, boss.secret)
    assert (await other.answer(await boss.challenge(), boss.code())).code == "invalid_challenge"
    assert (await boss.answer(await other.challenge(), boss.code())).code == "invalid_challenge"
    assert (await other.answer(await other.challenge(), boss.code())).status == 200


async def test_a_challenge_is_good_for_five_minutes(boss: Authenticator) -> None:
    early, late = await boss.challenge(), await boss.challenge()
    boss.harness.pass_time(seconds=290)
    assert (await boss.answer(early, boss.code())).status == 200
    boss.harness.pass_time(seconds=30)
    assert (await boss.answer(late, boss.code())).code == "invalid_challenge"


async def test_a_challenge_is_answered_once(boss: Authenticator) -> None:
    challenge = await boss.challenge()
    assert (await boss.answer(challenge, boss.code())).status == 200
    replayed = [await boss.answer(challenge, boss.next_code()) for _ in range(3)]
    by_recovery_code = await boss.answer(challenge, boss.recovery_codes[0], "recovery_code")
    assert [reply.code for reply in (*replayed, by_recovery_code)] == ["invalid_challenge"] * 4
    assert (await boss.answer(await boss.challenge(), boss.recovery_codes[0], "recovery_code")).status == 200


async def test_two_challenges_of_one_account_are_answered_each(boss: Authenticator) -> None:
    first, second = await boss.challenge(), await boss.challenge()
    assert (await boss.answer(first, boss.code())).status == 200
    assert (await boss.answer(second, boss.next_code())).status == 200


async def test_a_wrong_code_leaves_the_challenge_good(boss: Authenticator) -> None:
    challenge = await boss.challenge()
    assert (await boss.answer(challenge, "000000")).code == "invalid_code"
    assert (await boss.answer(challenge, boss.code())).status == 200


async def end_sessions(boss: Authenticator) -> None:
    await boss.harness.log_out_everywhere((await boss.harness.user(BOSS)).pk)


async def lock_and_unlock(boss: Authenticator) -> None:
    user = await boss.harness.user(BOSS)
    await boss.harness.lock(user.pk, by=OPERATOR)
    await boss.harness.unlock(user.pk, by=OPERATOR)


async def lock(boss: Authenticator) -> None:
    user = await boss.harness.user(BOSS)
    await boss.harness.lock(user.pk, by=OPERATOR)


async def new_password(boss: Authenticator) -> None:
    await boss.client("POST", "/auth/forgot-password", {"email": BOSS})
    body = {"token": await boss.harness.mailed_token(BOSS), "new_password": "kT8-harbour-lantern"}
    assert (await boss.client("POST", "/auth/reset-password", body)).status == 204


async def demote(boss: Authenticator) -> None:
    user = await boss.harness.user(BOSS)
    command = EditUserAsStaffCommand(user_id=user.pk, by=OPERATOR, sets_role=True)
    await boss.harness.container.accounts().edit_user_as_staff(command)


async def reset_mfa(boss: Authenticator) -> None:
    user = await boss.harness.user(BOSS)
    command = ResetMfaCommand(user_id=user.pk, by=OPERATOR, reason="lost")
    await boss.harness.container.credentials().reset_mfa(command)


async def leave(boss: Authenticator) -> None:
    done = (await boss.sign_in()).body
    client = boss.client.with_token(done["access_token"])
    other = Authenticator(boss.harness, boss.client.at("customer"), BOSS, boss.secret)
    customer = other.client.with_token((await other.sign_in()).body["access_token"])
    assert (await customer("POST", "/me/delete", {"password": PASSWORD})).status == 204
    assert (await client("GET", "/me")).status == 401


@pytest.mark.parametrize("act", [end_sessions, lock, lock_and_unlock, new_password, demote, reset_mfa, leave])
async def test_an_act_that_ends_sessions_ends_challenges_too(
    boss: Authenticator, act: Callable[[Authenticator], Awaitable[None]]
) -> None:
    challenge = await boss.challenge()
    await act(boss)
    assert (await boss.answer(challenge, boss.next_code())).code == "invalid_challenge"
