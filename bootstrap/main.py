"""The command ``cortex``."""

import sys
from importlib.metadata import version

from cyclopts import App

from bootstrap.commands import AssembledCommands, open_key_ring
from bootstrap.job_desk import AssembledJobDesk
from entrypoints.cli.app import build, run
from entrypoints.cli.jobs.command import add_jobs
from entrypoints.cli.keys.command import add_keys
from entrypoints.cli.new_domain.command import add_new_domain


def assemble() -> App:
    """The command line, with every command that there is."""
    app = build(AssembledCommands(), version=version("nexus-cortex"))
    return add_jobs(add_keys(add_new_domain(app), open_key_ring), AssembledJobDesk())


def main() -> None:
    sys.exit(run(assemble(), sys.argv[1:]))
