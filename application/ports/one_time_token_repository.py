from datetime import datetime
from uuid import UUID

from application.ports.repository import Repository
from domain.accounts.one_time_token import OneTimeToken
from domain.shared_kernel.filters import FilterOf


class OneTimeTokenRepository(Repository[OneTimeToken]):
    """The one-time tokens behind links in mails."""

    async def select_open(self, user_id: UUID, *filters: FilterOf[OneTimeToken], at: datetime) -> list[OneTimeToken]:
        """Returns the tokens of a user that match and are neither spent nor expired at ``at``; some may be replaced."""
        is_open = OneTimeToken.spent_at.is_none() & (OneTimeToken.expires_at > at)
        return await self.select_all(OneTimeToken.user_id == user_id, is_open, *filters)

    async def is_replaced(self, token: OneTimeToken) -> bool:
        """Returns whether its user has a newer token of the same purpose: ``pk`` orders tokens by age."""
        same_act = (OneTimeToken.user_id == token.user_id) & (OneTimeToken.purpose == token.purpose)
        return await self.exists(same_act & (OneTimeToken.pk > token.pk))
