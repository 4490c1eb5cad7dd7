"""What a repository keeps, read off its generic parameter."""

from collections.abc import Iterator
from typing import get_args

from domain.shared_kernel.entity import Entity


def entity_type_of(repository: type) -> type[Entity] | None:
    """``User`` for ``class MemoryUserRepository(MemoryRepository[User], UserRepository)``, from whichever base names
    it; ``None`` for a class that leaves it open."""
    return next(_named_entities(repository), None)


def _named_entities(repository: type) -> Iterator[type[Entity]]:
    for ancestor in repository.__mro__:
        for base in vars(ancestor).get("__orig_bases__", ()):
            for parameter in get_args(base):
                if isinstance(parameter, type) and issubclass(parameter, Entity):
                    yield parameter
