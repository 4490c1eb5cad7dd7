import attrs

from application.accounts.forget_sessions import ForgetSessions
from application.jobs.handler import Effect, JobHandler
from application.ports.token_store import TokenStore
from application.ports.unit_of_work import ReadWork
from domain.accounts.user import User


@attrs.frozen
class ForgetDeadSessions(JobHandler[ForgetSessions]):
    """Removes what no longer lives of a user's sessions: all of them, where the user is gone."""

    read: ReadWork
    store: TokenStore

    async def __call__(self, job: ForgetSessions) -> Effect | None:
        stored = await self.store.of_user(job.user_id)
        async with self.read() as work:
            user = await work.users.select_one(User.pk == job.user_id)
        for found in stored:
            if user is None or not found.session.lives_for(user, found.now):
                await self.store.remove(found.session.pk)
        return None
