import logging

import pytest

from domain.credentials.totp import STEP_SECONDS
from tests.support.memory_ports import MemoryPorts
from tests.support.people_with_apps import PersonWithApp
from tests.support.session_services import SessionServices


async def test_a_factor_that_no_key_opens_accepts_nothing_and_is_named_in_the_log(
    memory: MemoryPorts, services: SessionServices, ada: PersonWithApp, caplog: pytest.LogCaptureFixture
) -> None:
    ada.factor.secret = ada.factor.secret[::-1]
    assert services.totp.step_of(ada.factor, ada.code(), at=memory.clock.now()) is None
    [record] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert (record.message, vars(record)["factor_id"]) == ("factor_unreadable", str(ada.factor.pk))


async def test_an_accepted_code_is_the_last_use_of_its_factor(
    memory: MemoryPorts, services: SessionServices, ada: PersonWithApp
) -> None:
    memory.clock.pass_time(hours=1)
    now = memory.clock.now()
    async with memory.begin() as work:
        assert await services.totp.accept(work, ada.user.pk, ada.code(), at=now)
        await work.commit()
    async with memory.read() as work:
        used = await work.factors.get_by_id(ada.factor.pk)
    assert (used.last_used_at, used.counter) == (now, int(now.timestamp()) // STEP_SECONDS)
