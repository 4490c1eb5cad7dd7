"""What a process remembers, for as long as it lives."""

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
    """The values of an entity, and what they are compared by."""

    values: Mapping[str, Any]
    keys: Mapping[str, Any]

    @classmethod
    def of(cls, entity_type: type[Entity], values: Mapping[str, object]) -> "Row":
        fields = entity_type.fields
        return cls(values, {name: comparison_key(fields[name], value) for name, value in values.items()})


Table = Mapping[object, Row]
"""Rows by ``pk``. Never changed once it is published: a commit puts another in its place."""

NO_ROWS: Table = MappingProxyType({})


class MemoryDatabase:
    """Committed tables. A reader that holds them keeps its snapshot; writers come one at a time, as they do on SQLite,
    and wait at most ``timeout`` seconds for each other."""

    def __init__(self, *, timeout: float = 5.0) -> None:
        self.tables: Mapping[type[Entity], Table] = {}
        self._timeout = timeout
        self._writer = asyncio.Lock()
        self._identities: defaultdict[type[Entity], count[int]] = defaultdict(lambda: count(1))

    @asynccontextmanager
    async def only_writer(self) -> AsyncIterator[None]:
        """Raises ``ServiceUnavailableException`` when its turn does not come in time."""
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
        """Makes the tables what everyone sees from now on."""
        self.tables = {**self.tables, **tables}

    def next_identity(self, entity_type: type[Entity]) -> int:
        """A number that no row of this type had or will have."""
        return next(self._identities[entity_type])
