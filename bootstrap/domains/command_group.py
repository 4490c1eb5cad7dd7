from collections.abc import Callable
from typing import Any, Generic, TypeVar

import attrs

from bootstrap.domains.core import Core
from entrypoints.cli.service import RunInService

ServiceT = TypeVar("ServiceT")


@attrs.frozen(eq=False, repr=False)
class CommandGroup(Generic[ServiceT]):
    """Commands of ``cortex``: ``add`` adds them to the command line, ``assemble`` makes the part of the running service
    that they call. ``add`` gets the ``App`` of cyclopts, which is not named here: a process that only serves does not
    import it."""

    add: Callable[[Any, RunInService[ServiceT]], object]
    assemble: Callable[[Core], ServiceT]
