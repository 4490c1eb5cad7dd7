"""Packages that are installed only if a setting needs them."""

from collections.abc import Iterator
from contextlib import contextmanager

import attrs


@attrs.define(eq=False)
class MissingExtra(Exception):
    """A setting needs an extra that is not installed, such as ``nexus-cortex[otel]``."""

    setting: str
    extra: str

    def __str__(self) -> str:
        return f"{self.setting} needs packages that are not installed: pip install '{self.extra}'"


@contextmanager
def imports_of(extra: str, *, setting: str) -> Iterator[None]:
    """Raises ``MissingExtra`` if an import inside fails and there is an extra to install."""
    try:
        yield
    except ImportError:
        if not extra:
            raise
        raise MissingExtra(setting, extra) from None
