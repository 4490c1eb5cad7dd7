"""What is stored of a person's second factors is shown to them and erased with the account, and nobody else's."""

from collections.abc import Sequence

from application.credentials.services.credential_data import CREDENTIALS
from application.ports.unit_of_work import Repositories
from domain.credentials.factor_attempts import FactorAttempts
from tests.support.memory_ports import MemoryPorts
from tests.support.people_with_apps import PersonWithApp
from tests.support.session_services import SessionServices


async def owners(work: Repositories) -> Sequence[set[object]]:
    """Whose rows there are, kind by kind."""
    factors, codes = await work.factors.select_all(), await work.recovery_codes.select_all()
    attempts = await work.factor_attempts.select_all()
    return [{row.user_id for row in factors}, {row.user_id for row in codes}, {row.pk for row in attempts}]


async def test_factors_codes_and_attempts_of_one_person_are_erased_and_those_of_another_stay(
    memory: MemoryPorts, services: SessionServices
) -> None:
    ada, eve = [await PersonWithApp.enrolled(memory, services, email=f"{name}@example.org") for name in ("ada", "eve")]
    async with memory.begin() as work:
        for person in (ada, eve):
            await work.factor_attempts.create(FactorAttempts.of(person.user.pk))
        await work.commit()
    async with memory.begin() as work:
        for data in CREDENTIALS:
            assert data.erase is not None
            await data.erase(work, ada.user.pk)
        await work.commit()
    async with memory.read() as work:
        assert await owners(work) == [{eve.user.pk}] * 3
