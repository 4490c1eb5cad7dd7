import attrs
import jwt
import pytest

from adapters.password_hasher.argon2 import Argon2PasswordHasher
from application.sessions.log_in import LogIn, LogInCommand
from domain.accounts.email_address import EmailAddress
from domain.accounts.errors import AccountLocked, EmailNotVerified, InvalidCredentials, NotStaff
from domain.credentials.events import SignInRefused
from domain.sessions.session import Device
from domain.shared_kernel.errors import BaseAppException, RateLimitException
from domain.shared_kernel.platform import Platform
from tests.support.clocks import NOON
from tests.support.memory_ports import GUESSES, PASSWORD, MemoryPorts
from tests.support.session_services import SessionServices

DEVICE = Device(ip="192.0.2.1", user_agent="a browser")


@pytest.fixture
def log_in(memory: MemoryPorts, services: SessionServices) -> LogIn:
    return LogIn(services.sign_in(memory, verified_only=True), services.open_session)


def claims_of(token: str) -> dict[str, object]:
    claims: dict[str, object] = jwt.decode(token, options={"verify_signature": False})
    return claims


def a_command(
    password: str = PASSWORD, email: str = "ada@example.org", platform: Platform = Platform.CUSTOMER
) -> LogInCommand:
    return LogInCommand(email=EmailAddress(email), password=password, platform=platform, device=DEVICE)


async def test_log_in_stores_a_session_of_the_device_and_returns_its_tokens(
    memory: MemoryPorts, services: SessionServices, log_in: LogIn
) -> None:
    ada = await memory.add_user()
    signed_in = await log_in(a_command(email="ADA@example.org"))
    [session] = await memory.sessions_of(ada)
    assert (session.platform, session.ip, session.user_agent) == (Platform.CUSTOMER, DEVICE.ip, DEVICE.user_agent)
    assert (
        services.tokens.verify_access_token(signed_in.tokens.access_token, Platform.CUSTOMER).session_id == session.pk
    )
    assert services.known_devices.recognise(ada, signed_in.device_token)


async def test_log_in_notes_in_the_session_and_its_token_how_it_began(
    memory: MemoryPorts, services: SessionServices, log_in: LogIn
) -> None:
    ada = await memory.add_user()
    signed_in = await log_in(a_command())
    memory.clock.pass_time(minutes=5)
    [session] = await memory.sessions_of(ada)
    claims = claims_of(services.tokens.create_token_pair(ada, session, memory.clock.now()).access_token)
    assert (session.methods, session.authenticated_at) == (("pwd",), NOON)
    assert (claims["amr"], claims["auth_time"]) == (["pwd"], int(NOON.timestamp()))
    assert claims_of(signed_in.tokens.access_token)["amr"] == ["pwd"]


async def test_log_in_of_an_unknown_device_takes_what_its_address_has_left(memory: MemoryPorts, log_in: LogIn) -> None:
    await memory.add_user()
    command = attrs.evolve(a_command(), is_beyond_limit=True)
    for _ in range(GUESSES.sign_ins.quota):
        await log_in(command)
    with pytest.raises(RateLimitException):
        await log_in(command)
    await log_in(a_command())


@pytest.mark.parametrize(
    "command", [a_command("not the password"), a_command(email="eve@example.org")], ids=["password", "address"]
)
async def test_log_in_refuses_a_wrong_password_and_an_unknown_address_alike(
    memory: MemoryPorts, log_in: LogIn, command: LogInCommand
) -> None:
    ada = await memory.add_user()
    with pytest.raises(InvalidCredentials):
        await log_in(command)
    assert await memory.sessions_of(ada) == []


@pytest.mark.parametrize(
    ("changes", "platform", "refusal"),
    [
        ({"is_locked": True}, Platform.CUSTOMER, AccountLocked),
        ({"is_email_verified": False}, Platform.CUSTOMER, EmailNotVerified),
        ({}, Platform.ADMIN, NotStaff),
    ],
    ids=["locked", "unconfirmed", "not staff"],
)
async def test_log_in_names_what_bars_the_account_after_the_right_password_only(
    memory: MemoryPorts,
    log_in: LogIn,
    changes: dict[str, bool],
    platform: Platform,
    refusal: type[BaseAppException],
) -> None:
    ada = await memory.add_user()
    for name, value in changes.items():
        setattr(ada, name, value)
    await memory.update(ada)
    with pytest.raises(InvalidCredentials):
        await log_in(a_command("not the password", platform=platform))
    with pytest.raises(refusal):
        await log_in(a_command(platform=platform))
    assert await memory.sessions_of(ada) == []


async def test_log_in_refuses_the_right_password_once_the_guesses_are_used_up(
    memory: MemoryPorts, log_in: LogIn
) -> None:
    await memory.add_user()
    for _guess in range(GUESSES.one_network.quota):
        with pytest.raises(InvalidCredentials):
            await log_in(a_command("not the password"))
    with pytest.raises(RateLimitException):
        await log_in(a_command())


async def test_log_in_renews_a_hash_with_outdated_parameters(memory: MemoryPorts, log_in: LogIn) -> None:
    ada = await memory.add_user(password=None)
    ada.password_hash = old = await Argon2PasswordHasher(memory_kib=8, time_cost=2).hash(PASSWORD)
    await memory.update(ada)
    await log_in(a_command())
    renewed = (await memory.user(ada.pk)).password_hash
    assert renewed is not None
    assert renewed != old
    assert not memory.hasher.needs_rehash(renewed)
    assert await memory.hasher.verify(renewed, PASSWORD)


@pytest.mark.parametrize(
    ("command", "is_known", "cause"),
    [
        (a_command("not the password"), True, "invalid_credentials"),
        (a_command(email="eve@example.org"), False, "invalid_credentials"),
    ],
    ids=["password", "address"],
)
async def test_log_in_records_a_refusal_and_nothing_of_an_address_without_an_account(
    memory: MemoryPorts, log_in: LogIn, command: LogInCommand, is_known: bool, cause: str
) -> None:
    ada = await memory.add_user()
    with pytest.raises(InvalidCredentials):
        await log_in(command)
    owner = ada.pk if is_known else None
    assert memory.sink.events == [SignInRefused(user_id=owner, by=None, cause=cause, at=NOON)]
    assert "eve" not in repr(memory.sink.events)


async def test_log_in_with_the_right_password_records_whose_it_was_although_it_is_refused(
    memory: MemoryPorts, log_in: LogIn
) -> None:
    ada = await memory.add_user()
    with pytest.raises(NotStaff):
        await log_in(a_command(platform=Platform.ADMIN))
    assert memory.sink.events == [SignInRefused(user_id=ada.pk, by=ada.pk, cause="not_staff", at=NOON)]


async def test_log_in_that_a_limit_refuses_records_nothing(memory: MemoryPorts, log_in: LogIn) -> None:
    await memory.add_user()
    for _attempt in range(GUESSES.one_network.quota):
        with pytest.raises(InvalidCredentials):
            await log_in(a_command("not the password"))
    memory.sink.events.clear()
    with pytest.raises(RateLimitException):
        await log_in(a_command("not the password"))
    assert memory.sink.events == []
