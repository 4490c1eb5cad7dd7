"""Files of checkpoints, as ``cortex audit checkpoint >> FILE`` makes them."""

import sys
from collections.abc import Sequence
from pathlib import Path

from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.exit_codes import CommandFailed

STANDARD_INPUT = "-"
UNREADABLE = _("The checkpoints cannot be read from {file}: {error}")
NONE_THERE = _("There is no checkpoint in {file}.")


def read_checkpoints(name: str) -> Sequence[str]:
    """Returns the lines of a file, or of standard input, without empty ones. Raises ``CommandFailed``."""
    try:
        text = sys.stdin.read() if name == STANDARD_INPUT else Path(name).read_text("utf-8")
    except (OSError, ValueError) as error:
        raise CommandFailed(UNREADABLE.bind({"file": name, "error": error})) from None
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise CommandFailed(NONE_THERE.bind({"file": name}))
    return lines
