"""An adapter as a value: what a package registers to be chosen by a setting."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

import attrs

from domain.shared_kernel.messages import Sentence
from entrypoints.cli.doctor.finding import Check

UrlT = TypeVar("UrlT")
ContextT = TypeVar("ContextT")
BuiltT = TypeVar("BuiltT")


def _no_checks(_built: object) -> Sequence[Check]:
    return ()


@attrs.frozen(kw_only=True)
class Adapter(Generic[UrlT, ContextT, BuiltT]):
    """An adapter of a port, which the scheme of a URL chooses. Each port has a subclass; built-in adapters and those of
    other packages are values of it.

    ``form`` shows how the URL is written, and completes the sentence "it must be …"; a text is shown as it is.
    ``read`` parses a URL with its options, or raises ``ValueError``; it is called at the start. ``make`` imports the
    technology and makes the adapter; nothing connects yet. ``extra`` is what pip installs where an import in ``make``
    fails, such as ``cortex-etcd[tls]``. ``is_volatile`` is true for an adapter that keeps its data in the memory of one
    process, which several processes cannot share. ``checks`` are run by ``cortex doctor`` beside those of the port.
    """

    group: ClassVar[str] = ""
    """The group of entry points by which packages register adapters of this port."""

    form: Sentence
    read: Callable[[str], UrlT]
    make: Callable[[ContextT], BuiltT]
    extra: str = ""
    is_volatile: bool = False
    checks: Callable[[BuiltT], Sequence[Check]] = _no_checks
