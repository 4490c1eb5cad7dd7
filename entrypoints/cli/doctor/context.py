from collections.abc import Awaitable, Callable

import attrs

from application.ports.clock import Clock
from application.ports.unit_of_work import ReadWork
from domain.shared_kernel.errors import ServiceUnavailableException


@attrs.frozen(eq=False, repr=False)
class StoredData:
    """The storage that ``cortex doctor`` may look into: it is open, and perhaps of another release: ``revisions``
    returns the stored revision of the tables and the one of this release."""

    read: ReadWork
    revisions: Callable[[], Awaitable[tuple[str | None, str]]]
    clock: Clock

    async def is_current(self) -> bool:
        """Returns false for tables of another release, and for a database that does not answer."""
        try:
            stored, known = await self.revisions()
        except ServiceUnavailableException:
            return False
        return stored == known
