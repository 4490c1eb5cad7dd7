"""What is asked of a person at a terminal."""

import getpass
import sys

from entrypoints.cli.exit_codes import CannotBeDone


def from_stdin() -> str:
    return sys.stdin.readline().rstrip("\r\n")


def new_password() -> str:
    """Asked twice."""
    if not sys.stdin.isatty():
        raise CannotBeDone("There is no terminal to ask for the password on: give it with --password-stdin.")
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Again: "):
        raise CannotBeDone("The two passwords differ. Nothing was changed.")
    return password


def require_consent(question: str) -> None:
    """Raises ``CannotBeDone`` where the answer is not yes."""
    if not sys.stdin.isatty():
        raise CannotBeDone("There is no terminal to ask on whether that is meant: say so with --yes.")
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    if from_stdin().strip().lower() not in {"y", "yes"}:
        raise CannotBeDone("Nothing was changed.")
