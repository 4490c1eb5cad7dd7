from collections.abc import Awaitable, Callable

import attrs

from application.ports.clock import Clock
from application.ports.unit_of_work import ReadWork


@attrs.frozen
class StoredData:
    """The storage that ``cortex doctor`` may look into: it is open, and perhaps of another release: ``revisions``
    returns the stored revision of the tables and the one of this release."""

    read: ReadWork
    revisions: Callable[[], Awaitable[tuple[str | None, str]]]
    clock: Clock
