from collections.abc import Iterator

import attrs
import pytest

from application.accounts.register_undisclosed import RegisterUndisclosed
from application.accounts.services.open_account import OpenAccount
from application.accounts.services.register_command import RegisterCommand
from application.ports.unit_of_work import UnitOfWork
from domain.accounts.errors import EmailTaken
from domain.accounts.events import RegistrationRefused
from domain.accounts.person import Person
from domain.accounts.user import User
from domain.shared_kernel.errors import RateLimitException, ValidationException
from tests.support.memory_ports import PASSWORD, MemoryPorts, a_person


@pytest.fixture
def register_undisclosed(memory: MemoryPorts) -> RegisterUndisclosed:
    open_account = OpenAccount(memory.mails, memory.clock, memory.ids)
    return RegisterUndisclosed(
        memory.begin, memory.passwords, memory.mail_quota, open_account, memory.mails, memory.clock
    )


def a_command(email: str = "ada@example.org", password: str = PASSWORD) -> RegisterCommand:
    return RegisterCommand(person=a_person(email), password=password)


async def test_register_undisclosed_stores_the_account_and_mails_a_link(
    memory: MemoryPorts, register_undisclosed: RegisterUndisclosed
) -> None:
    await register_undisclosed(a_command())
    async with memory.read() as work:
        user = await work.users.select_by_email(a_person().email)
    assert user is not None
    assert (user.person, user.is_email_verified) == (a_person(), False)
    assert await memory.hasher.verify(user.password_hash, PASSWORD)
    assert [(job.kind, job.user_id) for job in await memory.mail_jobs()] == [("verify_email", user.pk)]


async def test_register_undisclosed_answers_alike_where_the_address_is_taken_and_notifies_its_owner(
    memory: MemoryPorts, register_undisclosed: RegisterUndisclosed
) -> None:
    ada = await memory.add_user()
    await register_undisclosed(a_command("ADA@example.org"))
    assert RegistrationRefused(user_id=ada.pk, by=None, at=memory.clock.now()) in memory.sink.events
    notice, decoy = await memory.mail_jobs()
    assert (notice.kind, notice.user_id) == ("email_in_use", ada.pk)
    assert (decoy.kind, decoy.user_id == ada.pk) == ("verify_email", False)
    async with memory.read() as work:
        assert await work.users.select_all() == [ada]
    assert (await memory.user(ada.pk)).values() == ada.values()


@attrs.frozen(eq=False, repr=False)
class BeatenOnce(OpenAccount):
    """Another request opens an account for the address in the first moment, and removes it in the next."""

    rounds: Iterator[bool] = attrs.field(factory=lambda: iter([True, False]))

    async def __call__(self, work: UnitOfWork, person: Person, password_hash: str) -> User:
        if next(self.rounds):
            raise EmailTaken(email=person.email)
        return await super().__call__(work, person, password_hash)


async def test_register_undisclosed_looks_again_when_another_request_is_quicker(
    memory: MemoryPorts, register_undisclosed: RegisterUndisclosed
) -> None:
    beaten = BeatenOnce(memory.mails, memory.clock, memory.ids)
    await attrs.evolve(register_undisclosed, open_account=beaten)(a_command())
    async with memory.read() as work:
        [user] = await work.users.select_all()
    assert await memory.hasher.verify(user.password_hash, PASSWORD)


async def test_register_undisclosed_refuses_a_password_made_of_the_name_whether_or_not_the_address_is_taken(
    memory: MemoryPorts, register_undisclosed: RegisterUndisclosed
) -> None:
    await memory.add_user()
    for email in ("ada@example.org", "new@example.org"):
        with pytest.raises(ValidationException) as refused:
            await register_undisclosed(a_command(email, "lovelace-ada"))
        assert [error.field for error in refused.value.errors] == ["password"]
    assert await memory.jobs() == []


async def test_register_undisclosed_refuses_a_mailbox_that_has_had_all_its_mails(
    memory: MemoryPorts, register_undisclosed: RegisterUndisclosed
) -> None:
    for _attempt in range(memory.mail_quota.policy.quota):
        await register_undisclosed(a_command())
    with pytest.raises(RateLimitException):
        await register_undisclosed(a_command())
    async with memory.read() as work:
        assert await work.users.count(User.email == a_person().email) == 1
