from collections.abc import Collection

import attrs

from application.accounts.services.link_verifier import InspectedLink, LinkVerifier
from application.ports.unit_of_work import ReadWork
from domain.accounts.purposes import Purpose


@attrs.frozen(eq=False, repr=False)
class InspectLink:
    """The holder of a link may see its purpose and state, without using it up. Raises ``InvalidLink`` and, if nothing
    is stored about the link any more, ``LinkSpent``."""

    read: ReadWork
    links: LinkVerifier

    async def __call__(self, signed: str, purposes: Collection[Purpose]) -> InspectedLink:
        async with self.read() as work:
            return await self.links.inspect(work, signed, purposes)
