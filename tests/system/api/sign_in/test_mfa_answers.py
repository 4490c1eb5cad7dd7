"""Every answer of a login that needs a second factor, and what is counted for it."""

import attrs
import pytest

from tests.system.api.mfa.authenticator import Authenticator
from tests.system.api.sign_in.answers import BOSS, HERE, WRONG, Answer, SignInClient, set_cookies

ADMITTED = "take requests sign-ins"
GUESSED = "take code-guesses"
LEFT = {"requests": 49, "sign-ins": 5}
REFUSED = Answer(401, "invalid_code", "Bearer", left=LEFT, counted=(ADMITTED, GUESSED))
INVALID = Answer(401, "invalid_challenge", "Bearer", left=LEFT, counted=(ADMITTED, GUESSED, "refund code-guesses"))


@pytest.fixture
async def boss(client: SignInClient) -> Authenticator:
    """Boss with an app; their requests so far came from another address."""
    person = Authenticator(client.harness, client.client, BOSS)
    await person.enrol()
    person.next_code()
    return person


async def answer(
    client: SignInClient, challenge: str, code: str, method: str = "totp", *, network: str = HERE, **more: str
) -> Answer:
    body = {"challenge": challenge, "method": method, "code": code, **more}
    return await client.answer("/auth/mfa", body, network=network)


async def test_login_asks_for_the_factor_and_gives_the_guess_back(client: SignInClient, boss: Authenticator) -> None:
    right = (ADMITTED, "take guesses all-guesses", "reset guesses", "refund all-guesses")
    assert await client.log_in(BOSS) == Answer(401, "mfa_required", "Bearer", left=LEFT, counted=right)
    wrong = await client.log_in(BOSS, WRONG, network="203.0.113.2")
    assert wrong == Answer(401, "invalid_credentials", "Bearer", left=LEFT, counted=right[:2])


async def test_mfa_answers_a_right_code_with_the_cookies_of_a_login(client: SignInClient, boss: Authenticator) -> None:
    counted = (ADMITTED, GUESSED, "reset code-guesses")
    done = Answer(200, cookies=set_cookies(client.device_cookie), left=LEFT, counted=counted)
    assert await answer(client, await boss.challenge(), boss.code()) == done
    in_cookie = await answer(
        client, await boss.challenge(), boss.next_code(), network="203.0.113.2", refresh_in="cookie"
    )
    assert in_cookie == attrs.evolve(done, cookies=set_cookies(client.refresh_cookie, client.device_cookie))


async def test_mfa_refuses_a_wrong_code_and_keeps_the_guess(client: SignInClient, boss: Authenticator) -> None:
    challenge = await boss.challenge()
    assert await answer(client, challenge, "000000") == REFUSED
    assert await answer(client, challenge, "AAAA", "recovery_code", network="203.0.113.2") == REFUSED


async def test_mfa_refuses_a_challenge_and_keeps_no_guess(client: SignInClient, boss: Authenticator) -> None:
    challenge = await boss.challenge()
    forged = await answer(client, "nonsense", boss.code())
    assert forged == attrs.evolve(INVALID, counted=(ADMITTED,))
    await answer(client, challenge, boss.code(), network="203.0.113.2")
    assert await answer(client, challenge, boss.next_code(), network="203.0.113.3") == INVALID


async def test_mfa_that_is_malformed_gives_the_sign_in_back(client: SignInClient, boss: Authenticator) -> None:
    malformed = await client.answer("/auth/mfa", {"challenge": await boss.challenge()})
    assert malformed == Answer(422, "validation_failed", left=LEFT, counted=(ADMITTED, "refund sign-ins"))


async def test_mfa_is_refused_when_the_codes_of_an_account_are_used_up(
    client: SignInClient, boss: Authenticator
) -> None:
    challenge = await boss.challenge()
    for number in range(3):
        await answer(client, challenge, "000000", network=f"203.0.113.{number + 10}")
    refused = await answer(client, challenge, boss.code())
    assert refused == Answer(
        429,
        "rate_limited",
        has_retry_after=True,
        left=LEFT | {"code-guesses": 0},
        counted=(ADMITTED, "take! code-guesses"),
    )


async def test_mfa_is_refused_when_the_sign_ins_of_an_address_are_used_up(
    client: SignInClient, boss: Authenticator
) -> None:
    for number in range(6):
        await client.log_in(f"somebody-{number}@example.org")
    refused = await answer(client, await boss.challenge(), boss.code())
    left = {"requests": 44, "sign-ins": 0}
    counted = ("take! requests sign-ins",)
    assert refused == Answer(429, "rate_limited", has_retry_after=True, left=left, counted=counted)


async def test_mfa_for_the_other_platform_is_refused_before_anything_is_counted(
    client: SignInClient, boss: Authenticator
) -> None:
    other = {"customer": "admin", "admin": "customer"}[client.client.platform]
    body = {"challenge": await boss.challenge(), "method": "totp", "code": boss.code()}
    assert await client.answer("/auth/mfa", body, X_Source=other) == Answer(403, "platform_mismatch")
