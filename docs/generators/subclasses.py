"""Classes of the domain that are found by what they derive from, once the modules that declare them are imported."""

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from typing import TypeVar

import attrs

import domain
from domain.shared_kernel.events import DomainEvent

T = TypeVar("T")


def every_event() -> list[type[DomainEvent]]:
    """Returns each domain event, without the bases of others."""
    return [event for event in every_subclass(DomainEvent) if not vars(event).get("is_base")]


def logged_fields(event: type[DomainEvent]) -> list[str]:
    """Returns the fields of an event that its log line has."""
    return [field.name for field in attrs.fields(event) if field.repr]


def every_subclass(base: type[T]) -> list[type[T]]:
    """Returns each class of the domain and of what is imported that derives from ``base``, sorted by name."""
    for module in pkgutil.walk_packages(domain.__path__, f"{domain.__name__}."):
        importlib.import_module(module.name)
    return sorted(set(_below(base)), key=lambda found: found.__name__)


def _below(base: type[T]) -> Iterator[type[T]]:
    for found in base.__subclasses__():
        if getattr(sys.modules[found.__module__], found.__name__, found) is found:  # attrs replaces classes by others
            yield found
            yield from _below(found)
