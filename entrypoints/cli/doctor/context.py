import attrs

from application.ports.clock import Clock
from application.ports.unit_of_work import ReadWork


@attrs.frozen
class StoredData:
    """The storage that ``cortex doctor`` may look into: it is open, and perhaps of another release."""

    read: ReadWork
    clock: Clock
