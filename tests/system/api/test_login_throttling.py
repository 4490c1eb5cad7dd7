"""Who guesses passwords is slowed down, and nobody is locked out by it."""

import asyncio
from collections.abc import AsyncIterator
from http.cookies import SimpleCookie
from itertools import count
from pathlib import Path

import attrs
import pytest

from application.ports.password_hasher import PasswordHasher
from domain.accounts.email_address import EmailAddress
from domain.accounts.login_throttling import LoginAttempt
from domain.shared_kernel.errors import ServiceUnavailableException
from tests.support.app_harness import PASSWORD, AppHarness, app_harness
from tests.system.api.client import Client, Reply
from tests.system.api.conftest import serving

ADA, EVE = "ada@example.org", "eve@example.org"
WRONG = "no stone bridges"
NEW_PASSWORD = "kT8-harbour-lantern"
HERE, ALL = 3, 8
LIMITS = {
    "trusted_proxies": ("127.0.0.1",),
    "rate_limit_guesses": f"{HERE}/15m",
    "rate_limit_all_guesses": f"{ALL}/hour",
}
_networks = (f"192.0.2.{number}" for number in count())


@attrs.frozen
class LoginClient:
    """Where people sign in; each time they come from elsewhere unless they say where from."""

    harness: AppHarness
    client: Client

    async def log_in(
        self, password: str = WRONG, email: str = ADA, *, network: str | None = None, cookie: str = ""
    ) -> Reply:
        body = {"email": email, "password": password}
        headers = {"X_Forwarded_For": network or next(_networks), **({"Cookie": cookie} if cookie else {})}
        return await self.client("POST", "/auth/login", body, **headers)

    async def device(self, email: str = ADA) -> str:
        """The cookie of a device that somebody signed in with."""
        return shown_next(await self.log_in(PASSWORD, email))

    async def attack(self, email: str = ADA) -> None:
        """From so many networks that nobody unknown gets through any more."""
        for _ in range(ALL):
            await self.log_in(email=email)


def shown_next(reply: Reply) -> str:
    kept = SimpleCookie(reply.headers.getall("Set-Cookie")[-1])
    return "; ".join(f"{name}={morsel.value}" for name, morsel in kept.items())


@pytest.fixture
async def login(tmp_path: Path) -> AsyncIterator[LoginClient]:
    async with app_harness("memory", tmp_path, **LIMITS) as harness, serving(harness) as client:
        await harness.register(ADA, staff=True)
        await harness.register(EVE)
        yield LoginClient(harness, client)


async def test_from_one_network_there_are_a_few_guesses_and_elsewhere_others(login: LoginClient) -> None:
    here = [await login.log_in(network="203.0.113.1") for _ in range(HERE + 1)]
    there = await login.log_in(network="203.0.113.2")
    assert [reply.status for reply in (*here, there)] == [401] * HERE + [429, 401]
    assert '"guesses";r=0;t=' in here[-1].headers["RateLimit"]
    assert int(here[-1].headers["Retry-After"]) > 800


async def test_the_right_password_is_not_tried_when_no_guesses_are_left(login: LoginClient) -> None:
    for _ in range(HERE):
        await login.log_in(network="203.0.113.1")
    assert (await login.log_in(PASSWORD, network="203.0.113.1")).status == 429


async def test_refusals_in_one_network_take_nothing_from_the_others(login: LoginClient) -> None:
    for _ in range(ALL * 2):
        await login.log_in(network="203.0.113.1")
    assert [(await login.log_in()).status for _ in range(ALL - HERE)] == [401] * (ALL - HERE)


async def test_an_attack_from_everywhere_stops_strangers_and_not_a_device_that_is_known(login: LoginClient) -> None:
    cookie = await login.device()
    pair = (await login.log_in(PASSWORD)).body
    await login.attack()
    stranger, owner = await login.log_in(PASSWORD), await login.log_in(PASSWORD, cookie=cookie)
    ada = login.client.with_token(pair["access_token"])
    me, renewed = await ada("GET", "/me"), await login.harness.refresh(pair["refresh_token"])
    assert (stranger.status, stranger.code) == (429, "rate_limited")
    assert '"all-guesses";r=0;' in stranger.headers["RateLimit"]
    assert (owner.status, me.status) == (200, 200)
    assert renewed.access_token


async def test_a_stolen_cookie_is_worth_a_few_guesses_and_nothing_else(login: LoginClient) -> None:
    stolen = await login.device()
    replies = [await login.log_in(cookie=stolen) for _ in range(HERE + 1)]
    own = await login.device()
    assert [reply.status for reply in replies] == [401] * HERE + [429]
    assert '"device-guesses";r=0;' in replies[-1].headers["RateLimit"]
    assert (await login.log_in(PASSWORD, cookie=own)).status == 200


