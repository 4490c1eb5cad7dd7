from collections.abc import Collection

import attrs

from application.accounts.followed_links import FollowedLinks
from application.ports.unit_of_work import ReadWork
from domain.accounts.one_time_token import OneTimeToken, Purpose
from domain.accounts.user import User


@attrs.frozen
class LookAtLink:
    """Whoever has a link may see what it is for, which spends nothing. Raises ``InvalidLink`` and ``LinkSpent``."""

    read: ReadWork
    links: FollowedLinks

    async def __call__(self, sealed: str, purposes: Collection[Purpose]) -> tuple[OneTimeToken, User]:
        async with self.read() as work:
            return await self.links.find(work, sealed, purposes)
