import pytest

from application.accounts.resend_verification import ResendVerification
from domain.accounts.email_address import EmailAddress
from domain.shared_kernel.errors import RateLimitException
from tests.support.memory_ports import MemoryPorts

ADA = EmailAddress("ada@example.org")


@pytest.fixture
def resend_verification(memory: MemoryPorts) -> ResendVerification:
    return ResendVerification(memory.begin, memory.mail_quota, memory.mails, memory.clock)


async def test_resend_verification_mails_a_link_where_the_address_is_not_confirmed(
    memory: MemoryPorts, resend_verification: ResendVerification
) -> None:
    ada = await memory.add_user(verified=False, password=None)
    await resend_verification(EmailAddress("ADA@example.org"))
    assert [(job.kind, job.user_id) for job in await memory.mail_jobs()] == [("verify_email", ada.pk)]
    assert not (await memory.user(ada.pk)).is_email_verified


async def test_resend_verification_does_the_same_work_for_nobody_where_there_is_nothing_to_confirm(
    memory: MemoryPorts, resend_verification: ResendVerification
) -> None:
    ada = await memory.add_user(password=None)
    for email in (ADA, EmailAddress("nobody@example.org")):
        await resend_verification(email)
    jobs, tokens = await memory.mail_jobs(), await memory.stored_links()
    assert [job.kind for job in jobs] == ["verify_email"] * 2
    assert [(job.user_id, job.token_id) for job in jobs] == [(token.user_id, token.pk) for token in tokens]
    assert ada.pk not in {job.user_id for job in jobs}


async def test_resend_verification_refuses_a_mailbox_that_has_had_all_its_mails(
    memory: MemoryPorts, resend_verification: ResendVerification
) -> None:
    for _request in range(memory.mail_quota.policy.quota):
        await resend_verification(ADA)
    with pytest.raises(RateLimitException):
        await resend_verification(ADA)
    assert len(await memory.jobs()) == memory.mail_quota.policy.quota
