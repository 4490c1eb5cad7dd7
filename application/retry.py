"""Runs a command that lost a race once more, from what is stored by then."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from domain.shared_kernel.errors import LostRace

P = ParamSpec("P")
R = TypeVar("R")


def retry_lost_race(command: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
    """Decorates a command so that it is run again after a ``LostRace``; a second ``LostRace`` is raised."""

    @wraps(command)
    async def twice(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return await command(*args, **kwargs)
        except LostRace:
            return await command(*args, **kwargs)

    return twice
