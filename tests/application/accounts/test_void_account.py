"""An account that a stranger may have opened is left without links, factors and sessions."""

from uuid import UUID

from application.accounts.services.remove_dead_sessions_job import RemoveDeadSessionsJob
from application.accounts.services.void_account import VoidAccount
from application.ports.unit_of_work import UnitOfWork
from domain.accounts.one_time_token import LinkEnd
from domain.accounts.purposes import CHANGE_EMAIL, RESET_PASSWORD
from tests.support.memory_ports import MemoryPorts


async def test_a_voided_account_keeps_nothing_that_gives_it_back(memory: MemoryPorts) -> None:
    ada, eve = [await memory.add_user(f"{name}@example.org", password=None) for name in ("ada", "eve")]
    for user, purpose in ((ada, RESET_PASSWORD), (ada, CHANGE_EMAIL), (eve, RESET_PASSWORD)):
        await memory.add_link(user, purpose)
    removed = list[tuple[UnitOfWork, UUID]]()

    async def remove_factors(work: UnitOfWork, user_id: UUID) -> None:
        removed.append((work, user_id))

    async with memory.begin() as work:
        await VoidAccount(memory.mails, memory.enqueue, remove_factors)(work, ada)
        await work.commit()
    assert removed == [(work, ada.pk)]
    assert [(link.user_id, link.ended_as) for link in await memory.stored_links()] == [
        (ada.pk, LinkEnd.VOIDED),
        (ada.pk, LinkEnd.VOIDED),
        (eve.pk, None),
    ]
    [job] = await memory.jobs()
    assert (job.name, job.arguments) == ("forget_sessions", RemoveDeadSessionsJob(ada.pk).arguments())
