"""The command ``cortex`` as it is typed, without a process of its own, which takes half a second to begin."""

import io
import logging
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

import attrs

from bootstrap.commands.command_line import command_line
from bootstrap.commands.translation import translation
from entrypoints.cli.language import Translate
from entrypoints.cli.parsing import run_arguments
from tests.system.process.cortex import surroundings


@attrs.frozen
class Done:
    """What was left of a command."""

    returncode: int
    stdout: str
    stderr: str


class Terminal(io.StringIO):
    """Somebody sits in front of it."""

    def isatty(self) -> bool:
        return True


def cortex(folder: Path, *arguments: str, stdin: str = "", answers: str | None = None, **settings: str) -> Done:
    """Runs a command to its end. ``answers`` are what a person at a terminal types, ``stdin`` what a pipe brings."""
    keyboard = io.StringIO(stdin) if answers is None else Terminal(answers)
    return _run(folder, arguments, surroundings(**settings), keyboard, io.StringIO())


def cortex_in(language: str, folder: Path, *arguments: str, **settings: str) -> Done:
    """Runs a command for an operator whose locale is that of a language."""
    environment = surroundings(**settings) | {"LANG": language}
    return _run(folder, arguments, environment, io.StringIO(), io.StringIO(), translate=translation(environment))


def cortex_on_terminal(folder: Path, *arguments: str, variables: Mapping[str, str]) -> Done:
    """Runs a command whose output is a terminal's, with further variables in its environment."""
    return _run(folder, arguments, {**surroundings(), **variables}, io.StringIO(), Terminal())


def _run(
    folder: Path,
    arguments: tuple[str, ...],
    environment: Mapping[str, str],
    keyboard: io.StringIO,
    said: io.StringIO,
    *,
    translate: Translate = str,
) -> Done:
    told, root = io.StringIO(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        with (
            chdir(folder),
            patch.dict("os.environ", environment, clear=True),
            patch.object(sys, "stdin", keyboard),
            redirect_stdout(said),
            redirect_stderr(told),
            ThreadPoolExecutor(1) as elsewhere,  # tests have an event loop in this thread
        ):
            code = elsewhere.submit(run_arguments, command_line(), arguments, translate).result()
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
    return Done(code, said.getvalue(), told.getvalue())
