from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from application.ports.repository import Repository
from domain.accounts.one_time_token import OneTimeToken, Purpose


class OneTimeTokenRepository(Repository[OneTimeToken]):
    """What the links in mails stand for."""

    async def select_open(self, user_id: UUID, purposes: Iterable[Purpose], *, at: datetime) -> list[OneTimeToken]:
        """Those of a user that have not ended yet; some may be replaced."""
        of_user = (OneTimeToken.user_id == user_id) & OneTimeToken.purpose.one_of(purposes)
        return await self.select_all(of_user, OneTimeToken.spent_at.is_none(), OneTimeToken.expires_at > at)

    async def is_replaced(self, token: OneTimeToken) -> bool:
        """Whether its user was sent a newer one for the same act: keys are in the order in which tokens were made."""
        same_act = (OneTimeToken.user_id == token.user_id) & (OneTimeToken.purpose == token.purpose)
        return await self.exists(same_act & (OneTimeToken.pk > token.pk))
