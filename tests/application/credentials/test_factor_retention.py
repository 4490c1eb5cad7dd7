from datetime import timedelta

from application.credentials.services.factor_retention import UNCONFIRMED_RETENTION, factor_retention
from bootstrap.domains.found import found_domains
from domain.credentials.factor import Factor
from tests.support.memory_ports import MemoryPorts


async def test_a_factor_that_was_never_confirmed_is_removed_after_a_day(memory: MemoryPorts) -> None:
    ada, confirmed = await memory.add_user(password=None), True
    async with memory.begin() as work:
        for is_confirmed in (False, confirmed):
            factor = Factor.enrol(
                memory.ids.random(), user_id=ada.pk, kind="totp", label=None, secret="-", at=memory.clock.now()
            )
            factor.is_confirmed = is_confirmed
            await work.factors.create(factor)
        await work.commit()
    retention = factor_retention(memory.begin, memory.clock)
    memory.clock.at += UNCONFIRMED_RETENTION
    assert await retention.remove(10) == 0
    memory.clock.at += timedelta(seconds=1)
    assert await retention.remove(10) == 1
    async with memory.read() as work:
        assert [factor.is_confirmed for factor in await work.factors.select_all()] == [True]


def test_credentials_are_a_domain_that_purges() -> None:
    assert "credentials" in [domain.name for domain in found_domains()]
