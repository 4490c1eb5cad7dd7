"""Second factors from the first to the last: added, confirmed, used, removed."""

import json

import jwt
import pytest

from entrypoints.http.openapi.problem_schema import ProblemBody
from tests.support.app_harness import PASSWORD
from tests.system.api.client import Client
from tests.system.api.conftest import Service
from tests.system.api.mfa.authenticator import Authenticator
from tests.system.api.mfa.conftest import ADA


async def test_an_account_without_a_factor_signs_in_as_before(service: Service) -> None:
    client = await service.client.signed_in(ADA)
    listed = await client("GET", "/me/factors")
    assert (await client("GET", "/me")).body["has_mfa"] is False
    assert (listed.body["items"], listed.body["recovery_codes_left"]) == ([], 0)


async def test_a_factor_has_to_be_confirmed_before_it_counts(ada: Authenticator) -> None:
    client = await ada.client.signed_in(ADA)
    added = await ada.add(client, "My phone")
    [shown] = (await client("GET", "/me/factors")).body["items"]
    assert added.status == 201
    assert added.body["qr_svg"].startswith("<svg")
    assert (shown["id"], shown["kind"], shown["label"], shown["is_confirmed"]) == (
        ada.factor_id,
        "totp",
        "My phone",
        False,
    )
    assert (await ada.client.log_in(ADA)).status == 200


async def test_a_confirmed_factor_is_asked_for_and_gives_ten_recovery_codes(ada: Authenticator) -> None:
    client = await ada.enrol()
    asked = await ada.client.log_in(ADA)
    listed = await client("GET", "/me/factors")
    assert len(set(ada.recovery_codes)) == 10
    assert (asked.status, asked.code) == (401, "mfa_required")
    assert asked.body["methods"] == ["totp", "recovery_code"]
    assert asked.body["expires_in"] == 300
    assert "Set-Cookie" not in asked.headers
    assert ProblemBody.model_validate_json(json.dumps(asked.body)).challenge == asked.body["challenge"]
    assert not {"access_token", "refresh_token"} & asked.body.keys()
    assert listed.body["recovery_codes_left"] == 10
    assert (await client("GET", "/me")).body["has_mfa"] is True


async def test_a_code_of_the_app_completes_the_sign_in(ada: Authenticator) -> None:
    await ada.enrol()
    done = await ada.sign_in()
    claims = jwt.decode(done.body["access_token"], options={"verify_signature": False})
    client = ada.client.with_token(done.body["access_token"])
    sessions = (await client("GET", "/me/sessions")).body["items"]
    assert done.status == 200
    assert claims["amr"] == ["pwd", "otp", "mfa"]
    assert next(each["amr"] for each in sessions if each["is_current"]) == ["pwd", "otp", "mfa"]


async def test_confirming_a_factor_ends_every_other_session_and_strengthens_this_one(ada: Authenticator) -> None:
    other = await ada.client.signed_in(ADA)
    client = await ada.enrol()
    assert (await other("GET", "/me")).code == "revoked_token"
    [session] = (await client("GET", "/me/sessions")).body["items"]
    assert session["amr"] == ["pwd", "otp", "mfa"]


async def test_the_confirming_code_is_spent_too(ada: Authenticator) -> None:
    await ada.enrol()
    assert (await ada.answer(await ada.challenge(), ada.code())).code == "invalid_code"


async def test_a_recovery_code_completes_the_sign_in_once(ada: Authenticator) -> None:
    client = await ada.enrol()
    code = ada.recovery_codes[3]
    done = await ada.answer(await ada.challenge(), code.lower().replace("-", " "), "recovery_code")
    again = await ada.answer(await ada.challenge(), code, "recovery_code")
    assert (done.status, again.code) == (200, "invalid_code")
    assert (await client("GET", "/me/factors")).body["recovery_codes_left"] == 9


async def test_new_recovery_codes_void_the_former_ones(ada: Authenticator) -> None:
    client = await ada.enrol()
    renewed = await client("POST", "/me/recovery-codes", {"password": PASSWORD, "code": ada.next_code()})
    old, new = ada.recovery_codes[0], renewed.body["recovery_codes"][0]
    assert len(renewed.body["recovery_codes"]) == 10
    assert (await ada.answer(await ada.challenge(), old, "recovery_code")).code == "invalid_code"
    assert (await ada.answer(await ada.challenge(), new, "recovery_code")).status == 200


async def test_the_last_factor_goes_with_its_recovery_codes(ada: Authenticator) -> None:
    client = await ada.enrol()
    path = f"/me/factors/{ada.factor_id}"
    assert (await client("DELETE", path, {"password": "wrong", "code": ada.next_code()})).code == "wrong_password"
    assert (await client("DELETE", path, {"password": PASSWORD, "code": "000000"})).code == "invalid_code"
    assert (await client("DELETE", path, {"password": PASSWORD, "code": ada.next_code()})).status == 204
    listed = await client("GET", "/me/factors")
    assert (listed.body["items"], listed.body["recovery_codes_left"]) == ([], 0)
    assert (await ada.client.log_in(ADA)).status == 200


