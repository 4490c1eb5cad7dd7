"""Finds the entity type of a repository class by its generic parameter."""

from collections.abc import Iterator
from typing import get_args

from domain.shared_kernel.entity import Entity


def entity_type_of(repository: type) -> type[Entity] | None:
    """Returns ``User`` for ``class MemoryUserRepository(MemoryRepository[User], UserRepository)``: the first base that
    names an entity counts. Returns ``None`` for a class that leaves the parameter open."""
    return next(_named_entities(repository), None)


def _named_entities(repository: type) -> Iterator[type[Entity]]:
    for ancestor in repository.__mro__:
        for base in vars(ancestor).get("__orig_bases__", ()):
            for parameter in get_args(base):
                if isinstance(parameter, type) and issubclass(parameter, Entity):
                    yield parameter
