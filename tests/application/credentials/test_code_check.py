from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from adapters.persistence.memory.unit_of_work import MemoryUnitOfWork
from application.credentials.services.authentication_method import AuthenticationMethod
from application.credentials.services.code_check import MAX_ROUNDS, CodeStep
from domain.credentials.errors import FactorsLocked, InvalidCode
from domain.credentials.events import FactorRefused, FactorUsed
from domain.shared_kernel.errors import LostRace, ServiceUnavailableException
from tests.support.memory_ports import MemoryPorts
from tests.support.people_with_apps import PersonWithApp
from tests.support.session_services import SessionServices


async def name_method(_step: CodeStep, method: AuthenticationMethod) -> str:
    return method.name


@contextmanager
def losing(races: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The first ``races`` transactions lose."""
    commit, left = MemoryUnitOfWork.commit, [races]

    async def lose_or_commit(work: MemoryUnitOfWork) -> None:
        left[0] -= 1
        if left[0] >= 0:
            raise LostRace
        await commit(work)

    with monkeypatch.context() as changed:
        changed.setattr(MemoryUnitOfWork, "commit", lose_or_commit)
        yield


async def test_a_right_code_is_recorded_with_its_method(
    memory: MemoryPorts, services: SessionServices, ada: PersonWithApp
) -> None:
    pk, now = ada.user.pk, memory.clock.now()
    assert await services.check_code(pk, ada.code(), name_method) == services.totp.name
    assert await services.check_code(pk, ada.recovery_codes[0], name_method) == services.recovery_codes.name
    used = [event for event in memory.sink.events if isinstance(event, FactorUsed)]
    methods = (services.totp.name, services.recovery_codes.name)
    assert used == [FactorUsed(user_id=pk, by=pk, method=method, at=now) for method in methods]
    assert [(job.kind, job.user_id) for job in await memory.mail_jobs()] == [("recovery_code_used", pk)]


async def test_wrong_codes_are_recorded_with_their_number_until_one_is_right(
    memory: MemoryPorts, services: SessionServices, ada: PersonWithApp
) -> None:
    pk, now = ada.user.pk, memory.clock.now()
    for code in ("000000", "000000", ada.code(), "000000"):
        try:
            await services.check_code(pk, code, name_method)
        except InvalidCode:
            continue
    refused = [event for event in memory.sink.events if isinstance(event, FactorRefused)]
    assert refused == [FactorRefused(user_id=pk, by=pk, failures=failures, at=now) for failures in (1, 2, 1)]


async def test_codes_are_counted_for_each_account(
    memory: MemoryPorts, services: SessionServices, ada: PersonWithApp
) -> None:
    eve = await memory.add_user("eve@example.org")
    mine, others = services.check_code.quotas(ada.user.pk), services.check_code.quotas(eve.pk)
    assert [quota.owner for quota in (*mine, *others)] == [str(ada.user.pk), str(eve.pk)]


async def test_guesses_at_the_codes_of_one_account_leave_those_of_another(
    memory: MemoryPorts, services: SessionServices, ada: PersonWithApp
) -> None:
    eve = await PersonWithApp.enrolled(memory, services, email="eve@example.org")
    for _guess in range(services.check_code.policy.quota):
        with pytest.raises((InvalidCode, FactorsLocked)):
            await services.check_code(eve.user.pk, "000000", name_method)
    assert await services.check_code(ada.user.pk, ada.code(), name_method) == services.totp.name


async def test_a_step_that_loses_races_is_decided_again(
    services: SessionServices, ada: PersonWithApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    with losing(MAX_ROUNDS - 1, monkeypatch):
        assert await services.check_code(ada.user.pk, ada.code(), name_method) == services.totp.name


async def test_a_step_that_loses_every_race_is_unavailable_and_costs_no_attempt(
    services: SessionServices, ada: PersonWithApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _time in range(services.check_code.policy.quota + 1):
        with losing(MAX_ROUNDS, monkeypatch), pytest.raises(ServiceUnavailableException):
            await services.check_code(ada.user.pk, ada.code(), name_method)
    assert await services.check_code(ada.user.pk, ada.code(), name_method) == services.totp.name
