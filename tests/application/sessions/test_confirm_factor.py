import attrs
import pytest

from application.credentials.services.totp_method import TotpMethod
from application.sessions.confirm_factor import ConfirmFactor, ConfirmFactorCommand
from application.sessions.services.principal import Principal
from domain.accounts.session_end import SessionEnd
from domain.accounts.user import User
from domain.credentials.errors import FactorLimit, InvalidCode
from domain.credentials.events import FactorAdded
from domain.credentials.factor import MAX_FACTORS, Factor, bound_to
from domain.credentials.totp import STEP_SECONDS, one_time_password
from domain.sessions.events import OtherSessionsEnded
from domain.sessions.session import Session
from domain.shared_kernel.errors import NotFoundException, RateLimitException, RevokedTokenException
from domain.shared_kernel.platform import Platform
from tests.support.memory_ports import MemoryPorts
from tests.support.people_with_apps import SECRET
from tests.support.session_services import SessionServices


@attrs.frozen
class Enrolling:
    """A signed-in user with an app that is not confirmed yet."""

    memory: MemoryPorts
    user: User
    session: Session
    factor: Factor

    def command(self, code: str | None = None) -> ConfirmFactorCommand:
        principal = Principal(self.user, self.session)
        return ConfirmFactorCommand(principal=principal, factor_id=self.factor.pk, code=code or self.code())

    def code(self) -> str:
        return one_time_password(SECRET, int(self.memory.clock.now().timestamp()) // STEP_SECONDS)


async def unconfirmed(memory: MemoryPorts, totp: TotpMethod, user: User) -> Factor:
    pk = memory.ids.random()
    secret = totp.cipher.encrypt(SECRET, bound_to=bound_to(user.pk, pk))
    factor = Factor.enrol(pk, user_id=user.pk, kind="totp", label=None, secret=secret, at=memory.clock.now())
    async with memory.begin() as work:
        await work.factors.create(factor)
        await work.commit()
    return factor


@pytest.fixture
def confirm_factor(memory: MemoryPorts, services: SessionServices) -> ConfirmFactor:
    return ConfirmFactor(
        memory.begin,
        memory.read,
        memory.store,
        services.tokens,
        services.check_code,
        services.totp,
        services.recovery_codes,
        memory.mails,
        memory.clock,
    )


@pytest.fixture
async def ada(memory: MemoryPorts, services: SessionServices) -> Enrolling:
    user = await memory.add_user()
    pair = await services.log_in(user)
    session_id = services.tokens.verify_access_token(pair.access_token, Platform.CUSTOMER).session_id
    [session] = [each for each in await memory.sessions_of(user) if each.pk == session_id]
    return Enrolling(memory, user, session, await unconfirmed(memory, services.totp, user))


async def test_confirm_factor_shows_recovery_codes_once_and_spends_the_code(
    memory: MemoryPorts, services: SessionServices, confirm_factor: ConfirmFactor, ada: Enrolling
) -> None:
    codes = await confirm_factor(ada.command())
    assert codes is not None
    assert len(set(codes)) == 10
    async with memory.read() as work:
        stored = await work.factors.get_by_id(ada.factor.pk)
    assert (stored.is_confirmed, services.totp.step_of(stored, ada.code(), at=memory.clock.now())) == (True, None)
    assert (await memory.user(ada.user.pk)).has_mfa
    assert [(job.kind, job.user_id) for job in await memory.mail_jobs()] == [("factor_added", ada.user.pk)]


async def test_confirm_factor_records_the_factor_and_the_end_of_other_sessions(
    memory: MemoryPorts, confirm_factor: ConfirmFactor, ada: Enrolling
) -> None:
    memory.clock.pass_time(hours=1)
    await confirm_factor(ada.command())
    pk, now, kept = ada.user.pk, memory.clock.now(), ada.session.pk
    events = [event for event in memory.sink.events if isinstance(event, FactorAdded | OtherSessionsEnded)]
    assert events == [
        FactorAdded(user_id=pk, factor_id=ada.factor.pk, kind="totp", by=pk, at=now),
        OtherSessionsEnded(user_id=pk, kept=kept, by=pk, cause=SessionEnd.FACTOR_ADDED, at=now),
    ]
    assert (await memory.user(pk)).updated_at == now


async def test_confirm_factor_gives_no_new_recovery_codes_where_there_are_some(
    memory: MemoryPorts, services: SessionServices, confirm_factor: ConfirmFactor, ada: Enrolling
) -> None:
    await confirm_factor(ada.command())
    second = attrs.evolve(ada, factor=await unconfirmed(memory, services.totp, ada.user))
    memory.clock.pass_time(seconds=STEP_SECONDS)
    assert await confirm_factor(second.command()) is None


async def test_confirm_factor_ends_every_session_but_that_of_the_request_which_has_shown_both(
    memory: MemoryPorts, services: SessionServices, confirm_factor: ConfirmFactor, ada: Enrolling
) -> None:
    await services.log_in(ada.user)
    await confirm_factor(ada.command())
    [session] = await memory.sessions_of(ada.user)
    assert (session.pk, session.methods) == (ada.session.pk, ("pwd", "otp", "mfa"))


async def test_confirm_factor_changes_nothing_for_a_wrong_code(
    memory: MemoryPorts, services: SessionServices, confirm_factor: ConfirmFactor, ada: Enrolling
) -> None:
    await services.log_in(ada.user)
    with pytest.raises(InvalidCode):
        await confirm_factor(ada.command("000000"))
    assert [session.methods for session in await memory.sessions_of(ada.user)] == [("pwd",), ("pwd",)]
    assert not (await memory.user(ada.user.pk)).has_mfa


async def test_confirm_factor_counts_guesses_for_each_account(
    memory: MemoryPorts, services: SessionServices, confirm_factor: ConfirmFactor, ada: Enrolling
) -> None:
    eve = await memory.add_user("eve@example.org")
    hers = attrs.evolve(ada, user=eve, factor=await unconfirmed(memory, services.totp, eve))
    for _guess in range(services.check_code.policy.quota):
        with pytest.raises(InvalidCode):
            await confirm_factor(hers.command("000000"))
    with pytest.raises(RateLimitException):
        await confirm_factor(hers.command())
    assert await confirm_factor(ada.command()) is not None


async def test_confirm_factor_does_not_know_a_confirmed_factor_nor_that_of_somebody_else(
    memory: MemoryPorts, services: SessionServices, confirm_factor: ConfirmFactor, ada: Enrolling
) -> None:
    await confirm_factor(ada.command())
    memory.clock.pass_time(seconds=STEP_SECONDS)
    with pytest.raises(NotFoundException):
        await confirm_factor(ada.command())
    eve = await memory.add_user("eve@example.org")
    foreign = attrs.evolve(ada, factor=await unconfirmed(memory, services.totp, eve))
    with pytest.raises(NotFoundException):
        await confirm_factor(foreign.command())


async def test_confirm_factor_refuses_one_factor_too_many(
    memory: MemoryPorts, services: SessionServices, confirm_factor: ConfirmFactor, ada: Enrolling
) -> None:
    for _factor in range(MAX_FACTORS):
        more = attrs.evolve(ada, factor=await unconfirmed(memory, services.totp, ada.user))
        await confirm_factor(more.command())
        memory.clock.pass_time(seconds=STEP_SECONDS)
    with pytest.raises(FactorLimit) as refused:
        await confirm_factor(ada.command())
    assert str(MAX_FACTORS) in str(refused.value.message)


async def test_confirm_factor_protects_no_account_whose_sessions_were_ended_meanwhile(
    memory: MemoryPorts, confirm_factor: ConfirmFactor, ada: Enrolling
) -> None:
    async with memory.begin() as work:
        user = await work.users.get_by_id(ada.user.pk)
        user.end_sessions(by=user.pk, cause=SessionEnd.LOGGED_OUT_EVERYWHERE, at=memory.clock.now())
        await work.users.update(user)
        await work.commit()
    with pytest.raises(RevokedTokenException):
        await confirm_factor(ada.command())
    assert not (await memory.user(ada.user.pk)).has_mfa
