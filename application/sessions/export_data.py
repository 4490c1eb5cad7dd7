from collections.abc import Sequence
from uuid import UUID

import attrs

from application.ports.token_store import TokenStore
from application.ports.unit_of_work import ReadWork
from application.sessions.services.stored_sessions import stored_sessions
from domain.accounts.one_time_token import OneTimeToken
from domain.accounts.user import User
from domain.credentials.factor import Factor
from domain.credentials.recovery_code import RecoveryCode
from domain.jobs.stored_job import StoredJob
from domain.sessions.session import Session


@attrs.frozen(kw_only=True)
class PersonalData:
    """All stored data about a user; ``jobs`` are those with their id, such as mails to them."""

    user: User
    sessions: Sequence[Session]
    links: Sequence[OneTimeToken]
    jobs: Sequence[StoredJob]
    factors: Sequence[Factor]
    recovery_codes: Sequence[RecoveryCode]


@attrs.frozen
class ExportData:
    """A person may have all stored data about them (GDPR, article 15)."""

    read: ReadWork
    store: TokenStore

    async def __call__(self, user_id: UUID) -> PersonalData:
        sessions = [found.session async for found in stored_sessions(self.store, user_id)]
        async with self.read() as work:
            return PersonalData(
                user=await work.users.get_by_id(user_id),
                sessions=sorted(sessions, key=lambda session: session.pk, reverse=True),
                links=await work.one_time_tokens.select_all(OneTimeToken.user_id == user_id),
                jobs=await work.jobs.select_about(user_id),
                factors=await work.factors.select_all(Factor.user_id == user_id),
                recovery_codes=await work.recovery_codes.select_all(RecoveryCode.user_id == user_id),
            )
