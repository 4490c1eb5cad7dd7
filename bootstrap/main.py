"""The command ``cortex``."""

import sys
from importlib.metadata import version

from bootstrap.commands import AssembledCommands
from entrypoints.cli.app import build, run
from entrypoints.cli.new_domain.command import add_new_domain


def main() -> None:
    app = build(AssembledCommands(), version=version("nexus-cortex"))
    sys.exit(run(add_new_domain(app), sys.argv[1:]))
