"""Every 429 of a login, and the quotas of devices that are known."""

from pathlib import Path

import attrs
import pytest

from tests.system.api.sign_in.answers import ADA, BOSS, WRONG, Answer, SignInClient, sign_in_client
from tests.system.api.sign_in.conftest import LIMITS

ADMITTED = "take requests sign-ins"
BEYOND = ("take! requests sign-ins", "take requests")


def limited(*counted: str, **left: int) -> Answer:
    return Answer(
        429,
        "rate_limited",
        has_retry_after=True,
        left={name.replace("_", "-"): rest for name, rest in left.items()},
        counted=counted,
    )


async def _use_up_sign_ins(client: SignInClient) -> None:
    for number in range(6):
        await client.log_in(f"somebody-{number}@example.org")


async def test_login_is_refused_when_the_requests_of_an_address_are_used_up(tmp_path: Path) -> None:
    async with sign_in_client(tmp_path, **LIMITS | {"rate_limit_requests": "1/hour"}) as service:
        for platform in ("customer", "admin"):
            client = service.at(platform)
            cookie = await client.device(BOSS)
            await client.log_in(BOSS, network=platform)
            assert await client.log_in(BOSS, network=platform) == limited(
                "take! requests sign-ins", requests=0, sign_ins=5
            )
            known = await client.log_in(BOSS, network=platform, Cookie=cookie)
            assert known == limited("take! requests sign-ins", "take! requests", requests=0, sign_ins=5)


async def test_login_is_refused_when_the_sign_ins_of_an_address_are_used_up(client: SignInClient) -> None:
    await _use_up_sign_ins(client)
    assert await client.log_in(BOSS) == limited("take! requests sign-ins", requests=44, sign_ins=0)


async def test_login_is_refused_when_the_guesses_of_a_network_are_used_up(client: SignInClient) -> None:
    for _ in range(3):
        await client.log_in(BOSS, WRONG)
    answer = await client.log_in(BOSS)
    expected = {"requests": 46, "sign_ins": 2, "guesses": 0, "all_guesses": 5}
    assert answer == limited(ADMITTED, "take! guesses all-guesses", **expected)


async def test_login_is_refused_when_the_guesses_of_all_strangers_are_used_up(client: SignInClient) -> None:
    for _ in range(8):
        await client.log_in(BOSS, WRONG, network=None)
    answer = await client.log_in(BOSS)
    expected = {"requests": 49, "sign_ins": 5, "guesses": 3, "all_guesses": 0}
    assert answer == limited(ADMITTED, "take! guesses all-guesses", **expected)


async def test_login_of_a_known_device_takes_its_own_guesses(client: SignInClient) -> None:
    cookie = await client.device(BOSS)
    right, wrong = [await client.log_in(BOSS, *words, Cookie=cookie) for words in ((), (WRONG,))]
    assert right.counted == (ADMITTED, "take device-guesses", "reset device-guesses")
    assert (right.status, right.cookies) == (200, client.renewed_device_cookie)
    assert (wrong.status, wrong.counted) == (401, (ADMITTED, "take device-guesses"))


async def test_login_of_a_known_device_is_refused_when_its_guesses_are_used_up(client: SignInClient) -> None:
    cookie = await client.device(BOSS)
    for _ in range(3):
        await client.log_in(BOSS, WRONG, Cookie=cookie)
    answer = await client.log_in(BOSS, Cookie=cookie)
    assert answer == limited(ADMITTED, "take! device-guesses", requests=46, sign_ins=2, device_guesses=0)


async def test_login_of_a_known_device_goes_on_beyond_the_sign_ins_of_its_address(client: SignInClient) -> None:
    cookie = await client.device(BOSS)
    await _use_up_sign_ins(client)
    right, wrong = [await client.log_in(BOSS, *words, Cookie=cookie) for words in ((), (WRONG,))]
    guessed = "take device-guesses known-sign-ins"
    left = {"requests": 43, "sign-ins": 0}
    assert right == Answer(
        200, cookies=client.renewed_device_cookie, left=left, counted=(*BEYOND, guessed, "reset device-guesses")
    )
    assert wrong == Answer(
        401, "invalid_credentials", "Bearer", left=left | {"requests": 42}, counted=(*BEYOND, guessed)
    )


async def test_login_beyond_the_sign_ins_of_an_address_is_limited_for_each_account(client: SignInClient) -> None:
    cookie = await client.device(BOSS)
    await _use_up_sign_ins(client)
    for _ in range(3):
        await client.log_in(BOSS, Cookie=cookie)
    answer = await client.log_in(BOSS, Cookie=cookie)
    left = {"requests": 40, "sign_ins": 0, "device_guesses": 3, "known_sign_ins": 0}
    assert answer == limited(*BEYOND, "take! device-guesses known-sign-ins", **left)


@pytest.mark.parametrize("change", ["forged", "of another account", "of the other platform"])
async def test_login_of_a_pretended_device_is_refused_beyond_the_sign_ins(client: SignInClient, change: str) -> None:
    cookie, other = await client.device(BOSS), {"customer": "admin", "admin": "customer"}[client.client.platform]
    shown = cookie.replace(client.client.platform, other) if change == "of the other platform" else cookie
    shown = f"{shown}x" if change == "forged" else shown
    await _use_up_sign_ins(client)
    answer = await client.log_in(ADA if change == "of another account" else BOSS, Cookie=shown)
    assert answer == limited(*BEYOND, "take! sign-ins", requests=43, sign_ins=0)


async def test_login_that_is_malformed_beyond_the_sign_ins_takes_a_request_alone(client: SignInClient) -> None:
    cookie = await client.device(BOSS)
    await _use_up_sign_ins(client)
    answer = await client.answer("/auth/login", {"email": BOSS}, Cookie=cookie)
    left = {"requests": 43, "sign-ins": 0}
    assert answer == Answer(422, "validation_failed", left=left, counted=BEYOND)


async def test_login_says_when_to_come_back(client: SignInClient) -> None:
    for _ in range(3):
        await client.log_in(BOSS, WRONG)
    guesses = await client.send("/auth/login", {"email": BOSS, "password": WRONG})
    for _ in range(2):
        await client.log_in("somebody@example.org")
    sign_ins = await client.send("/auth/login", {"email": BOSS, "password": WRONG})
    assert [int(reply.headers["Retry-After"]) for reply in (guesses, sign_ins)] == pytest.approx([900, 3600], rel=0.04)


def test_answers_are_compared_whole() -> None:
    assert attrs.evolve(limited(), has_retry_after=False) != limited()
