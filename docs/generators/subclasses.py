"""Classes of the domain that are found by what they derive from, once the modules that declare them are imported."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import TypeVar

import domain

T = TypeVar("T")


def every_subclass(base: type[T]) -> list[type[T]]:
    """Returns each class of the domain and of what is imported that derives from ``base``, sorted by name."""
    for module in pkgutil.walk_packages(domain.__path__, f"{domain.__name__}."):
        importlib.import_module(module.name)
    return sorted(set(_below(base)), key=lambda found: found.__name__)


def _below(base: type[T]) -> Iterator[type[T]]:
    for found in base.__subclasses__():
        yield found
        yield from _below(found)
