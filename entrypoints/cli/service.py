from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

R = TypeVar("R")
ServiceT_co = TypeVar("ServiceT_co", covariant=True)


class RunInService(Protocol[ServiceT_co]):
    """Opens the service, has something done at a desk of it, and closes it again."""

    def __call__(self, act: Callable[[ServiceT_co], Awaitable[R]], /) -> R: ...
