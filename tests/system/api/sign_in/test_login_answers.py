"""Every answer of a login, and what is counted for it."""

import attrs
import pytest

from application.accounts.lock_user import LockUserCommand
from domain.shared_kernel.errors import ServiceUnavailableException
from tests.support.app_harness import PASSWORD
from tests.system.api.sign_in.answers import ADA, BOSS, WRONG, Answer, SignInClient, set_cookies, sign_in_client
from tests.system.api.sign_in.conftest import LIMITS

ADMITTED = "take requests sign-ins"
GUESSED = "take guesses all-guesses"
RIGHT = (ADMITTED, GUESSED, "reset guesses", "refund all-guesses")
LEFT = {"requests": 49, "sign-ins": 5}
REFUSED = Answer(401, "invalid_credentials", "Bearer", left=LEFT, counted=(ADMITTED, GUESSED))


def forbidden(code: str) -> Answer:
    return Answer(403, code, left=LEFT, counted=RIGHT)


async def test_login_answers_the_right_password_and_gives_the_guess_back(client: SignInClient) -> None:
    assert await client.log_in(BOSS) == Answer(200, cookies=set_cookies(client.device_cookie), left=LEFT, counted=RIGHT)


async def test_login_in_cookie_mode_sets_both_cookies(client: SignInClient) -> None:
    body = {"email": BOSS, "password": PASSWORD, "refresh_in": "cookie"}
    both = set_cookies(client.refresh_cookie, client.device_cookie)
    assert await client.answer("/auth/login", body) == Answer(200, cookies=both, left=LEFT, counted=RIGHT)


@pytest.mark.parametrize(("email", "password"), [(BOSS, WRONG), ("nobody@example.org", PASSWORD), (BOSS, "x" * 1000)])
async def test_login_refuses_a_wrong_password_and_an_unknown_address_alike(
    client: SignInClient, email: str, password: str
) -> None:
    assert await client.log_in(email, password) == REFUSED


async def test_login_refuses_an_account_without_a_password(client: SignInClient) -> None:
    boss = await client.client.at("admin").signed_in(BOSS)
    invited = {"email": "new@example.org", "first_name": "Grace", "last_name": "Hopper", "role": "support"}
    assert (await boss("POST", "/users", invited)).status == 201
    assert await client.log_in("new@example.org") == REFUSED


async def _lock_boss(client: SignInClient) -> None:
    other = await client.harness.register("other@example.org", staff=True)
    boss = await client.harness.user(BOSS)
    await client.harness.container.accounts().lock_user(LockUserCommand(user_id=boss.pk, by=other.pk))


async def test_login_names_a_lock_after_the_right_password_alone(client: SignInClient) -> None:
    await _lock_boss(client)
    assert await client.log_in(BOSS, WRONG) == REFUSED
    assert await client.log_in(BOSS, network="203.0.113.2") == forbidden("account_locked")


async def test_login_names_a_missing_staff_right_after_the_right_password_alone(customers: SignInClient) -> None:
    admin = customers.at("admin")
    assert await admin.log_in(ADA, WRONG) == REFUSED
    assert await admin.log_in(ADA, network="203.0.113.2") == forbidden("not_staff")


@pytest.mark.parametrize("platform", ["customer", "admin"])
async def test_login_names_an_unconfirmed_address_after_the_right_password_alone(
    platform: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("verified")
    async with sign_in_client(folder, **LIMITS, require_verified_email=True) as service:
        assert await service.at(platform).log_in(ADA, WRONG) == REFUSED
        answer = await service.at(platform).log_in(ADA, network="203.0.113.2")
    assert answer == forbidden("email_not_verified")


async def test_login_for_the_other_platform_is_refused_before_anything_is_counted(client: SignInClient) -> None:
    other = {"customer": "admin", "admin": "customer"}[client.client.platform]
    body = {"email": BOSS, "password": PASSWORD}
    assert await client.answer("/auth/login", body, X_Source=other) == Answer(403, "platform_mismatch")


async def test_login_with_two_cookies_of_one_name_is_refused_before_anything_is_counted(client: SignInClient) -> None:
    twice = f"{client.device_cookie}=a; {client.device_cookie}=b"
    assert await client.log_in(BOSS, Cookie=twice) == Answer(400, "malformed_request")


async def test_login_without_a_password_gives_the_sign_in_back(client: SignInClient) -> None:
    answer = await client.answer("/auth/login", {"email": BOSS})
    assert answer == Answer(422, "validation_failed", left=LEFT, counted=(ADMITTED, "refund sign-ins"))


async def test_login_gives_a_guess_back_that_was_not_compared(
    client: SignInClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(*_: object, **__: object) -> bool:
        raise ServiceUnavailableException

    monkeypatch.setattr(client.harness.container.hasher(), "verify", busy, raising=True)
    answer = await client.log_in(BOSS)
    counted = (ADMITTED, GUESSED, "refund guesses all-guesses")
    assert answer == Answer(503, "service_unavailable", has_retry_after=True, left=LEFT, counted=counted)


async def test_login_from_a_network_of_ipv6_counts_the_wider_ones_too(client: SignInClient) -> None:
    ways = [f"{name}{width}" for name in ("requests", "sign-ins") for width in ("", "-56", "-48")]
    counted = (f"take {' '.join(ways)}", "take guesses guesses-56 guesses-48 all-guesses")
    answer = await client.log_in(BOSS, WRONG, network="2001:db8::1")
    assert attrs.evolve(answer, left={}) == attrs.evolve(REFUSED, left={}, counted=counted)
    right = await client.log_in(BOSS, network="2001:db8::1")
    assert right.counted == (*counted, "reset guesses", "refund guesses-56 guesses-48 all-guesses")


async def test_login_without_limits_counts_no_request(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("unlimited")
    async with sign_in_client(folder, **LIMITS, rate_limits="off") as service:
        assert await service.log_in(ADA, WRONG) == attrs.evolve(REFUSED, left={}, counted=(GUESSED,))
