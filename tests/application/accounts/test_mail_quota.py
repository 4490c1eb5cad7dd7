import pytest

from application.accounts.services.mail_quota import MailQuota
from domain.accounts.email_address import EmailAddress
from domain.shared_kernel.errors import RateLimitException
from domain.shared_kernel.rate_limits import RateLimit
from tests.support.memory_ports import MemoryPorts

ADA = EmailAddress("ada@example.org")


@pytest.fixture
def quota(memory: MemoryPorts) -> MailQuota:
    return MailQuota(memory.limiter, RateLimit("mails-to", 2, 3600))


async def spend(quota: MailQuota, email: str = ADA, *, error: BaseException | None = None) -> None:
    async with quota.spend(EmailAddress(email)):
        if error:
            raise error


async def test_an_address_gets_as_many_mails_as_its_quota_however_it_is_written(
    memory: MemoryPorts, quota: MailQuota
) -> None:
    await spend(quota)
    await spend(quota, ADA.upper())
    with pytest.raises(RateLimitException):
        await spend(quota)
    await spend(quota, "eve@example.org")
    memory.clock.pass_time(hours=2)
    await spend(quota)


@pytest.mark.parametrize("error", [ZeroDivisionError(), KeyboardInterrupt()])
async def test_a_mail_that_was_not_enqueued_costs_nothing(quota: MailQuota, error: BaseException) -> None:
    for _ in range(5):
        with pytest.raises(type(error)):
            await spend(quota, error=error)
    await spend(quota)
    await spend(quota)
