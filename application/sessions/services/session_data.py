from functools import partial
from uuid import UUID

from application.accounts.services.remove_dead_sessions_job import RemoveDeadSessionsJob
from application.jobs.services.enqueue import Enqueue
from application.personal_data import PersonalData
from application.ports.token_store import TokenStore
from application.ports.unit_of_work import UnitOfWork
from application.sessions.services.stored_sessions import stored_sessions
from domain.sessions.session import Session


def session_data(store: TokenStore, enqueue: Enqueue) -> PersonalData:
    """Returns the declaration of sessions, which are kept in a store of their own: it is cleared by a job, after the
    account is gone and its sessions have therefore ended."""
    return PersonalData(
        name="sessions",
        entity=Session,
        withheld={
            "user_id": "the id of the account, which is shown with it",
            "token_version": "a counter of the service",
            "generation": "a counter of the service",
            "is_acknowledged": "a mark of the service",
            "rotated_at": "shown as the time of the last use",
            "auth_time": "the moment before it was made, which is shown",
        },
        read_elsewhere=partial(_newest_first, store),
        erase=partial(_enqueue_removal, enqueue),
    )


async def _newest_first(store: TokenStore, user_id: UUID) -> list[Session]:
    sessions = [found.session async for found in stored_sessions(store, user_id)]
    return sorted(sessions, key=lambda session: session.pk, reverse=True)


async def _enqueue_removal(enqueue: Enqueue, work: UnitOfWork, user_id: UUID) -> None:
    await enqueue(work, RemoveDeadSessionsJob(user_id))
