"""Packages that are installed only if a setting needs them."""

from collections.abc import Iterator
from contextlib import contextmanager

import attrs

from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _

NOT_INSTALLED = _("{setting} needs packages that are not installed: pip install '{extra}'")


@attrs.define(eq=False)
class MissingExtra(Exception):
    """A setting needs an extra that is not installed, such as ``nexus-cortex[otel]``."""

    setting: str
    extra: str

    @property
    def sentence(self) -> Message:
        """The sentence for an operator, with what to install."""
        return NOT_INSTALLED.bind({"setting": self.setting, "extra": self.extra})

    def __str__(self) -> str:
        return str(self.sentence)


@contextmanager
def imports_of(extra: str, *, setting: str) -> Iterator[None]:
    """Raises ``MissingExtra`` if an import inside fails and there is an extra to install."""
    try:
        yield
    except ImportError:
        if not extra:
            raise
        raise MissingExtra(setting, extra) from None
