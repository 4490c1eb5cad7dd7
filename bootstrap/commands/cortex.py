"""Runs the command ``cortex``."""

from collections.abc import Callable, Mapping, Sequence

from application.request_context import set_command
from bootstrap.commands.service_commands import AssembledCommands
from bootstrap.commands.translation import translation
from entrypoints.cli.commands import DEFAULT_WORKERS, Commands
from entrypoints.cli.exit_codes import run
from entrypoints.cli.operator import describe_command


def _serve(commands: Commands) -> None:
    commands.serve(DEFAULT_WORKERS)


def _worker(commands: Commands) -> None:
    commands.worker()


UNPARSED: Mapping[tuple[str, ...], Callable[[Commands], None]] = {("serve",): _serve, ("worker",): _worker}
"""The commands that services start with. They need no parser as they are, and importing it with every other command
would take an eighth of their start."""


def run_cortex(arguments: Sequence[str], environment: Mapping[str, str], commands: Commands | None = None) -> int:
    """Runs the command that ``arguments`` name and returns its exit code."""
    translate = translation(environment)
    act = UNPARSED.get(tuple(arguments))
    if act is None:
        from bootstrap.commands.command_line import command_line
        from entrypoints.cli.parsing import run_arguments

        return run_arguments(command_line(), arguments, translate)
    set_command(describe_command(arguments))
    return run(lambda: act(commands or AssembledCommands()), translate)
