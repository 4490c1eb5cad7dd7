import pytest

from application.credentials.services.second_step import ChallengeAnswer
from application.sessions.complete_log_in import CompleteLogIn, CompleteLogInCommand
from domain.credentials.authentication import Authenticated, FactorRequired
from domain.credentials.errors import InvalidChallenge, InvalidCode
from domain.sessions.session import Device
from domain.shared_kernel.platform import Platform
from tests.support.memory_ports import MemoryPorts
from tests.support.people_with_apps import PersonWithApp
from tests.support.session_services import SessionServices

DEVICE = Device(ip="192.0.2.1", user_agent="a browser")


@pytest.fixture
def complete_log_in(memory: MemoryPorts, services: SessionServices) -> CompleteLogIn:
    return CompleteLogIn(services.sign_in(memory), services.open_session)


@pytest.fixture
async def ada(memory: MemoryPorts, services: SessionServices) -> PersonWithApp:
    return await PersonWithApp.enrolled(memory, services)


async def challenge_of(memory: MemoryPorts, services: SessionServices, person: PersonWithApp) -> str:
    """A challenge, as a login by the right password has."""
    shown = Authenticated(user=person.user, methods=("pwd",), at=memory.clock.now())
    needed = await services.second_step.after(shown, Platform.CUSTOMER)
    assert isinstance(needed, FactorRequired)
    return needed.challenge


def a_command(challenge: str, code: str, platform: Platform = Platform.CUSTOMER) -> CompleteLogInCommand:
    answer = ChallengeAnswer(challenge=challenge, method="totp", code=code, platform=platform)
    return CompleteLogInCommand(answer=answer, device=DEVICE)


async def test_complete_log_in_opens_a_session_that_has_shown_both(
    memory: MemoryPorts, services: SessionServices, complete_log_in: CompleteLogIn, ada: PersonWithApp
) -> None:
    signed_in = await complete_log_in(a_command(await challenge_of(memory, services, ada), ada.code()))
    [session] = await memory.sessions_of(ada.user)
    assert (session.ip, session.user_agent, session.platform) == (DEVICE.ip, DEVICE.user_agent, Platform.CUSTOMER)
    assert session.methods == ("pwd", "otp", "mfa")
    assert services.known_devices.recognise(ada.user, signed_in.device_token)


async def test_complete_log_in_opens_nothing_for_a_wrong_code_or_a_challenge_that_was_answered(
    memory: MemoryPorts, services: SessionServices, complete_log_in: CompleteLogIn, ada: PersonWithApp
) -> None:
    challenge = await challenge_of(memory, services, ada)
    with pytest.raises(InvalidCode):
        await complete_log_in(a_command(challenge, "000000"))
    assert await memory.sessions_of(ada.user) == []
    await complete_log_in(a_command(challenge, ada.code()))
    memory.clock.pass_time(seconds=30)
    with pytest.raises(InvalidChallenge):
        await complete_log_in(a_command(challenge, ada.code()))
    assert len(await memory.sessions_of(ada.user)) == 1


async def test_complete_log_in_opens_nothing_on_another_platform_than_the_login_was_for(
    memory: MemoryPorts, services: SessionServices, complete_log_in: CompleteLogIn, ada: PersonWithApp
) -> None:
    challenge = await challenge_of(memory, services, ada)
    with pytest.raises(InvalidChallenge):
        await complete_log_in(a_command(challenge, ada.code(), Platform.ADMIN))
    assert await memory.sessions_of(ada.user) == []
