"""Codes that are wrong, old, early, used, or of somebody or something else; and how many of them one may send."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.app_harness import PASSWORD, app_harness
from tests.system.api.conftest import serving
from tests.system.api.mfa.authenticator import Authenticator
from tests.system.api.mfa.conftest import ADA, BOSS

EVE = "eve@example.org"


@pytest.fixture
async def ada(tmp_path: Path) -> AsyncIterator[Authenticator]:
    """A customer with an app, over memory, whose guesses are limited; Eve has an app too."""
    limits = {"rate_limit_guesses": "5/15m"}
    async with app_harness("memory", tmp_path, **limits) as harness, serving(harness) as client:
        await harness.register(ADA)
        await harness.register(EVE)
        await harness.register(BOSS, staff=True)
        person = Authenticator(harness, client, ADA)
        await person.enrol()
        harness.pass_time(seconds=90)
        yield person


async def statuses(ada: Authenticator, *codes: str, method: str = "totp") -> list[str | int]:
    replies = [await ada.answer(await ada.challenge(), code, method) for code in codes]
    return [reply.status if reply.status == 200 else reply.code for reply in replies]


@pytest.mark.parametrize("steps", [-1, 0, 1])
async def test_a_code_is_good_one_step_early_and_late(ada: Authenticator, steps: int) -> None:
    assert await statuses(ada, ada.code(steps=steps)) == [200]


@pytest.mark.parametrize("steps", [-3, -2, 2, 3])
async def test_a_code_of_a_clock_that_is_further_off_is_refused(ada: Authenticator, steps: int) -> None:
    assert await statuses(ada, ada.code(steps=steps)) == ["invalid_code"]


async def test_a_code_works_once(ada: Authenticator) -> None:
    code = ada.code()
    assert await statuses(ada, code, code) == [200, "invalid_code"]


async def test_no_code_before_the_last_one_works(ada: Authenticator) -> None:
    earlier, now, later = (ada.code(steps=steps) for steps in (-1, 0, 1))
    assert await statuses(ada, later, now, earlier, later) == [200, "invalid_code", "invalid_code", "invalid_code"]


@pytest.mark.parametrize(
    "shape", ["{}0", "0{}", " {}", "{} ", "{:.5}", "-{:.5}", "+{:.5}", "{}\n", "0x{:.4}", "{:.3} {:.3}", "''or 1=1"]
)
async def test_a_code_of_another_form_is_refused(ada: Authenticator, shape: str) -> None:
    code = ada.code()
    assert await statuses(ada, shape.format(code, code)) == ["invalid_code"]
    assert await statuses(ada, code) == [200]


async def test_a_code_in_other_digits_is_refused(ada: Authenticator) -> None:
    arabic = ada.code().translate({ord("0") + digit: 0x660 + digit for digit in range(10)})
    assert await statuses(ada, arabic) == ["invalid_code"]


@pytest.mark.parametrize("code", ["", "1" * 65, None, 287082, ["287082"]])
async def test_a_code_that_is_no_text_of_its_length_is_malformed(ada: Authenticator, code: object) -> None:
    body = {"challenge": await ada.challenge(), "method": "totp", "code": code}
    assert (await ada.client("POST", "/auth/mfa", body)).status == 422


@pytest.mark.parametrize("method", ["sms", "pwd", "password", "otp", "TOTP", "totp ", "passkey"])
async def test_a_method_that_is_not_there_is_malformed(ada: Authenticator, method: str) -> None:
    reply = await ada.answer(await ada.challenge(), ada.code(), method)
    assert (reply.status, reply.faults) == (422, {"method": "invalid_choice"})


async def test_a_code_of_one_method_is_none_of_another(ada: Authenticator) -> None:
    assert await statuses(ada, ada.recovery_codes[0]) == ["invalid_code"]
    assert await statuses(ada, ada.code(), method="recovery_code") == ["invalid_code"]


async def test_a_code_of_another_person_is_refused(ada: Authenticator) -> None:
    eve = Authenticator(ada.harness, ada.client, EVE)
    await eve.enrol()
    assert await statuses(ada, eve.next_code()) == ["invalid_code"]
    assert await statuses(ada, eve.recovery_codes[0], method="recovery_code") == ["invalid_code"]
    assert (await eve.answer(await ada.challenge(), eve.code())).code == "invalid_code"


async def test_a_factor_that_is_not_confirmed_gives_no_code(ada: Authenticator) -> None:
    client = ada.client.with_token((await ada.sign_in()).body["access_token"])
    second = Authenticator(ada.harness, ada.client, ADA)
    await second.add(client)
    assert await statuses(ada, second.next_code()) == ["invalid_code"]


async def test_a_factor_of_another_person_is_not_found(ada: Authenticator) -> None:
    eve = await ada.client.signed_in(EVE)
    path = f"/me/factors/{ada.factor_id}"
    assert (await eve("POST", f"{path}/confirm", {"code": ada.next_code()})).status == 404
    assert (await eve("DELETE", path, {"password": PASSWORD, "code": ada.code()})).status == 404


async def test_a_confirmed_factor_is_not_confirmed_again(ada: Authenticator) -> None:
    client = ada.client.with_token((await ada.sign_in()).body["access_token"])
    assert (await client("POST", f"/me/factors/{ada.factor_id}/confirm", {"code": ada.next_code()})).status == 404


async def test_an_account_without_factors_has_no_recovery_codes_made(ada: Authenticator) -> None:
    eve = await ada.client.signed_in(EVE)
    body = {"password": PASSWORD, "code": "123456"}
    assert (await eve("POST", "/me/recovery-codes", body)).code == "invalid_code"


async def test_wrong_codes_are_limited_over_all_methods_together(ada: Authenticator) -> None:
    wrong = [("000000", "totp"), ("AAAA", "recovery_code"), ("000001", "totp"), ("B", "recovery_code"), ("2", "totp")]
    for code, method in wrong:
        assert await statuses(ada, code, method=method) == ["invalid_code"]
    refused = await ada.answer(await ada.challenge(), ada.code())
    assert (refused.status, refused.code) == (429, "rate_limited")
    assert int(refused.headers["Retry-After"]) > 600
    ada.harness.pass_time(minutes=16)
    assert await statuses(ada, ada.code()) == [200]


async def test_a_right_code_restores_the_limit(ada: Authenticator) -> None:
    for _ in range(3):
        assert await statuses(ada, "000000", "000001", "000002", "000003", ada.next_code()) == ["invalid_code"] * 4 + [
            200
        ]


async def test_after_a_hundred_wrong_codes_in_a_row_only_staff_help(ada: Authenticator) -> None:
    boss = await ada.client.at("admin").signed_in(BOSS)
    user = await ada.harness.user(ADA)
    for _ in range(20):
        ada.harness.pass_time(minutes=16)
        assert await statuses(ada, *["000000"] * 5) == ["invalid_code"] * 5
    ada.harness.pass_time(minutes=16)
    assert await statuses(ada, ada.code()) == ["mfa_locked"]
    assert await statuses(ada, ada.recovery_codes[0], method="recovery_code") == ["mfa_locked"]
    boss = await ada.client.at("admin").signed_in(BOSS)
    assert (await boss("POST", f"/users/{user.pk}/reset-mfa", {"reason": "Known in person"})).status == 204
    assert (await ada.client.log_in(ADA)).status == 200
