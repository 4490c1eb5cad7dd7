from datetime import timedelta
from uuid import UUID

import pytest

from application.sessions.services.open_session import SignedIn
from domain.accounts.session_end import SessionEnd
from domain.accounts.user import User
from domain.credentials.authentication import Authenticated
from domain.sessions.events import SessionEnded, SessionOpened, SurplusSessionsEnded
from domain.sessions.session import Device
from domain.shared_kernel.actor import SERVICE
from domain.shared_kernel.errors import LostRace
from domain.shared_kernel.platform import Platform
from tests.support.clocks import NOON
from tests.support.memory_ports import MemoryPorts
from tests.support.session_services import SessionServices

PHONE = Device(ip="192.0.2.7", user_agent="Phone")
EARLIER = NOON - timedelta(minutes=1)


@pytest.fixture
async def ada(memory: MemoryPorts) -> User:
    return await memory.add_user(password=None)


async def opened(services: SessionServices, user: User, *, known_as: UUID | None = None) -> SignedIn:
    authenticated = Authenticated(user=user, methods=("pwd", "otp"), at=EARLIER, known_as=known_as)
    return await services.open_session(authenticated, platform=Platform.CUSTOMER, device=PHONE)


async def test_open_session_stores_who_signed_in_how_when_and_where(
    memory: MemoryPorts, services: SessionServices, ada: User
) -> None:
    signed_in = await opened(services, ada)
    [session] = await memory.sessions_of(ada)
    assert (session.platform, session.ip, session.user_agent) == (Platform.CUSTOMER, PHONE.ip, PHONE.user_agent)
    assert (session.created_at, session.auth_time, session.amr) == (NOON, EARLIER, "pwd otp mfa")
    claims = services.tokens.verify_refresh_token(signed_in.tokens.refresh_token, Platform.CUSTOMER)
    assert (claims.session_id, claims.user_id) == (session.pk, ada.pk)
    event = SessionOpened(user_id=ada.pk, session_id=session.pk, by=ada.pk, amr="pwd otp mfa", at=NOON)
    assert memory.sink.events == [event]


async def test_open_session_makes_the_device_known_and_keeps_the_id_of_one_that_was(
    services: SessionServices, ada: User
) -> None:
    known_as = UUID(int=5, version=4)
    known = (await opened(services, ada, known_as=known_as)).device_token
    new = (await opened(services, ada)).device_token
    assert services.known_devices.recognise(ada, known) == known_as
    assert services.known_devices.recognise(ada, new) not in {None, known_as}


async def test_open_session_takes_back_a_session_that_the_first_second_factor_has_overtaken(
    memory: MemoryPorts, services: SessionServices, ada: User
) -> None:
    as_read = await memory.user(ada.pk)
    changed = await memory.user(ada.pk)
    changed.set_mfa(True, at=NOON)
    await memory.update(changed)
    memory.sink.events.clear()
    with pytest.raises(LostRace):
        await opened(services, as_read)
    assert await memory.sessions_of(ada) == []
    [was_opened, ended] = memory.sink.events
    assert isinstance(was_opened, SessionOpened)
    assert ended == SessionEnded(
        user_id=ada.pk, session_id=was_opened.session_id, by=SERVICE, cause=SessionEnd.OVERTAKEN, at=NOON
    )


async def test_open_session_lets_a_user_in_who_was_read_with_a_second_factor(
    memory: MemoryPorts, services: SessionServices, ada: User
) -> None:
    ada.set_mfa(True, at=NOON)
    await memory.update(ada)
    await opened(services, ada)
    assert len(await memory.sessions_of(ada)) == 1


async def test_open_session_ends_the_sessions_unused_for_longest_beyond_the_limit_and_says_so(
    memory: MemoryPorts, services: SessionServices, ada: User
) -> None:
    limit = memory.session_policy.per_account
    for _ in range(limit):
        memory.clock.pass_time(seconds=1)
        await memory.add_session(ada)
    oldest = (await memory.sessions_of(ada))[0]
    memory.sink.events.clear()
    memory.clock.pass_time(seconds=1)
    await opened(services, ada)
    assert await memory.store.count_for_user(ada.pk) == limit
    assert oldest.pk not in {session.pk for session in await memory.sessions_of(ada)}
    surplus = SurplusSessionsEnded(user_id=ada.pk, by=SERVICE, ended=1, at=memory.clock.now())
    assert surplus in memory.sink.events
    assert [job.kind for job in await memory.mail_jobs()] == ["surplus_sessions_ended"]
    await opened(services, ada)
    assert len(await memory.mail_jobs()) == 1, "one mail a day is enough"
    memory.clock.pass_time(days=1)
    await opened(services, ada)
    assert len(await memory.mail_jobs()) == 2
