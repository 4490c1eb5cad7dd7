"""Statements on single rows that a database may join with others of the same moment."""

from collections.abc import Awaitable, Mapping
from typing import Any, TypeVar

from adapters.batching.lookup import Lookup
from adapters.persistence.sqlalchemy.dialects.dialect import Dialect, Engines, PointReader, RowUpdater
from adapters.persistence.sqlalchemy.point_select import PointSelect
from adapters.persistence.sqlalchemy.row_update import RowUpdate

T = TypeVar("T")


class JoinedStatements:
    """The readers and updaters of an open database, each made at its first use."""

    def __init__(self, dialect: Dialect, engines: Engines, url: str, *, timeout: float) -> None:
        self._dialect = dialect
        self._engines = engines
        self._url = url
        self._timeout = timeout
        self._readers: dict[PointSelect[Any], PointReader[Any]] = {}
        self._updaters: dict[RowUpdate, RowUpdater | None] = {}

    def look_up(self, wanted: PointSelect[T], key: object) -> Lookup[T | None]:
        """Begins to read the row with this primary key."""
        if wanted not in self._readers:
            self._readers[wanted] = self._dialect.point_reader(self._url, self._engines, wanted, timeout=self._timeout)
        return self._readers[wanted](key)

    def replace(self, wanted: RowUpdate, values: Mapping[str, Any], version: int) -> Awaitable[int] | None:
        """Begins to replace a row; ``None`` if the database joins no updates."""
        if wanted not in self._updaters:
            self._updaters[wanted] = self._dialect.row_updater(self._engines, wanted, timeout=self._timeout)
        updater = self._updaters[wanted]
        return None if updater is None else updater(values, version)

    async def close(self) -> None:
        """Ends what is under way."""
        for reader in self._readers.values():
            await reader.close()
        for updater in filter(None, self._updaters.values()):
            await updater.close()
