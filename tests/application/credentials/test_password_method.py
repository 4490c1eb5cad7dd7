"""A password is held against its account for the client that sent it: its device, its address and its session."""

from uuid import UUID

import attrs
import pytest

from application.credentials.services.password_method import PasswordEvidence
from application.credentials.services.second_step import ChallengeAnswer
from application.credentials.services.sign_in import SignIn
from domain.accounts.email_address import EmailAddress
from domain.accounts.errors import InvalidCredentials
from domain.credentials.authentication import Authenticated, FactorRequired
from domain.credentials.errors import InvalidCode
from domain.credentials.events import SignInChallenged
from domain.shared_kernel.errors import RateLimitException
from domain.shared_kernel.platform import Platform
from tests.support.memory_ports import GUESSES, PASSWORD, MemoryPorts
from tests.support.people_with_apps import PersonWithApp
from tests.support.session_services import SessionServices

DEVICE = UUID(int=5, version=4)
EVIDENCE = PasswordEvidence(
    email=EmailAddress("ada@example.org"), password=PASSWORD, platform=Platform.CUSTOMER, address="192.0.2.7"
)
WRONG = attrs.evolve(EVIDENCE, password="not the password")


@pytest.fixture
def sign_in(memory: MemoryPorts, services: SessionServices) -> SignIn:
    return services.sign_in(memory)


async def guess(sign_in: SignIn, evidence: PasswordEvidence, times: int) -> None:
    for _time in range(times):
        with pytest.raises(InvalidCredentials):
            await sign_in(evidence)


async def challenged(sign_in: SignIn, evidence: PasswordEvidence) -> str:
    outcome = await sign_in(evidence)
    assert isinstance(outcome, FactorRequired)
    return outcome.challenge


async def test_a_device_that_is_known_is_named_in_the_outcome(
    memory: MemoryPorts, services: SessionServices, sign_in: SignIn
) -> None:
    token = services.known_devices.remember(await memory.add_user(), DEVICE)
    outcome = await sign_in(attrs.evolve(EVIDENCE, device_token=token))
    assert isinstance(outcome, Authenticated)
    assert outcome.known_as == DEVICE


@pytest.mark.parametrize(("known_as", "mails"), [(DEVICE, []), (None, ["new_sign_in"])], ids=["known", "unknown"])
async def test_a_second_step_keeps_the_device_and_tells_the_owner_of_a_new_one(
    services: SessionServices, sign_in: SignIn, ada: PersonWithApp, known_as: UUID | None, mails: list[str]
) -> None:
    token = services.known_devices.remember(ada.user, known_as) if known_as else None
    challenge = await challenged(sign_in, attrs.evolve(EVIDENCE, device_token=token))
    answer = ChallengeAnswer(challenge=challenge, method="totp", code=ada.code(), platform=Platform.CUSTOMER)
    done = await sign_in.proceed(answer)
    assert done == Authenticated(user=done.user, methods=("pwd", "otp"), at=ada.memory.clock.now(), known_as=known_as)
    assert [(job.kind, job.user_id) for job in await ada.memory.mail_jobs()] == [(mail, ada.user.pk) for mail in mails]


async def test_a_challenge_is_recorded_for_its_owner(memory: MemoryPorts, sign_in: SignIn, ada: PersonWithApp) -> None:
    await challenged(sign_in, EVIDENCE)
    pk = ada.user.pk
    recorded = [event for event in memory.sink.events if isinstance(event, SignInChallenged)]
    assert recorded == [SignInChallenged(user_id=pk, by=pk, at=memory.clock.now())]


async def test_a_challenge_takes_a_code_of_the_method_that_the_answer_names(
    sign_in: SignIn, ada: PersonWithApp
) -> None:
    challenge = await challenged(sign_in, EVIDENCE)
    answer = ChallengeAnswer(
        challenge=challenge, method="recovery_code", code=ada.recovery_codes[0], platform=Platform.CUSTOMER
    )
    with pytest.raises(InvalidCode):
        await sign_in.proceed(attrs.evolve(answer, method="totp"))
    assert (await sign_in.proceed(answer)).methods == ("pwd", "otp")


async def test_guesses_from_one_address_leave_those_of_another(memory: MemoryPorts, sign_in: SignIn) -> None:
    await memory.add_user()
    await guess(sign_in, WRONG, GUESSES.one_network.quota)
    with pytest.raises(RateLimitException):
        await sign_in(EVIDENCE)
    assert isinstance(await sign_in(attrs.evolve(EVIDENCE, address="198.51.100.9")), Authenticated)


async def test_guesses_of_others_leave_those_of_a_known_device_which_are_counted_by_themselves(
    memory: MemoryPorts, services: SessionServices, sign_in: SignIn
) -> None:
    ada = await memory.add_user()
    tokens = [services.known_devices.remember(ada, device) for device in (DEVICE, UUID(int=6, version=4))]
    await guess(sign_in, WRONG, GUESSES.one_network.quota)
    await guess(sign_in, attrs.evolve(WRONG, device_token=tokens[0]), GUESSES.known_device.quota)
    with pytest.raises(RateLimitException):
        await sign_in(attrs.evolve(EVIDENCE, device_token=tokens[0]))
    assert isinstance(await sign_in(attrs.evolve(EVIDENCE, device_token=tokens[1])), Authenticated)


async def test_a_known_device_beyond_the_limit_of_its_address_signs_in_a_limited_number_of_times(
    memory: MemoryPorts, services: SessionServices, sign_in: SignIn
) -> None:
    token = services.known_devices.remember(await memory.add_user(), DEVICE)
    beyond = attrs.evolve(EVIDENCE, device_token=token, is_beyond_limit=True)
    for _time in range(GUESSES.beyond_limit.quota):
        assert isinstance(await sign_in(beyond), Authenticated)
    with pytest.raises(RateLimitException):
        await sign_in(beyond)
    assert isinstance(await sign_in(attrs.evolve(beyond, is_beyond_limit=False)), Authenticated)


async def test_an_unknown_device_beyond_the_limit_takes_what_its_own_address_has_left(
    memory: MemoryPorts, sign_in: SignIn
) -> None:
    await memory.add_user()
    beyond = attrs.evolve(EVIDENCE, is_beyond_limit=True)
    for _time in range(GUESSES.sign_ins.quota):
        await sign_in(beyond)
    with pytest.raises(RateLimitException):
        await sign_in(beyond)
    assert isinstance(await sign_in(attrs.evolve(beyond, address="198.51.100.9")), Authenticated)