async def test_a_new_password_by_mail_makes_the_device_known(login: LoginClient) -> None:
    await login.attack()
    await login.client("POST", "/auth/forgot-password", {"email": ADA})
    body = {"token": await login.harness.mailed_token(ADA), "new_password": NEW_PASSWORD}
    chosen = await login.client("POST", "/auth/reset-password", body)
    there, elsewhere = [await login.log_in(NEW_PASSWORD, cookie=shown) for shown in (shown_next(chosen), "")]
    assert (chosen.status, there.status, elsewhere.status) == (204, 200, 429)


async def test_a_new_password_on_the_page_makes_the_device_known_on_both_platforms(login: LoginClient) -> None:
    await login.attack()
    await login.client("POST", "/auth/forgot-password", {"email": ADA})
    address = f"{login.client.origin}/account/reset-password?token={await login.harness.mailed_token(ADA)}"
    async with login.client.http.post(address, data={"password": NEW_PASSWORD}) as chosen:
        cookies = [SimpleCookie(line) for line in chosen.headers.getall("Set-Cookie")]
    kept = {name: f"{name}={morsel.value}" for cookie in cookies for name, morsel in cookie.items()}
    assert set(kept) == {"cortex-device-customer", "cortex-device-admin"}
    assert (await login.log_in(NEW_PASSWORD, cookie=kept["cortex-device-customer"])).status == 200


async def test_a_known_device_signs_in_beside_somebody_who_uses_up_its_address(tmp_path: Path) -> None:
    async with (
        app_harness("memory", tmp_path, **LIMITS, rate_limit_sign_ins="5/hour") as harness,
        serving(harness) as client,
    ):
        await harness.register(ADA)
        login, shared = LoginClient(harness, client), "203.0.113.1"
        cookie = await login.device()
        for n in range(5):
            await login.log_in(email=f"somebody-{n}@example.org", network=shared)
        stranger, owner = [await login.log_in(PASSWORD, network=shared, cookie=shown) for shown in ("", cookie)]
        pretenders = [
            await login.log_in(PASSWORD, network=shared, cookie=f"{cookie}x"),
            await _as_eve(login, cookie),
        ]
    assert (stranger.status, owner.status) == (429, 200)
    assert [reply.status for reply in pretenders] == [429, 429]
    assert '"sign-ins";r=0' in pretenders[0].headers["RateLimit"]


async def test_with_ones_own_device_one_signs_in_only_so_often_beyond_the_limit(tmp_path: Path) -> None:
    """Each sign-in costs a hash, whether the password is right or not."""
    async with (
        app_harness("memory", tmp_path, **LIMITS, rate_limit_sign_ins="5/hour") as harness,
        serving(harness) as client,
    ):
        await harness.register(ADA)
        login = LoginClient(harness, client)
        cookie = await login.device()
        replies = [await login.log_in(PASSWORD, network="203.0.113.1", cookie=cookie) for _ in range(40)]
        other_device = await login.log_in(PASSWORD, network="203.0.113.1", cookie=shown_next(replies[0]))
    assert [reply.status for reply in replies] == [200] * (5 + HERE) + [429] * (35 - HERE)
    assert '"known-sign-ins";r=0' in replies[-1].headers["RateLimit"]
    assert other_device.status == 429


async def _as_eve(login: LoginClient, cookie: str) -> Reply:
    return await login.log_in(PASSWORD, EVE, network="203.0.113.1", cookie=cookie)


async def test_a_known_device_may_ask_no_more_often_than_others(tmp_path: Path) -> None:
    limits = LIMITS | {"rate_limit_sign_ins": "1/hour", "rate_limit_requests": "4/hour"}
    async with app_harness("memory", tmp_path, **limits) as harness, serving(harness) as client:
        await harness.register(ADA)
        login = LoginClient(harness, client)
        cookie = await login.device()
        replies = [await login.log_in(PASSWORD, network="203.0.113.1", cookie=cookie) for _ in range(6)]
    assert [reply.status for reply in replies] == [200] * 4 + [429] * 2
    assert '"requests";r=0' in replies[-1].headers["RateLimit"]


BENT = [
    "cortex-device-customer=",
    "cortex-device-customer=nonsense",
    "cortex-device-customer=AAAA.BBBB",
    'cortex-device-customer="ü"',
    f"cortex-device-customer={'x' * 5000}",
]


@pytest.mark.parametrize("cookie", BENT)
async def test_a_foreign_cookie_counts_as_unknown_and_is_no_error(login: LoginClient, cookie: str) -> None:
    await login.attack()
    assert (await login.log_in(PASSWORD, cookie=cookie)).status == 429
    login.harness.pass_time(hours=2)
    assert (await login.log_in(PASSWORD, cookie=cookie)).status == 200


async def test_the_cookie_of_another_account_counts_as_unknown(login: LoginClient) -> None:
    eves = await login.device(EVE)
    await login.attack()
    assert (await login.log_in(PASSWORD, cookie=eves)).status == 429
    assert (await login.log_in(PASSWORD, EVE, cookie=eves)).status == 200


