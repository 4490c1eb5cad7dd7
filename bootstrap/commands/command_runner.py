"""Runs commands, each with its own container, and reports errors that an operator can mend as one line."""

from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from secrets import token_hex
from typing import TypeVar

import uvloop

from adapters.persistence.newer_database import NewerDatabase
from application.ports.key_ring import KeyRingError
from application.request_context import set_request_id
from bootstrap.adapters.optional_packages import MissingExtra
from bootstrap.containers.container import Container
from bootstrap.domains.all_settings import load_settings
from bootstrap.domains.core import Core
from bootstrap.domains.found import PermissionNameTaken
from bootstrap.entrypoints.worker import JobNameTaken
from bootstrap.lifecycle import CannotStart, running
from bootstrap.logging.set_up import set_up_logs
from bootstrap.process.garbage import resume_collection
from bootstrap.settings.wrong_settings import WrongSettings
from entrypoints.cli.exit_codes import CommandFailed
from entrypoints.cli.service import RunInService
from entrypoints.http.serving import CannotListen

R = TypeVar("R")
ServiceT = TypeVar("ServiceT")

_REQUEST_ID_BYTES = 16
OPERATOR_ERRORS = (CannotListen, KeyRingError, NewerDatabase, MissingExtra)
"""Errors that an operator can mend, each with its ``sentence``; ``WrongSettings`` and ``CannotStart`` have codes of
their own."""
DEVELOPER_ERRORS = (JobNameTaken, PermissionNameTaken)
"""Errors that the developer of a domain can mend, in English."""


def run_in_container(command: Callable[[Container], Coroutine[object, object, R]]) -> R:
    """Runs a command with its own container. Its log lines, jobs and entries of the audit have one id, like those of a
    request. Raises ``CommandFailed`` for errors that an operator can mend."""
    with report_operator_errors():
        settings = load_settings()
        level = "debug" if settings.operations.log_level == "debug" else "warning"  # what was done is printed
        set_up_logs(level, settings.operations.log_format)
        set_request_id(token_hex(_REQUEST_ID_BYTES))
        container = Container(settings=settings)
        resume_collection()
        return uvloop.run(command(container))


def in_service(assemble: Callable[[Core], ServiceT]) -> RunInService[ServiceT]:
    """Returns a function that runs an action on the part of the running service that ``assemble`` returns."""

    def perform(act: Callable[[ServiceT], Awaitable[R]]) -> R:
        async def done(container: Container) -> R:
            async with running(container):
                return await act(assemble(container.core()))

        return run_in_container(done)

    return perform


@contextmanager
def report_operator_errors() -> Iterator[None]:
    """Raises ``CommandFailed`` for an error that an operator can mend, with one line, or one for each wrong setting."""
    try:
        yield
    except WrongSettings as wrong:
        raise CommandFailed(*wrong.lines, code="wrong_settings") from None
    except CannotStart as wrong:
        raise CommandFailed(wrong.sentence, code="service_unavailable") from None
    except OPERATOR_ERRORS as wrong:
        raise CommandFailed(wrong.sentence) from None
    except DEVELOPER_ERRORS as wrong:
        raise CommandFailed(str(wrong)) from None
