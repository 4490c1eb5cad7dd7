"""Codes, recovery codes and challenges that are raced, on every storage: each takes effect once."""

import asyncio
from collections import Counter
from typing import cast
from uuid import UUID

import attrs
import pytest

from application.accounts.services.confirm_password import ConfirmPassword
from application.credentials.remove_factor import RemoveFactorCommand
from application.credentials.renew_recovery_codes import RenewRecoveryCodesCommand
from application.credentials.services.password_method import PasswordEvidence
from domain.accounts.email_address import EmailAddress
from domain.accounts.user import User
from domain.credentials.authentication import Authenticated
from domain.credentials.factor_attempts import FactorAttempts
from domain.sessions.session import Device
from domain.shared_kernel.errors import LostRace, RevokedTokenException
from domain.shared_kernel.platform import Platform
from tests.support.app_harness import PASSWORD
from tests.system.api.conftest import Service
from tests.system.api.mfa.authenticator import Authenticator
from tests.system.api.mfa.conftest import ADA

RACERS = 8


async def outcomes(*answers: object) -> Counter[int | str]:
    replies = await asyncio.gather(*answers)  # type: ignore[call-overload]  # of two types
    return Counter(reply.status if reply.status < 400 else reply.code for reply in replies)


async def test_a_code_that_is_raced_works_once(ada: Authenticator) -> None:
    await ada.enrol()
    challenges = [await ada.challenge() for _ in range(RACERS)]
    code = ada.next_code()
    assert await outcomes(*(ada.answer(each, code) for each in challenges)) == {200: 1, "invalid_code": RACERS - 1}


async def test_a_recovery_code_that_is_raced_works_once(ada: Authenticator) -> None:
    await ada.enrol()
    challenges = [await ada.challenge() for _ in range(RACERS)]
    code = ada.recovery_codes[0]
    raced = await outcomes(*(ada.answer(each, code, "recovery_code") for each in challenges))
    assert raced == {200: 1, "invalid_code": RACERS - 1}


async def test_a_challenge_that_is_raced_with_good_codes_is_answered_once(ada: Authenticator) -> None:
    client = await ada.enrol()
    challenge = await ada.challenge()
    raced = await outcomes(*(ada.answer(challenge, code, "recovery_code") for code in ada.recovery_codes[:RACERS]))
    assert raced == {200: 1, "invalid_challenge": RACERS - 1}
    assert (await client("GET", "/me/factors")).body["recovery_codes_left"] == 9


async def test_no_wrong_code_of_many_that_race_is_left_uncounted(service: Service, ada: Authenticator) -> None:
    await ada.enrol()
    challenge = await ada.challenge()
    assert await outcomes(*(ada.answer(challenge, f"00000{n}") for n in range(RACERS))) == {"invalid_code": RACERS}
    user = await service.harness.user(ADA)
    async with service.harness.container.ports().read() as work:
        assert (await work.factor_attempts.get_by_id(user.pk)).failures == RACERS
    assert (await ada.answer(challenge, ada.next_code())).status == 200
    async with service.harness.container.ports().read() as work:
        assert (await work.factor_attempts.get_one(FactorAttempts.pk == user.pk)).failures == 0


async def test_a_confirmation_that_is_raced_gives_recovery_codes_once(ada: Authenticator) -> None:
    client = await ada.client.signed_in(ADA)
    await ada.add(client)
    path, body = f"/me/factors/{ada.factor_id}/confirm", {"code": ada.next_code()}
    raced = await asyncio.gather(*(client("POST", path, body) for _ in range(RACERS)))
    assert sum(reply.status == 200 for reply in raced) == 1
    assert {reply.status for reply in raced} <= {200, 401, 404, 409}
    assert (await client("GET", "/me/factors")).body["recovery_codes_left"] == 10


async def test_a_code_is_used_for_one_act_of_two_that_race(ada: Authenticator) -> None:
    client = await ada.enrol()
    challenge, code = await ada.challenge(), ada.next_code()
    renewal = client("POST", "/me/recovery-codes", {"password": PASSWORD, "code": code})
    assert await outcomes(ada.answer(challenge, code), renewal) == {200: 1, "invalid_code": 1}


async def test_an_act_by_password_and_code_is_refused_if_the_session_ended_meanwhile(
    service: Service, ada: Authenticator
) -> None:
    await ada.enrol()
    credentials, user = service.harness.container.credentials(), await service.harness.user(ADA)

    async def lose_the_session(*_: object) -> User:
        await service.harness.log_out_everywhere(user.pk)
        return user

    confirm = cast(ConfirmPassword, lose_the_session)
    removal = RemoveFactorCommand(
        user_id=user.pk, session_id=user.pk, factor_id=UUID(ada.factor_id), password="", code=ada.next_code()
    )
    renewal = RenewRecoveryCodesCommand(user_id=user.pk, session_id=user.pk, password="", code=ada.code())
    with pytest.raises(RevokedTokenException):
        await attrs.evolve(credentials.remove_factor, confirm_password=confirm)(removal)
    with pytest.raises(RevokedTokenException):
        await attrs.evolve(credentials.renew_recovery_codes, confirm_password=confirm)(renewal)
    assert (await ada.answer(await ada.challenge(), ada.code())).status == 200


async def test_a_login_that_began_before_the_first_factor_opens_no_session_after_it(
    service: Service, ada: Authenticator
) -> None:
    container = service.harness.container
    evidence = PasswordEvidence(email=EmailAddress(ADA), password=PASSWORD, platform=Platform.CUSTOMER)
    shown = await container.credentials().sign_in(evidence)
    assert isinstance(shown, Authenticated)
    await ada.enrol()
    with pytest.raises(LostRace):
        await container.sessions().open_session(shown, platform=Platform.CUSTOMER, device=Device())
    assert len(await service.harness.sessions_of(shown.user.pk)) == 1
