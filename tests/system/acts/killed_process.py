"""A process that does one act and is dead as soon as the token store is to change anything."""

import asyncio
import json
import os
import sys
from pathlib import Path

from adapters.event_sink.memory import MemoryEventSink
from bootstrap.containers.container import Container
from bootstrap.lifecycle import running
from tests.support.app_harness import AppHarness, settings_for
from tests.support.clocks import StoppedClock

KILLED = 9


async def die(*_arguments: object) -> None:
    """Leaves no time for anything to be closed or written."""
    os._exit(KILLED)


async def do(act: str, argument: str, store: str, folder: str, servers: dict[str, str]) -> None:
    """Logs in to the account ``argument``, or out by that token."""
    container = Container(settings=settings_for(store, Path(folder), servers))
    async with running(container):
        kind = type(container.ports().token_store)
        for method in ("add", "remove", "remove_many"):
            setattr(kind, method, die)
        harness = AppHarness(container, StoppedClock(), MemoryEventSink())
        if act == "log_in":
            await harness.log_in(argument)
        else:
            await harness.log_out(argument)


if __name__ == "__main__":
    asyncio.run(do(**json.loads(sys.argv[1])))
