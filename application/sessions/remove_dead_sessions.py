import attrs

from application.accounts.services.remove_dead_sessions_job import RemoveDeadSessionsJob
from application.jobs.services.job_handler import Effect, JobHandler
from application.ports.token_store import TokenStore
from application.ports.unit_of_work import ReadWork
from application.sessions.services.stored_sessions import session_pages
from domain.accounts.user import User


@attrs.frozen(eq=False, repr=False)
class RemoveDeadSessions(JobHandler[RemoveDeadSessionsJob]):
    """Removes the ended sessions of a user, or all of them if the user is gone."""

    read: ReadWork
    store: TokenStore

    async def __call__(self, job: RemoveDeadSessionsJob) -> Effect | None:
        async for page in session_pages(self.store, job.user_id):
            async with self.read() as work:
                user = await work.users.select_one(User.pk == job.user_id)
            await self.store.remove_many(
                [found.session.pk for found in page if user is None or not found.session.is_valid_for(user, found.now)]
            )
        return None
