"""The adapters of one port, those of installed packages included."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import EntryPoint
from typing import Any, Generic, TypeVar

import attrs

from bootstrap.registry.adapter import Adapter, UrlT
from bootstrap.registry.built_in import built_in
from bootstrap.registry.installed import extra_for, installed_entry_points, origin
from bootstrap.registry.wrong_value import WrongValue

AdapterT = TypeVar("AdapterT", bound=Adapter[Any, Any, Any])
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*")
"""RFC 3986, section 3.1, in lower case."""


@attrs.frozen
class AdapterTable(Generic[UrlT]):
    """The adapters of a port by their schemes. ``group`` is their group of entry points, ``variable`` the setting that
    chooses, ``must`` completes the sentence "it must …" for the built-in ones. Nothing is imported before it is
    chosen."""

    group: str
    variable: str
    must: str
    installed: Callable[[], Sequence[EntryPoint]] = installed_entry_points

    def read(self, value: object) -> UrlT:
        """Parses a URL by the rule of its adapter. Raises ``WrongValue``, and ``ValueError`` if the rule of a built-in
        adapter refuses it."""
        url = str(value)
        adapter = self._adapter(scheme_of(url))
        try:
            return adapter.read(url)
        except ValueError as wrong:
            if self.is_built_in(scheme_of(url)):
                raise
            raise WrongValue(f"it must be {adapter.form}") from wrong

    def adapter(self, scheme: str, kind: type[AdapterT]) -> AdapterT:
        """Imports the adapter of a scheme. Raises ``WrongValue`` if there is none, or it cannot be imported."""
        adapter = self._adapter(scheme)
        if not isinstance(adapter, kind):
            raise WrongValue(f"{self._described(scheme)} is no {kind.__name__}")
        return adapter

    def is_volatile(self, scheme: str) -> bool:
        """Returns true if the adapter of a scheme keeps its data in the memory of one process."""
        return self._adapter(scheme).is_volatile

    def origin(self, scheme: str) -> str:
        """Returns the package that the adapter of a scheme comes from, or ``built in``."""
        return origin(self._entries()[scheme])

    def is_built_in(self, scheme: str) -> bool:
        """Returns true if the adapter of a scheme belongs to this repository."""
        return self._entries()[scheme].dist is None

    def outside(self) -> Mapping[str, str]:
        """Returns the schemes of installed packages, each with its package."""
        return {scheme: origin(entry) for scheme, entry in self._entries().items() if entry.dist}

    def faults(self) -> Iterator[str]:
        """Yields a line for each registration that cannot be: a scheme of two adapters, and one that is no scheme."""
        claims: defaultdict[str, list[EntryPoint]] = defaultdict(list)
        for entry in self._registered():
            claims[entry.name].append(entry)
        for scheme, entries in claims.items():
            if not SCHEME.fullmatch(scheme):
                yield f"{origin(entries[0])} registers {scheme!r} in {self.group}: that is no scheme of a URL"
            if len(entries) > 1:
                yield f"{self.variable}: {scheme}:// is claimed by two adapters, uninstall one: {_claimants(entries)}"

    def _adapter(self, scheme: str) -> Adapter[UrlT, Any, Any]:
        entry = self._entries().get(scheme)
        if entry is None:
            raise WrongValue(self._unknown(scheme))
        try:
            found = entry.load()
        except Exception as failure:
            cause = f"{type(failure).__name__}: {failure}".partition("\n")[0]
            raise WrongValue(f"{self._described(scheme)} cannot be imported: {cause}") from failure
        if not isinstance(found, Adapter) or found.group != self.group:
            raise WrongValue(f"{self._described(scheme)} is no adapter for {self.group}, but a {type(found).__name__}")
        return found

    def _described(self, scheme: str) -> str:
        entry = self._entries()[scheme]
        return f"its adapter {entry.value} ({origin(entry)})"

    def _unknown(self, scheme: str) -> str:
        outside = ", ".join(f"{known}:// ({package})" for known, package in self.outside().items())
        packages = (
            f", or the scheme of an installed package, an entry point in {self.group}: {outside or 'there is none'}"
        )
        elsewhere = [
            f"; {scheme}:// of {origin(entry)} is for {entry.group}"
            for entry in self.installed()
            if (entry.name, entry.group) != (scheme, self.group) and entry.name == scheme
        ]
        extra = extra_for(scheme)
        install = f"; for {scheme}:// pip install '{extra}'" if extra else ""
        return f"it must {self.must}{packages}{''.join(elsewhere)}{install}"

    def _entries(self) -> Mapping[str, EntryPoint]:
        """The first registration of a scheme counts; another one is a fault."""
        return {entry.name: entry for entry in reversed(list(self._registered()))}

    def _registered(self) -> Iterator[EntryPoint]:
        yield from built_in(self.group)
        yield from (entry for entry in self.installed() if entry.group == self.group)


def scheme_of(url: str) -> str:
    """Returns the scheme of a URL, or the text before a question mark for what is chosen by name."""
    found = SCHEME.match(url)
    return found[0] if found else ""


def _claimants(entries: Sequence[EntryPoint]) -> str:
    return ", ".join(f"{entry.value} ({origin(entry)})" for entry in entries)
