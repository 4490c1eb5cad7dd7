"""Imports libraries that read more when they are imported than the service needs, before anything else imports them:
together a quarter of a start. Whoever asks for what was left out gets it, a little later."""

import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

UNUSED = ("better_exceptions", "colorama", "rich", "fastapi", "flask", "pydantic_settings", "werkzeug", "yaml")
"""What structlog and dependency-injector import only because it is installed, and what nothing here makes them use."""
CLIENT = (
    "client",
    "client_middleware_digest_auth",
    "client_middlewares",
    "connector",
    "cookiejar",
    "resolver",
    "tracing",
)
"""The client of aiohttp, which reads the certificates of the system twice when it is imported."""
MAPPER = ("session", "scoping")
"""What imports the object-relational mapper of SQLAlchemy."""
CLUSTERS = ("cluster", "keyspace_notifications", "sentinel")
"""What the client of Redis has for clusters."""
LATE = ("email_validator", "entrypoints.http.pages.jinja", "adapters.mail_composer.jinja")
"""What a process imports with the first address, page or mail."""


def import_without_unused() -> None:
    """Imports structlog and dependency-injector as if the packages that they do not need here were not installed.
    Other modules import these packages as ever."""
    with _replaced(dict.fromkeys(UNUSED)):
        for name in ("dependency_injector.containers", "dependency_injector.wiring", "structlog"):
            import_module(name)


def import_without_client() -> None:
    """Imports aiohttp, and its client when it is asked for."""
    _import_without({"aiohttp": CLIENT})


def import_without_mapper() -> None:
    """Imports SQLAlchemy for asyncio, and its object-relational mapper when it is asked for."""
    _import_without({"sqlalchemy.ext.asyncio": MAPPER})


def import_without_clusters() -> None:
    """Imports the client of Redis, and what it has for clusters when that is asked for."""
    _import_without({"redis": CLUSTERS, "redis.asyncio": CLUSTERS})


def import_for_forks() -> None:
    """Imports what is imported late, so that processes that are forked now share it."""
    for name in LATE:
        import_module(name)


def _import_without(left_out: Mapping[str, Collection[str]]) -> None:
    """Imports packages that import some of their modules only to hand on their names. Those modules are imported with
    the first of these names that is used. Does nothing if a package is imported already."""
    if sys.modules.keys() & left_out.keys():
        return
    stand_ins = {package: [_StandIn(f"{package}.{name}") for name in names] for package, names in left_out.items()}
    with _replaced({each.__name__: each for those in stand_ins.values() for each in those}):
        packages = [import_module(package) for package in left_out]
    for package in packages:
        origins = {name: each.__name__ for each in stand_ins[package.__name__] for name in each.names}
        modules = left_out[package.__name__]
        for name in (*origins, *modules):
            vars(package).pop(name, None)
        vars(package)["__getattr__"] = _finder(package, modules, origins)


def _finder(package: ModuleType, modules: Collection[str], origins: Mapping[str, str]) -> Callable[[str], object]:
    """Returns the function that finds what the package lacks: a module that was left out, or a name in one."""
    find_else = vars(package).get("__getattr__")

    def find(name: str) -> object:
        if name in modules:
            return import_module(f"{package.__name__}.{name}")
        if name in origins:
            return vars(package).setdefault(name, getattr(import_module(origins[name]), name))
        if find_else is not None:
            return find_else(name)
        raise AttributeError(f"module {package.__name__!r} has no attribute {name!r}")

    return find


class _StandIn(ModuleType):
    """A module that has every name, and keeps the names that it was asked for."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.names: list[str] = []

    def __getattr__(self, name: str) -> None:
        if name.startswith("__"):
            raise AttributeError(name)
        self.names.append(name)


@contextmanager
def _replaced(modules: Mapping[str, ModuleType | None]) -> Iterator[None]:
    """Lets these modules be found instead of those with their names; ``None`` is how Python marks what cannot be
    imported."""
    imported = {name: module for name in modules if (module := sys.modules.get(name))}
    sys.modules.update(modules)  # type: ignore[arg-type]  # None
    try:
        yield
    finally:
        for name in modules:
            del sys.modules[name]
        sys.modules.update(imported)
