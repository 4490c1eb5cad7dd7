"""The process of signing in: the password, what is needed after it, and the answer."""

import attrs
import pytest

from application.credentials.services.password_method import PasswordEvidence
from application.credentials.services.second_step import ChallengeAnswer
from application.credentials.services.sign_in import SignIn
from domain.accounts.email_address import EmailAddress
from domain.accounts.errors import InvalidCredentials
from domain.credentials.authentication import Authenticated, FactorRequired
from domain.credentials.errors import InvalidChallenge, InvalidCode
from domain.credentials.factor_attempts import FactorAttempts
from domain.shared_kernel.errors import ValidationException
from domain.shared_kernel.platform import Platform
from tests.support.memory_ports import PASSWORD, MemoryPorts
from tests.support.people_with_apps import PersonWithApp
from tests.support.session_services import SessionServices

EVIDENCE = PasswordEvidence(email=EmailAddress("ada@example.org"), password=PASSWORD, platform=Platform.CUSTOMER)


@pytest.fixture
def sign_in(memory: MemoryPorts, services: SessionServices) -> SignIn:
    return services.sign_in(memory)


async def needed(sign_in: SignIn) -> FactorRequired:
    outcome = await sign_in(EVIDENCE)
    assert isinstance(outcome, FactorRequired)
    return outcome


def an_answer(challenge: str, code: str, method: str = "totp") -> ChallengeAnswer:
    return ChallengeAnswer(challenge=challenge, method=method, code=code, platform=Platform.CUSTOMER)


async def test_sign_in_says_who_it_is_where_the_password_is_enough(memory: MemoryPorts, sign_in: SignIn) -> None:
    ada = await memory.add_user()
    outcome = await sign_in(EVIDENCE)
    assert outcome == Authenticated(user=ada, methods=("pwd",), at=memory.clock.now())


async def test_sign_in_says_what_is_needed_after_the_right_password_alone(sign_in: SignIn, ada: PersonWithApp) -> None:
    with pytest.raises(InvalidCredentials):
        await sign_in(attrs.evolve(EVIDENCE, password="not the password"))
    outcome = await needed(sign_in)
    assert (outcome.methods, outcome.expires_in) == (("totp", "recovery_code"), 300)
    assert outcome.challenge not in repr(outcome)


async def test_sign_in_offers_what_the_person_has(memory: MemoryPorts, sign_in: SignIn, ada: PersonWithApp) -> None:
    async with memory.begin() as work:
        last, *others = await work.recovery_codes.select_all()
        for code in others:
            await work.recovery_codes.delete(code)
        await work.commit()
    assert (await needed(sign_in)).methods == ("totp", "recovery_code")
    async with memory.begin() as work:
        await work.recovery_codes.delete(await work.recovery_codes.get_by_id(last.pk))
        await work.commit()
    assert (await needed(sign_in)).methods == ("totp",)


async def test_sign_in_goes_on_with_a_code_and_names_both_methods(sign_in: SignIn, ada: PersonWithApp) -> None:
    done = await sign_in.proceed(an_answer((await needed(sign_in)).challenge, ada.code()))
    assert (done.user, done.methods) == (ada.user, ("pwd", "otp"))


async def test_sign_in_counts_a_wrong_code_and_spends_a_challenge(
    memory: MemoryPorts, sign_in: SignIn, ada: PersonWithApp
) -> None:
    challenge = (await needed(sign_in)).challenge
    with pytest.raises(InvalidCode):
        await sign_in.proceed(an_answer(challenge, "000000"))
    async with memory.read() as work:
        assert (await work.factor_attempts.get_one(FactorAttempts.pk == ada.user.pk)).failures == 1
    await sign_in.proceed(an_answer(challenge, ada.code()))
    with pytest.raises(InvalidChallenge):
        await sign_in.proceed(an_answer(challenge, ada.recovery_codes[0], "recovery_code"))


async def test_sign_in_names_the_methods_that_there_are(sign_in: SignIn, ada: PersonWithApp) -> None:
    with pytest.raises(ValidationException) as refused:
        await sign_in.proceed(an_answer((await needed(sign_in)).challenge, ada.code(), "sms"))
    [fault] = refused.value.errors
    assert (fault.field, fault.code) == ("method", "invalid_choice")
    assert "totp, recovery_code" in str(fault.message)


async def test_sign_in_refuses_the_challenge_of_an_account_that_is_gone(
    memory: MemoryPorts, sign_in: SignIn, ada: PersonWithApp
) -> None:
    challenge = (await needed(sign_in)).challenge
    await memory.delete(ada.user)
    with pytest.raises(InvalidChallenge):
        await sign_in.proceed(an_answer(challenge, ada.code()))
