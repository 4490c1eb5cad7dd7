"""Runs what the arguments of the command line name."""

from collections.abc import Sequence

from cyclopts import App, CycloptsError, UnusedCliTokensError

from application.request_context import set_command
from entrypoints.cli.exit_codes import JSON, WrongUsage, run
from entrypoints.cli.language import Translate
from entrypoints.cli.operator import describe_command


def run_arguments(app: App, arguments: Sequence[str], translate: Translate = str) -> int:
    """Runs the command that ``arguments`` name and returns its exit code, as ``run`` does. Errors are printed as JSON
    with ``--json``."""

    def command() -> int | None:
        set_command(describe_command(command_in(app, arguments)))
        try:
            code: int | None = app(arguments)
        except CycloptsError as wrong:
            raise WrongUsage(_usage(wrong)) from None
        return code

    return run(command, translate, as_json=JSON in arguments)


def command_in(app: App, arguments: Sequence[str]) -> Sequence[str]:
    """Returns the words of the command, without its arguments."""
    command, _apps, _rest = app.parse_commands(arguments)
    return command


def _usage(wrong: CycloptsError) -> str:
    if isinstance(wrong, UnusedCliTokensError):
        return f"Unknown arguments: {' '.join(wrong.unused_tokens or ())}."
    return str(wrong).partition(" Available commands:")[0]
