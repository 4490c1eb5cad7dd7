from collections.abc import Collection

import attrs

from application.accounts.services.link_verifier import InspectedLink, LinkVerifier
from application.ports.unit_of_work import ReadWork
from domain.accounts.one_time_token import Purpose


@attrs.frozen
class InspectLink:
    """Whoever has a link may see what it is for, or was, which spends nothing. Raises ``InvalidLink`` and, where
    nothing is known of it any more, ``LinkSpent``."""

    read: ReadWork
    links: LinkVerifier

    async def __call__(self, signed: str, purposes: Collection[Purpose]) -> InspectedLink:
        async with self.read() as work:
            return await self.links.look(work, signed, purposes)
