"""Commands, each over a container of its own, and what a person can mend, in plain words."""

from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import TypeVar

import uvloop

from adapters.persistence.newer_database import NewerDatabase
from application.ports.key_ring import KeyRingError
from bootstrap.adapters.optional_packages import MissingExtra
from bootstrap.containers.container import Container
from bootstrap.lifecycle import CannotStart, running
from bootstrap.logging.set_up import set_up_logs
from bootstrap.settings.load import load_settings
from bootstrap.settings.wrong_settings import WrongSettings
from entrypoints.cli.exit_codes import CommandFailed
from entrypoints.cli.service import RunInService
from entrypoints.http.serving import CannotListen

R = TypeVar("R")
DeskT = TypeVar("DeskT")
CODES = {WrongSettings: "wrong_settings", CannotStart: "service_unavailable"}

PLAIN = (WrongSettings, CannotStart, CannotListen, KeyRingError, NewerDatabase, MissingExtra)
"""What a person can mend."""


def run_in_container(command: Callable[[Container], Coroutine[object, object, R]]) -> R:
    """Does a command over a container of its own. What a person can mend raises ``CommandFailed``."""
    with plainly():
        settings = load_settings()
        level = "debug" if settings.operations.log_level == "debug" else "warning"  # what was done is printed
        set_up_logs(level, settings.operations.log_format)
        return uvloop.run(command(Container(settings=settings)))


def at_desk(desk: Callable[[Container], DeskT]) -> RunInService[DeskT]:
    """What is done at a desk is done in the running service."""

    def perform(act: Callable[[DeskT], Awaitable[R]]) -> R:
        async def done(container: Container) -> R:
            async with running(container):
                return await act(desk(container))

        return run_in_container(done)

    return perform


@contextmanager
def plainly() -> Iterator[None]:
    """What is to be mended by a person is said to them in a line."""
    try:
        yield
    except PLAIN as wrong:
        raise CommandFailed(str(wrong), CODES.get(type(wrong), "cannot_be_done")) from None
