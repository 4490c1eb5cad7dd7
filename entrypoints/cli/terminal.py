"""Input from a person at a terminal."""

import getpass
import sys

from entrypoints.cli.exit_codes import CommandFailed


def from_stdin() -> str:
    """Returns the next line of standard input, without its end."""
    return sys.stdin.readline().rstrip("\r\n")


def new_password() -> str:
    """Asks twice for a password and returns it. Raises ``CommandFailed`` without a terminal, or if the two differ."""
    if not sys.stdin.isatty():
        raise CommandFailed("There is no terminal to ask for the password on: give it with --password-stdin.")
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Again: "):
        raise CommandFailed("The two passwords differ. Nothing was changed.")
    return password


def require_consent(question: str) -> None:
    """Raises ``CommandFailed`` without a terminal, or if the answer is not yes."""
    if not sys.stdin.isatty():
        raise CommandFailed("There is no terminal to ask on whether that is meant: say so with --yes.")
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    if from_stdin().strip().lower() not in {"y", "yes"}:
        raise CommandFailed("Nothing was changed.")
