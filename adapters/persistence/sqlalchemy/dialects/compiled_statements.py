"""The SQL that statements were compiled to."""

from typing import Any

from sqlalchemy.util import LRUCache

_Key = tuple[Any, ...]
_MOST = 1000


class CompiledStatements(LRUCache[_Key, Any]):
    """A cache that engines share, for their execution option ``compiled_cache``. SQLAlchemy would give each engine a
    cache of its own and compile for readers again what writers had compiled; what engines of one kind compile differs
    by the version of the server alone."""

    def get(self, key: _Key, default: Any = None) -> Any:
        return super().get(_of_kind(key), default)

    def __setitem__(self, key: _Key, value: Any) -> None:
        super().__setitem__(_of_kind(key), value)


def _of_kind(key: _Key) -> _Key:
    """Returns the key with the kind of the dialect in the place of the dialect of one engine."""
    dialect, *others = key
    return (type(dialect), dialect.server_version_info, *others)


COMPILED_STATEMENTS = CompiledStatements(_MOST)
"""Those of all engines of the process. Values are parameters, so there are as many as structures: a few hundred."""
