import os
import pwd

import pytest

from bootstrap.commands.command_line import command_line
from entrypoints.cli.operator import describe_command
from entrypoints.cli.parsing import command_in


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (["users", "lock", "ada@example.org", "--reason", "spam"], "cortex users lock"),
        (["users", "lock", "--reason", "spam", "ada@example.org"], "cortex users lock"),
        (["create-admin", "--email", "ada@example.org"], "cortex create-admin"),
        (["jobs", "retry", "ping", "ada"], "cortex jobs retry"),
        (["nobody@example.org"], "cortex"),
        ([], "cortex"),
    ],
)
def test_a_command_is_described_without_its_arguments(
    arguments: list[str], command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.node", lambda: "db-1")

    described = describe_command(command_in(command_line(), arguments))

    assert described == f"{command} ({pwd.getpwuid(os.getuid()).pw_name}@db-1)"


def test_the_operator_is_the_user_of_the_process_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "somebody-else")

    assert "somebody-else" not in describe_command([])


def test_a_user_without_a_name_is_described_by_the_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.getuid", lambda: 4_000_000_001)

    assert "(4000000001@" in describe_command([])
