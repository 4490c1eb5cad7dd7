from collections.abc import Callable
from typing import Generic, TypeVar

import attrs
from cyclopts import App

from bootstrap.domains.core import Core
from entrypoints.cli.service import RunInService

ServiceT = TypeVar("ServiceT")


@attrs.frozen
class CommandGroup(Generic[ServiceT]):
    """Commands of ``cortex``: ``add`` adds them to the command line, ``assemble`` makes the part of the running service
    that they call."""

    add: Callable[[App, RunInService[ServiceT]], App]
    assemble: Callable[[Core], ServiceT]
