import pytest

from application.sessions.authenticate import Authenticate
from domain.access.role import Role
from domain.accounts.session_end import SessionEnd
from domain.shared_kernel.errors import ExpiredTokenException, InvalidTokenException, RevokedTokenException
from domain.shared_kernel.platform import Platform
from tests.support.memory_ports import MemoryPorts
from tests.support.session_services import SessionServices


@pytest.fixture
def authenticate(memory: MemoryPorts, services: SessionServices) -> Authenticate:
    return Authenticate(memory.principals, memory.store, services.tokens)


async def test_authenticate_returns_the_user_and_the_session_as_stored(
    memory: MemoryPorts, services: SessionServices, authenticate: Authenticate
) -> None:
    ada = await memory.add_user()
    pair = await services.log_in(ada)
    ada.is_staff = True
    await memory.update(ada)
    principal = await authenticate(pair.access_token, Platform.CUSTOMER)
    assert (principal.user.pk, principal.user.is_staff) == (ada.pk, True)
    assert [principal.session.pk] == [session.pk for session in await memory.sessions_of(ada)]


async def test_authenticate_acknowledges_the_tokens_of_a_new_generation(
    memory: MemoryPorts, services: SessionServices, authenticate: Authenticate
) -> None:
    ada = await memory.add_user()
    session = await memory.add_session(ada)
    session.rotate(now=memory.clock.now(), policy=memory.session_policy)
    await memory.store.replace(session)
    pair = services.tokens.create_token_pair(ada, session, memory.clock.now())
    await authenticate(pair.access_token, Platform.CUSTOMER)
    assert [stored.is_acknowledged for stored in await memory.sessions_of(ada)] == [True]


async def test_authenticate_refuses_a_session_that_an_act_has_ended(
    memory: MemoryPorts, services: SessionServices, authenticate: Authenticate
) -> None:
    ada = await memory.add_user()
    pair = await services.log_in(ada)
    ada.end_sessions(by=ada.pk, cause=SessionEnd.ENDED, at=memory.clock.now())
    await memory.update(ada)
    with pytest.raises(RevokedTokenException):
        await authenticate(pair.access_token, Platform.CUSTOMER)


async def test_authenticate_refuses_the_admin_platform_to_one_who_is_no_longer_staff(
    memory: MemoryPorts, services: SessionServices, authenticate: Authenticate
) -> None:
    boss = await memory.add_user(role=Role.OWNER)
    pair = await services.log_in(boss, Platform.ADMIN)
    boss.is_staff = False
    await memory.update(boss)
    with pytest.raises(RevokedTokenException):
        await authenticate(pair.access_token, Platform.ADMIN)


async def test_authenticate_refuses_a_token_that_has_expired_or_is_for_another_platform(
    memory: MemoryPorts, services: SessionServices, authenticate: Authenticate
) -> None:
    pair = await services.log_in(await memory.add_user())
    with pytest.raises(InvalidTokenException):
        await authenticate(pair.access_token, Platform.ADMIN)
    memory.clock.pass_time(minutes=16)
    with pytest.raises(ExpiredTokenException):
        await authenticate(pair.access_token, Platform.CUSTOMER)
