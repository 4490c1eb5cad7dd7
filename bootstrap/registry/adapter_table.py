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
from domain.shared_kernel.messages import Message, Sentence
from domain.shared_kernel.messages import lazy_gettext as _

AdapterT = TypeVar("AdapterT", bound=Adapter[Any, Any, Any])
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*")
"""RFC 3986, section 3.1, in lower case."""
FORM = _("it must be {form}")
NO_SCHEME = _("{package} registers {name} in {group}: that is no scheme of a URL")
CLAIMED_TWICE = _("{setting}: {scheme}:// is claimed by two adapters, uninstall one: {adapters}")
NOT_IMPORTED = _("its adapter {adapter} cannot be imported: {cause}")
NO_ADAPTER = _("its adapter {adapter} is no adapter for {group}, but a {kind}")
UNKNOWN = _("it must {must}, or the scheme of an installed package, an entry point in {group}: {packages}")
NO_PACKAGE = _("there is none")
ELSEWHERE = _("{fault}; {scheme}:// of {package} is for {group}")
TO_INSTALL = _("{fault}; for {scheme}:// pip install '{extra}'")


@attrs.frozen
class AdapterTable(Generic[UrlT]):
    """The adapters of a port by their schemes. ``group`` is their group of entry points, ``variable`` the setting that
    chooses, ``must`` completes the sentence "it must …" for the built-in ones. Nothing is imported before it is
    chosen."""

    group: str
    variable: str
    must: Sentence
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
            raise WrongValue(FORM.bind({"form": adapter.form})) from wrong

    def adapter(self, scheme: str, kind: type[AdapterT]) -> AdapterT:
        """Imports the adapter of a scheme. Raises ``WrongValue`` if there is none, or it cannot be imported."""
        adapter = self._adapter(scheme)
        if not isinstance(adapter, kind):
            raise WrongValue(f"its adapter {_described(self._entries()[scheme])} is no {kind.__name__}")
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

    def faults(self) -> Iterator[Message]:
        """Yields a sentence for each impossible registration: a scheme of two adapters, and one that is no scheme."""
        claims: defaultdict[str, list[EntryPoint]] = defaultdict(list)
        for entry in self._registered():
            claims[entry.name].append(entry)
        for scheme, entries in claims.items():
            if not SCHEME.fullmatch(scheme):
                yield NO_SCHEME.bind({"package": origin(entries[0]), "name": repr(scheme), "group": self.group})
            if len(entries) > 1:
                claim = {"setting": self.variable, "scheme": scheme, "adapters": _claimants(entries)}
                yield CLAIMED_TWICE.bind(claim)

    def _adapter(self, scheme: str) -> Adapter[UrlT, Any, Any]:
        entry = self._entries().get(scheme)
        if entry is None:
            raise WrongValue(self._unknown(scheme))
        try:
            found = entry.load()
        except Exception as failure:
            cause = f"{type(failure).__name__}: {failure}".partition("\n")[0]
            raise WrongValue(NOT_IMPORTED.bind({"adapter": _described(entry), "cause": cause})) from failure
        if not isinstance(found, Adapter) or found.group != self.group:
            wrong = {"adapter": _described(entry), "group": self.group, "kind": type(found).__name__}
            raise WrongValue(NO_ADAPTER.bind(wrong))
        return found

    def _unknown(self, scheme: str) -> Message:
        outside = ", ".join(f"{known}:// ({package})" for known, package in self.outside().items())
        fault = UNKNOWN.bind({"must": self.must, "group": self.group, "packages": outside or NO_PACKAGE})
        for entry in self.installed():
            if entry.name == scheme and entry.group != self.group:
                elsewhere = {"scheme": scheme, "package": origin(entry), "group": entry.group}
                fault = ELSEWHERE.bind({"fault": fault, **elsewhere})
        extra = extra_for(scheme)
        return TO_INSTALL.bind({"fault": fault, "scheme": scheme, "extra": extra}) if extra else fault

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
    return ", ".join(_described(entry) for entry in entries)


def _described(entry: EntryPoint) -> str:
    return f"{entry.value} ({origin(entry)})"
