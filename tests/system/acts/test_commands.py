"""Every command that changes something, as it is typed, and the entry that the audit has of it."""

import re
from pathlib import Path

import attrs
import pytest

from tests.support.app_harness import app_harness
from tests.system.acts.commands import COMMANDS, Operator
from tests.system.acts.scene import REQUEST_ID, Scene, said_by
from tests.system.api.conftest import Service, serving


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_command_is_an_entry_that_names_it_and_the_user_of_the_machine(tmp_path: Path, command: str) -> None:
    async with app_harness("sqlite", tmp_path) as harness, serving(harness) as client:
        operator = Operator(await Scene.of(Service(harness, client)), tmp_path)
        expected = await COMMANDS[command](operator)
        entries = [said_by(entry) for entry in await operator.scene.entries()]
    assert [attrs.evolve(entry, request_id=REQUEST_ID) for entry in entries] == expected
    assert all(re.fullmatch(r"[0-9a-f]{32}", entry.request_id) for entry in entries)
    assert len({entry.request_id for entry in entries}) == bool(entries)
