"""Makes the adapter that a setting chose."""

from typing import Any

from bootstrap.adapters.optional_packages import imports_of
from bootstrap.registry.adapter import Adapter, BuiltT, ContextT
from bootstrap.registry.adapter_table import AdapterTable


def made(
    table: AdapterTable[Any], scheme: str, kind: type[Adapter[Any, ContextT, BuiltT]], context: ContextT
) -> BuiltT:
    """Makes the adapter of a scheme. Raises ``MissingExtra`` if a package that it needs is not installed, and
    ``WrongSettings`` if it makes nothing."""
    adapter = table.adapter(scheme, kind)
    with imports_of(adapter.extra, setting=table.variable):
        return adapter.make(context)
