"""The command line with all commands."""

from collections.abc import Callable, Sequence
from importlib.metadata import version

from cyclopts import App

from bootstrap.commands.command_runner import in_service
from bootstrap.commands.service_commands import AssembledCommands
from bootstrap.commands.services import open_keys
from bootstrap.domains.found import commands_of, found_domains
from entrypoints.cli.app import build, without_repeated_epilogue
from entrypoints.cli.doctor.command import add_doctor
from entrypoints.cli.doctor.finding import Finding
from entrypoints.cli.keys.command import add_keys
from entrypoints.cli.new_domain.command import add_new_domain
from entrypoints.cli.new_language.command import add_new_language


def command_line() -> App:
    """Assembles the command line."""
    app = build(AssembledCommands(), version=version("nexus-cortex"))
    for group in commands_of(found_domains()):
        group.add(app, in_service(group.assemble))
    add_keys(app, open_keys)
    add_doctor(app, examine)
    add_new_domain(app)
    add_new_language(app)
    return without_repeated_epilogue(app)


def examine(report: Callable[[Finding], None]) -> Sequence[Finding]:
    """Runs ``cortex doctor``. Its checks are imported here, so that no other command loads them."""
    from bootstrap.commands.doctor import examine as examine_service

    return examine_service(report)
