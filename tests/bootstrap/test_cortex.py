"""The commands that are run without the parser of the command line are those that it would run."""

from collections.abc import Sequence

import attrs
import pytest

from application.request_context import get_command
from bootstrap.commands import command_line
from bootstrap.commands.cortex import UNPARSED, run_cortex
from entrypoints.cli.commands import Commands
from entrypoints.cli.exit_codes import CommandFailed


@attrs.define
class Recorded(Commands):
    """Records what is run, and as which command."""

    failure: CommandFailed | None = None
    done: list[tuple[str, object]] = attrs.field(factory=list)

    def serve(self, workers: int) -> None:
        self._note("serve", workers)

    def worker(self) -> None:
        self._note("worker", None)

    def migrate(self) -> bool:
        self._note("migrate", None)
        return True

    def schema_differences(self) -> Sequence[str]:
        return ()

    def demo(self, accounts: int) -> int:
        return accounts

    def _note(self, name: str, value: object) -> None:
        self.done.append((f"{name} {get_command()}", value))
        if self.failure:
            raise self.failure


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Recorded:
    """What the parser of the command line runs."""
    recorded = Recorded()
    monkeypatch.setattr(command_line, "AssembledCommands", lambda: recorded)
    return recorded


@pytest.mark.parametrize("arguments", UNPARSED, ids=" ".join)
def test_a_command_without_options_does_what_the_parser_makes_of_it(
    arguments: tuple[str, ...], parsed: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    unparsed = Recorded()

    assert run_cortex(arguments, {}, unparsed) == 0

    monkeypatch.setattr("bootstrap.commands.cortex.UNPARSED", {})
    assert run_cortex(arguments, {}) == 0
    assert unparsed.done == parsed.done != []


@pytest.mark.parametrize("arguments", [["serve", "--workers", "2"], ["migrate"]], ids=" ".join)
def test_other_commands_are_parsed(arguments: list[str], parsed: Recorded) -> None:
    assert run_cortex(arguments, {}) == 0
    assert [value for _, value in parsed.done] == [2 if "serve" in arguments else None]


def test_a_command_without_options_fails_as_a_parsed_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_cortex(["serve"], {}, Recorded(CommandFailed("It cannot."))) == 1
    assert capsys.readouterr().err == "It cannot.\n"
