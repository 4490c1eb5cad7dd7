"""The command that the operator runs, and the operator, as the audit names them."""

import os
import platform
import pwd
from collections.abc import Sequence


def describe_command(command: Sequence[str]) -> str:
    """Returns a command, whose arguments are left out as they may be about people, and who runs it where:
    ``cortex users lock (root@db-1)``."""
    return f"{' '.join(['cortex', *command])} ({_user()}@{platform.node() or 'unknown'})"


def _user() -> str:
    """Returns the user of the process, whatever variables of the environment say."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container may run as a user without a name
        return str(os.getuid())
