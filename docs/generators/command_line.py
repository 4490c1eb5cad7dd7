"""The reference of the command ``cortex``, generated from its ``--help``."""

import re

from bootstrap.commands.command_line import command_line

_BEFORE_GROUPS = re.compile(r"\A# cortex\n.*?(?=^\*\*)", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#+) (cortex .+)$", re.MULTILINE)


def text() -> str:
    """Returns the commands by group, then a section for each command and each subcommand."""
    written: str = command_line().generate_docs(output_format="markdown")
    return _HEADING.sub(r"\1 `\2`", _BEFORE_GROUPS.sub("", written))
