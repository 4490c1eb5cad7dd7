"""The command ``cortex``."""

import sys
from importlib.metadata import version

from bootstrap.commands import AssembledCommands
from entrypoints.cli.app import build, run


def main() -> None:
    sys.exit(run(build(AssembledCommands(), version=version("nexus-cortex")), sys.argv[1:]))
