from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

R = TypeVar("R")
DeskT_co = TypeVar("DeskT_co", covariant=True)


class RunInService(Protocol[DeskT_co]):
    """Opens the service, has something done at a desk of it, and closes it again."""

    def __call__(self, act: Callable[[DeskT_co], Awaitable[R]], /) -> R: ...
