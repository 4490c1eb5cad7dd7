"""Input from a person at a terminal."""

import getpass
import sys

from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.exit_codes import CommandFailed
from entrypoints.cli.language import said

PASSWORD = _("Password:")
AGAIN = _("Again:")
PASSWORDS_DIFFER = _("The two passwords differ. Nothing was changed.")
NOTHING_CHANGED = _("Nothing was changed.")
NO_TERMINAL_FOR_PASSWORD = _("There is no terminal to ask for the password on: give it with --password-stdin.")
NO_TERMINAL_FOR_CONSENT = _("There is no terminal to ask on whether that is meant: say so with --yes.")


def from_stdin() -> str:
    """Returns the next line of standard input, without its end."""
    return sys.stdin.readline().rstrip("\r\n")


def new_password() -> str:
    """Asks twice for a password and returns it. Raises ``CommandFailed`` without a terminal, or if the two differ."""
    if not sys.stdin.isatty():
        raise CommandFailed(NO_TERMINAL_FOR_PASSWORD)
    password = getpass.getpass(f"{said(PASSWORD)} ")
    if password != getpass.getpass(f"{said(AGAIN)} "):
        raise CommandFailed(PASSWORDS_DIFFER)
    return password


def require_consent(question: Message) -> None:
    """Raises ``CommandFailed`` without a terminal, or if the answer is not yes."""
    if not sys.stdin.isatty():
        raise CommandFailed(NO_TERMINAL_FOR_CONSENT)
    print(f"{said(question)} [y/N] ", end="", file=sys.stderr, flush=True)
    if from_stdin().strip().lower() not in {"y", "yes"}:
        raise CommandFailed(NOTHING_CHANGED)