async def test_a_device_stays_the_same_when_it_signs_in_again(login: LoginClient) -> None:
    first = await login.device()
    again = await login.log_in(PASSWORD, cookie=first)
    assert shown_next(again) == first
    assert await login.device() != first


@pytest.mark.parametrize("platform", ["customer", "admin"])
async def test_no_script_reads_the_cookie_and_no_other_site_has_it_sent(login: LoginClient, platform: str) -> None:
    reply = await login.client.at(platform).log_in(ADA)
    cookie = SimpleCookie(reply.headers["Set-Cookie"])[f"cortex-device-{platform}"]
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/", "Strict", True)
    assert (cookie["max-age"], cookie["secure"]) == (str(365 * 24 * 3600), "")


async def test_beyond_loopback_it_is_for_tls_alone(tmp_path: Path) -> None:
    public = {"public_url": "https://accounts.example.org"}
    async with app_harness("memory", tmp_path, **public) as harness, serving(harness) as client:
        await harness.register(ADA)
        reply = await client.log_in(ADA)
    assert SimpleCookie(reply.headers["Set-Cookie"])["__Host-cortex-device-customer"]["secure"]


async def test_a_right_password_restores_the_guesses_of_its_network(login: LoginClient) -> None:
    for _ in range(3):
        statuses = [(await login.log_in(network="203.0.113.1")).status for _ in range(HERE - 1)]
        statuses.append((await login.log_in(PASSWORD, network="203.0.113.1")).status)
        assert statuses == [401] * (HERE - 1) + [200]


async def test_a_right_password_of_a_stranger_gives_other_strangers_nothing_back(login: LoginClient) -> None:
    before = [(await login.log_in()).status for _ in range(ALL - 2)]
    assert (await login.log_in(PASSWORD)).status == 200
    after = [(await login.log_in()).status for _ in range(3)]
    assert before + after == [401] * ALL + [429]


async def test_right_passwords_are_no_guesses(login: LoginClient) -> None:
    statuses = [(await login.log_in(PASSWORD)).status for _ in range(ALL + 3)]
    assert statuses == [200] * (ALL + 3)


async def test_a_refusal_does_not_tell_whether_there_is_an_account(login: LoginClient) -> None:
    sequences = [
        [(await login.log_in(email=email, network="203.0.113.1")).status for _ in range(HERE + 2)]
        for email in (ADA, "nobody@example.org")
    ]
    assert sequences[0] == sequences[1] == [401] * HERE + [429] * 2


async def test_however_an_address_is_written_it_is_one_account(login: LoginClient) -> None:
    for email in ("Ada@example.org", "ADA@EXAMPLE.ORG", "ada@Example.org"):
        await login.log_in(email=email, network="203.0.113.1")
    assert (await login.log_in(network="203.0.113.1")).status == 429


async def test_a_hundred_racers_get_no_more_guesses_than_there_are(login: LoginClient) -> None:
    replies = await asyncio.gather(*(login.log_in(network="203.0.113.1") for _ in range(100)))
    assert sorted(reply.status for reply in replies) == [401] * HERE + [429] * (100 - HERE)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/me/password", {"current_password": "wrong", "new_password": "ten quiet rivers"}),
        ("/me/delete", {"password": "wrong"}),
        ("/me/email", {"password": "wrong", "new_email": "new@example.org"}),
    ],
)
async def test_a_stolen_token_does_not_help_to_guess_the_password(
    login: LoginClient, path: str, body: dict[str, str]
) -> None:
    thief, owner = await login.client.signed_in(EVE), await login.client.signed_in(EVE)
    replies = [await thief("POST", path, body) for _ in range(HERE + 1)]
    assert [reply.status for reply in replies] == [403] * HERE + [429]
    assert (await owner("POST", path, body)).status == 403


async def test_an_attack_does_not_keep_who_is_signed_in_from_changing_their_password(login: LoginClient) -> None:
    ada = await login.client.signed_in(ADA)
    await login.attack()
    change = {"current_password": PASSWORD, "new_password": "ten quiet rivers"}
    assert (await ada("POST", "/me/password", change)).status == 200


class Busy(PasswordHasher):
    """Has no time for anybody."""

    async def hash(self, password: str) -> str:
        raise ServiceUnavailableException

    async def verify(self, password_hash: str | None, password: str, *, decoy: str | None = None) -> bool:
        raise ServiceUnavailableException

    def needs_rehash(self, password_hash: str) -> bool:
        return False

    def parameters(self, password_hash: str | None) -> str:
        return ""


async def test_a_guess_that_was_not_looked_at_does_not_count(login: LoginClient) -> None:
    guess = LoginAttempt(email=EmailAddress(ADA), address="203.0.113.1")
    check = login.harness.container.accounts().services.check_password
    busy = attrs.evolve(check, passwords=attrs.evolve(check.passwords, hasher=Busy()))
    for _ in range(ALL * 2):
        with pytest.raises(ServiceUnavailableException):
            await busy(None, WRONG, guess)
    assert (await login.log_in(PASSWORD, network="203.0.113.1")).status == 200
