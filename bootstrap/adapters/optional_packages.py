"""Packages that are installed only if a setting needs them."""

from collections.abc import Iterator
from contextlib import contextmanager

import attrs


@attrs.define(eq=False)
class MissingExtra(Exception):
    """A setting needs an extra that is not installed."""

    setting: str
    extra: str

    def __str__(self) -> str:
        return f"{self.setting} needs packages that are not installed: pip install 'nexus-cortex[{self.extra}]'"


@contextmanager
def imports_of(extra: str, *, setting: str) -> Iterator[None]:
    """Raises ``MissingExtra`` if an import inside fails."""
    try:
        yield
    except ImportError:
        raise MissingExtra(setting, extra) from None
