from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

R = TypeVar("R")
ServiceT_co = TypeVar("ServiceT_co", covariant=True)


class RunInService(Protocol[ServiceT_co]):
    """Starts the service, passes it to ``act``, stops it again and returns the result."""

    def __call__(self, act: Callable[[ServiceT_co], Awaitable[R]], /) -> R:
        """Returns what ``act`` returns."""
