"""Opens what a factory registers, and says in plain words what is wrong with a factory or a registration."""

import inspect
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, TypeVar

from _pytest.outcomes import Skipped

from bootstrap.adapters.making import made
from bootstrap.registry.adapter import Adapter, BuiltT, ContextT
from bootstrap.registry.adapter_table import AdapterTable, scheme_of
from tests.contracts.conformance import Port
from tests.contracts.steps import TooSlow, limited

T = TypeVar("T")


class FactoryFault(Exception):
    """A factory, or the adapter that it names, is not as the kit needs it."""


async def opened(port: Port[T], name: str, folder: Path) -> AsyncGenerator[T, None]:
    """Yields what a factory opens, for as long as a test lasts. Raises ``FactoryFault`` and ``TooSlow``."""
    who = f"the factory of the {port.name} {name!r}"
    async for value in entered(_manager(port, name, folder, who), who):
        if not isinstance(value, port.yields):
            raise FactoryFault(f"{who} yielded {described(value)}: it must yield a {port.yields.__name__}")
        yield value


async def entered(manager: AbstractAsyncContextManager[T], who: str) -> AsyncGenerator[T, None]:
    """Yields what a block yields, which is entered and left in limited time. It does not wrap the test, as fixtures are
    set up and torn down by tasks of their own. Raises ``FactoryFault`` and ``TooSlow``."""
    try:
        value = await limited(manager.__aenter__(), f"{who}: opening")
    except (FactoryFault, TooSlow, Skipped):
        raise
    except Exception as error:
        raise FactoryFault(f"{who} raised {type(error).__name__}: {error}") from error
    yield value
    await limited(manager.__aexit__(None, None, None), f"{who}: closing")


def _manager(port: Port[T], name: str, folder: Path, who: str) -> Any:
    cure = f"decorate it with @asynccontextmanager and yield a {port.yields.__name__}"
    try:
        manager: Any = port.adapters[name](folder)
    except Exception as error:
        raise FactoryFault(f"{who} raised {type(error).__name__}: {error}") from error
    if not hasattr(manager, "__aenter__"):
        raise FactoryFault(f"{who} returned {described(manager)}: {cure}")
    return manager


def built(
    table: AdapterTable[Any], url: str, kind: type[Adapter[Any, ContextT, BuiltT]], context: ContextT, wanted: type[T]
) -> T:
    """Makes the adapter of a URL as the service does. Raises ``FactoryFault`` if it makes something else."""
    scheme = scheme_of(url)
    value = made(table, scheme, kind, context)
    if not isinstance(value, wanted):
        raise FactoryFault(f"make of {scheme}:// returned {described(value)}: it must return a {wanted.__name__}")
    return value


def part_of(value: object, name: str, who: str) -> None:
    """Raises ``FactoryFault`` if the part of an adapter is missing, or a coroutine that nobody awaited."""
    part = getattr(value, name)
    if part is None or inspect.iscoroutine(part):
        raise FactoryFault(f"make of {who} returned {described(part)} as the {name} of its {type(value).__name__}")


def two_of(first: object, second: object, what: str) -> None:
    """Raises ``FactoryFault`` if two that should be as of two processes are one."""
    if first is second:
        raise FactoryFault(f"make returned the same {what} twice: each call must make its own, as two processes would")


def described(value: object) -> str:
    """Returns words for what came in the place of something else."""
    if value is None:
        return "nothing (None)"
    if inspect.iscoroutine(value):
        value.close()
        return "a coroutine that was never awaited"
    if inspect.isasyncgen(value) or inspect.isgenerator(value):
        return "a bare generator"
    return f"a {type(value).__name__}"
