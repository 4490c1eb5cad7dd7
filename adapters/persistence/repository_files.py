"""Finds the repositories of a storage by their files."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TypeVar

RepositoryT = TypeVar("RepositoryT")


def repositories_in(package: str, folders: list[str], base: type[RepositoryT]) -> Mapping[str, type[RepositoryT]]:
    """Returns the one subclass of ``base`` that each file of the package defines, by the name of the file: ``users.py``
    defines ``work.users``. Raises ``TypeError`` for a file that defines none or several."""
    names = sorted(file.name for file in iter_modules(folders))
    return {name: _only_repository(import_module(f"{package}.{name}"), base) for name in names}


def _only_repository(module: ModuleType, base: type[RepositoryT]) -> type[RepositoryT]:
    found = list(_defined(module, base))
    if len(found) != 1:
        raise TypeError(f"{module.__name__} must define one {base.__name__}, and no other")
    return found[0]


def _defined(module: ModuleType, base: type[RepositoryT]) -> Iterator[type[RepositoryT]]:
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, base) and value.__module__ == module.__name__:
            yield value
