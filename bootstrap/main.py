"""The command ``cortex``."""

import sys
from importlib.metadata import version

from bootstrap.commands import AssembledCommands, open_key_ring
from entrypoints.cli.app import build, run
from entrypoints.cli.keys.command import add_keys
from entrypoints.cli.new_domain.command import add_new_domain


def main() -> None:
    app = build(AssembledCommands(), version=version("nexus-cortex"))
    sys.exit(run(add_keys(add_new_domain(app), open_key_ring), sys.argv[1:]))
