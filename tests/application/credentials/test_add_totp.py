import base64
from uuid import UUID

import pytest

from adapters.qr_code.segno import SegnoQrCode
from adapters.random_source.system import SystemRandomSource
from application.credentials.add_totp import AddTotp, AddTotpCommand
from domain.accounts.errors import WrongPassword
from domain.accounts.password_events import PasswordRefused
from domain.accounts.user import User
from domain.credentials.errors import FactorLimit
from domain.credentials.factor import MAX_FACTORS, Factor, bound_to
from tests.support.memory_ports import PASSWORD, MemoryPorts
from tests.support.session_services import SessionServices

SESSION = UUID(int=7)


@pytest.fixture
def add_totp(memory: MemoryPorts, services: SessionServices) -> AddTotp:
    return AddTotp(
        memory.begin,
        memory.confirm_password,
        services.totp,
        SystemRandomSource(),
        SegnoQrCode(),
        memory.clock,
        memory.ids,
        "Cortex",
    )


def a_command(user: User, password: str = PASSWORD) -> AddTotpCommand:
    return AddTotpCommand(user_id=user.pk, session_id=SESSION, label="My phone", password=password)


async def stored(memory: MemoryPorts) -> list[Factor]:
    async with memory.read() as work:
        return await work.factors.select_all()


async def test_add_totp_stores_the_secret_encrypted_and_shows_it_once(
    memory: MemoryPorts, services: SessionServices, add_totp: AddTotp
) -> None:
    ada = await memory.add_user()
    new = await add_totp(a_command(ada))
    [factor] = await stored(memory)
    secret = services.totp.cipher.decrypt(factor.secret, bound_to=bound_to(ada.pk, factor.pk))
    assert (factor.label, factor.is_confirmed) == ("My phone", False)
    assert secret == base64.b32decode(new.secret)
    assert new.secret in new.uri
    assert new.qr_svg == SegnoQrCode().svg(new.uri)
    assert new.secret not in factor.secret
    assert new.secret not in repr(new)


async def test_add_totp_refuses_a_wrong_password(memory: MemoryPorts, add_totp: AddTotp) -> None:
    ada = await memory.add_user()
    command = a_command(ada, "not the password")
    with pytest.raises(WrongPassword):
        await add_totp(command)
    assert await stored(memory) == []
    [refused] = [event for event in memory.sink.events if isinstance(event, PasswordRefused)]
    now = memory.clock.now()
    assert refused == PasswordRefused(user_id=ada.pk, session_id=command.session_id, by=ada.pk, at=now)


async def test_add_totp_replaces_the_unconfirmed_one_of_the_same_person_alone(
    memory: MemoryPorts, add_totp: AddTotp
) -> None:
    ada, eve = await memory.add_user(), await memory.add_user("eve@example.org")
    for user in (ada, eve, ada):
        last = await add_totp(a_command(user))
    factors = await stored(memory)
    assert {factor.user_id for factor in factors} == {ada.pk, eve.pk}
    assert len(factors) == 2
    assert last.factor in factors


async def test_add_totp_refuses_one_more_than_an_account_may_have(memory: MemoryPorts, add_totp: AddTotp) -> None:
    ada = await memory.add_user()
    for _ in range(MAX_FACTORS):
        new = await add_totp(a_command(ada))
        async with memory.begin() as work:
            await work.factors.update(await work.factors.get_by_id(new.factor.pk), is_confirmed=True)
            await work.commit()
    with pytest.raises(FactorLimit) as refused:
        await add_totp(a_command(ada))
    assert str(MAX_FACTORS) in str(refused.value.message)
