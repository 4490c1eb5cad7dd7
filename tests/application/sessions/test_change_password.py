import json

import pytest

from application.sessions.change_password import ChangePassword, ChangePasswordCommand
from application.sessions.services.principal import Principal
from domain.accounts import purposes
from domain.accounts.errors import WrongPassword
from domain.accounts.one_time_token import LinkEnd
from domain.sessions.session import Device
from domain.shared_kernel.errors import BaseAppException, RevokedTokenException, ValidationException
from tests.support.mail_factories import PURPOSES
from tests.support.memory_ports import PASSWORD, MemoryPorts
from tests.support.session_services import SessionServices

NEW_PASSWORD = "quiet-Harbour-81-lamp"


@pytest.fixture
def change_password(memory: MemoryPorts, services: SessionServices) -> ChangePassword:
    return ChangePassword(
        memory.begin,
        memory.read,
        memory.store,
        memory.check_password,
        memory.passwords,
        memory.mails,
        memory.enqueue,
        memory.clock,
        services.open_session,
        memory.record,
    )


@pytest.fixture
async def principal(memory: MemoryPorts) -> Principal:
    ada = await memory.add_user()
    return Principal(ada, await memory.add_session(ada))


def a_command(principal: Principal, current: str = PASSWORD, new: str = NEW_PASSWORD) -> ChangePasswordCommand:
    return ChangePasswordCommand(principal=principal, device=Device(), current_password=current, new_password=new)


async def test_change_password_stores_the_new_one_and_notifies_the_owner(
    memory: MemoryPorts, change_password: ChangePassword, principal: Principal
) -> None:
    await change_password(a_command(principal))
    stored = await memory.user(principal.user.pk)
    assert await memory.hasher.verify(stored.password_hash, NEW_PASSWORD)
    assert [(job.name, json.loads(job.arguments).get("kind")) for job in await memory.jobs()] == [
        ("send_mail", "password_changed"),
        ("forget_sessions", None),
    ]


async def test_change_password_ends_every_session_but_the_one_that_it_opens(
    memory: MemoryPorts, change_password: ChangePassword, principal: Principal
) -> None:
    await memory.add_session(principal.user)
    await change_password(a_command(principal))
    stored, now = await memory.user(principal.user.pk), memory.clock.now()
    live = [session.is_valid_for(stored, now) for session in await memory.sessions_of(stored)]
    assert live == [False, False, True]


async def test_change_password_voids_mailed_links_but_the_one_that_confirms_the_address(
    memory: MemoryPorts, change_password: ChangePassword, principal: Principal
) -> None:
    for purpose in PURPOSES:
        await memory.add_link(principal.user, purpose)
    await change_password(a_command(principal))
    assert {link.purpose: link.ended_as for link in await memory.stored_links()} == {
        purpose: None if purpose == purposes.VERIFY_EMAIL else LinkEnd.VOIDED for purpose in PURPOSES
    }


@pytest.mark.parametrize(
    ("passwords", "refusal"),
    [(("not the password", NEW_PASSWORD), WrongPassword), ((PASSWORD, "lovelace-ada"), ValidationException)],
    ids=["wrong", "weak"],
)
async def test_change_password_changes_nothing_where_it_refuses(
    memory: MemoryPorts,
    change_password: ChangePassword,
    principal: Principal,
    passwords: tuple[str, str],
    refusal: type[BaseAppException],
) -> None:
    with pytest.raises(refusal):
        await change_password(a_command(principal, *passwords))
    assert (await memory.user(principal.user.pk)).values() == principal.user.values()
    assert await memory.jobs() == []


async def test_change_password_refuses_a_session_that_has_ended(
    memory: MemoryPorts, change_password: ChangePassword, principal: Principal
) -> None:
    await memory.store.remove(principal.session.pk)
    with pytest.raises(RevokedTokenException):
        await change_password(a_command(principal))
    assert await memory.hasher.verify((await memory.user(principal.user.pk)).password_hash, PASSWORD)


async def test_change_password_opens_a_session_that_is_as_strongly_authenticated(
    memory: MemoryPorts, change_password: ChangePassword, principal: Principal
) -> None:
    former = principal.session
    former.amr = "pwd otp mfa"
    assert await memory.store.replace(former)
    memory.clock.pass_time(minutes=5)
    await change_password(a_command(principal))
    [new] = [session for session in await memory.sessions_of(principal.user) if session.pk != former.pk]
    assert (new.methods, new.authenticated_at) == (("pwd", "otp", "mfa"), former.created_at)
