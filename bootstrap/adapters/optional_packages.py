"""Packages that are installed by those alone who chose what needs them."""

from collections.abc import Iterator
from contextlib import contextmanager

import attrs


@attrs.define(eq=False)
class MissingExtra(Exception):
    """A setting chose what is not installed."""

    setting: str
    extra: str

    def __str__(self) -> str:
        return f"{self.setting} needs packages that are not installed: pip install 'nexus-cortex[{self.extra}]'"


@contextmanager
def imports_of(extra: str, *, setting: str) -> Iterator[None]:
    """Where one of the imports inside finds nothing it raises ``MissingExtra``."""
    try:
        yield
    except ImportError:
        raise MissingExtra(setting, extra) from None
