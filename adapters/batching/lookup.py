"""Look-ups that have begun when they are called, so that several are under way before the first is awaited."""

import asyncio
from collections.abc import Awaitable, Callable, Generator
from typing import Any, Generic, Protocol, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
RowT = TypeVar("RowT")


class Lookup(Awaitable[T_co], Protocol[T_co]):
    """A result to be awaited. A coroutine is one, too, though it begins only then."""

    def close(self) -> None:
        """Gives up waiting. A look-up that nobody will await must be closed."""


class Found(Generic[T]):
    """A look-up that was answered at once."""

    __slots__ = ("_result",)

    def __init__(self, result: T) -> None:
        self._result = result

    def __await__(self) -> Generator[Any, Any, T]:
        yield from ()
        return self._result

    def close(self) -> None:
        """Does nothing: there is nothing left to wait for."""


class Pending(Generic[RowT, T]):
    """A look-up that waits for a row, which ``decode`` turns into the result; ``None`` if there is no row. The row is
    decoded by the caller, so that one that cannot be decoded fails alone."""

    __slots__ = ("_decode", "_row")

    def __init__(self, row: "asyncio.Future[RowT | None]", decode: Callable[[RowT], T]) -> None:
        self._row = row
        self._decode = decode

    def __await__(self) -> Generator[Any, Any, T | None]:
        row = yield from self._row.__await__()
        return None if row is None else self._decode(row)

    def close(self) -> None:
        """Gives up waiting."""
        if not self._row.cancel() and not self._row.cancelled():
            self._row.exception()
