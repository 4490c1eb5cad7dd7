"""Tables in the memory of the process. They are lost when it ends."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from itertools import count
from types import MappingProxyType
from typing import Any

import attrs

from adapters.persistence.field_types import comparison_key
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.errors import ServiceUnavailableException


@attrs.frozen
class Row:
    """The values of an entity and, by the same names, their keys of comparison."""

    values: Mapping[str, Any]
    keys: Mapping[str, Any]

    @classmethod
    def of(cls, entity_type: type[Entity], values: Mapping[str, object]) -> "Row":
        """Makes a row of ``values``, with their keys of comparison."""
        fields = entity_type.fields
        return cls(values, {name: comparison_key(fields[name], value) for name, value in values.items()})


Table = Mapping[object, Row]
"""Rows by ``pk``. A published table is never changed: a commit replaces it with another."""

NO_ROWS: Table = MappingProxyType({})


class MemoryDatabase:
    """Committed tables. A reader keeps the tables that it began with as its snapshot; writers run one at a time, as on
    SQLite, and wait at most ``timeout`` seconds for each other."""

    def __init__(self, *, timeout: float = 5.0) -> None:
        self.tables: Mapping[type[Entity], Table] = {}
        self._timeout = timeout
        self._writer = asyncio.Lock()
        self._identities: defaultdict[type[Entity], count[int]] = defaultdict(lambda: count(1))

    @asynccontextmanager
    async def write_lock(self) -> AsyncIterator[None]:
        """Holds the write lock. Raises ``ServiceUnavailableException`` if it is not free within the timeout."""
        try:
            async with asyncio.timeout(self._timeout):
                await self._writer.acquire()
        except TimeoutError:
            raise ServiceUnavailableException from None
        try:
            yield
        finally:
            self._writer.release()

    def publish(self, tables: Mapping[type[Entity], Table]) -> None:
        """Replaces the committed tables of the given entity types."""
        self.tables = {**self.tables, **tables}

    def next_identity(self, entity_type: type[Entity]) -> int:
        """Returns a number that no row of this type has had."""
        return next(self._identities[entity_type])
