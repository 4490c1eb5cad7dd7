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
from bootstrap.process.garbage import resume_collection
from bootstrap.settings.load import load_settings
from bootstrap.settings.wrong_settings import WrongSettings
from entrypoints.cli.exit_codes import CommandFailed
from entrypoints.cli.service import RunInService
from entrypoints.http.serving import CannotListen

R = TypeVar("R")
ServiceT = TypeVar("ServiceT")
CODES = {WrongSettings: "wrong_settings", CannotStart: "service_unavailable"}

PLAIN = (WrongSettings, CannotStart, CannotListen, KeyRingError, NewerDatabase, MissingExtra)
"""What a person can mend."""


def run_in_container(command: Callable[[Container], Coroutine[object, object, R]]) -> R:
    """Does a command over a container of its own. What a person can mend raises ``CommandFailed``."""
    with in_plain_words():
        settings = load_settings()
        level = "debug" if settings.operations.log_level == "debug" else "warning"  # what was done is printed
        set_up_logs(level, settings.operations.log_format)
        container = Container(settings=settings)
        resume_collection()
        return uvloop.run(command(container))


def in_service(assemble: Callable[[Container], ServiceT]) -> RunInService[ServiceT]:
    """Runs acts on what ``assemble`` makes of the running service."""

    def perform(act: Callable[[ServiceT], Awaitable[R]]) -> R:
        async def done(container: Container) -> R:
            async with running(container):
                return await act(assemble(container))

        return run_in_container(done)

    return perform


@contextmanager
def in_plain_words() -> Iterator[None]:
    """What is to be mended by a person is said to them in a line."""
    try:
        yield
    except PLAIN as wrong:
        raise CommandFailed(str(wrong), CODES.get(type(wrong), "cannot_be_done")) from None