async def test_removing_one_of_two_factors_leaves_the_other_required(ada: Authenticator) -> None:
    client = await ada.enrol()
    first, first_secret = ada.factor_id, ada.secret
    second = Authenticator(ada.harness, ada.client, ADA)
    await second.enrol(client)
    assert second.recovery_codes == []
    assert (await second.sign_in()).status == 200
    gone = await client("DELETE", f"/me/factors/{first}", {"password": PASSWORD, "code": second.next_code()})
    assert gone.status == 204
    ada.secret = first_secret
    assert (await ada.answer(await ada.challenge(), ada.next_code())).code == "invalid_code"
    assert (await second.sign_in()).status == 200


async def test_an_unconfirmed_factor_is_replaced_by_the_next_and_removed_without_a_code(ada: Authenticator) -> None:
    client = await ada.client.signed_in(ADA)
    await ada.add(client)
    first = ada.factor_id
    await ada.add(client)
    assert [each["id"] for each in (await client("GET", "/me/factors")).body["items"]] == [ada.factor_id]
    assert (await client("POST", f"/me/factors/{first}/confirm", {"code": "123456"})).status == 404
    body = {"password": PASSWORD, "code": "-"}
    assert (await client("DELETE", f"/me/factors/{ada.factor_id}", body)).status == 204
    assert (await client("GET", "/me/factors")).body["items"] == []


async def test_an_account_has_five_factors_at_most(ada: Authenticator) -> None:
    client = await ada.enrol()
    for _ in range(4):
        await Authenticator(ada.harness, ada.client, ADA).enrol(client)
    assert (await ada.add(client)).code == "factor_limit"


async def test_cookie_mode_completes_a_sign_in_too(ada: Authenticator) -> None:
    await ada.enrol()
    done = await ada.answer(await ada.challenge(), ada.next_code(), refresh_in="cookie")
    assert "refresh_token" not in done.body
    assert [line.partition("=")[0] for line in done.headers.getall("Set-Cookie")] == [
        "cortex-customer",
        "cortex-device-customer",
    ]


async def test_every_change_is_mailed(service: Service, ada: Authenticator) -> None:
    client = await ada.enrol()
    await ada.sign_in()
    await ada.answer(await ada.challenge(), ada.recovery_codes[0], "recovery_code")
    await client("POST", "/me/recovery-codes", {"password": PASSWORD, "code": ada.next_code()})
    await client("DELETE", f"/me/factors/{ada.factor_id}", {"password": PASSWORD, "code": ada.next_code()})
    mails = await service.harness.mails_to(ADA)
    assert sorted(set(mails[1:])) == [
        "A new sign-in to your account",
        "A recovery code was used",
        "A second factor was added to your account",
        "A second factor was removed from your account",
        "You have new recovery codes",
    ]


async def test_a_known_device_is_not_mailed_about(service: Service, ada: Authenticator) -> None:
    await ada.enrol()
    done = await ada.sign_in()
    cookie = done.headers["Set-Cookie"].partition(";")[0]
    body = {"email": ADA, "password": PASSWORD}
    asked = await ada.client("POST", "/auth/login", body, Cookie=cookie)
    before = await service.harness.mails_to(ADA)
    assert (await ada.answer(asked.body["challenge"], ada.next_code())).status == 200
    assert await service.harness.mails_to(ADA) == before


async def test_a_new_password_removes_no_factor(service: Service, ada: Authenticator) -> None:
    await ada.enrol()
    await ada.client("POST", "/auth/forgot-password", {"email": ADA})
    body = {"token": await service.harness.mailed_token(ADA), "new_password": "kT8-harbour-lantern"}
    assert (await ada.client("POST", "/auth/reset-password", body)).status == 204
    assert (await ada.client.log_in(ADA, "kT8-harbour-lantern")).code == "mfa_required"


async def test_no_list_shows_a_secret(service: Service, ada: Authenticator) -> None:
    client = await ada.enrol()
    for path in ("/me", "/me/factors", "/me/sessions", "/me/export"):
        text = json.dumps((await client("GET", path)).body)
        assert ada.secret not in text
        assert not any(code in text for code in ada.recovery_codes)


@pytest.mark.parametrize("path", ["/me/factors/totp", "/me/recovery-codes"])
async def test_a_stolen_session_is_not_enough(ada: Authenticator, path: str) -> None:
    client: Client = await ada.enrol()
    body = {"password": "wrong"} | ({"code": ada.next_code()} if path.endswith("codes") else {})
    assert (await client("POST", path, body)).code == "wrong_password"
