"""``cortex keys``: the keys that sign access tokens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Literal

from cyclopts import App

from application.ports.key_ring import KeyAlgorithm, KeyInfo, KeyRingError, KeyState
from entrypoints.cli.exit_codes import CommandFailed
from entrypoints.cli.groups import OPERATE
from entrypoints.cli.keys.service import KeyService
from entrypoints.cli.keys.view import as_table, document, documents
from entrypoints.cli.output import Flag, Json, instant, print_result

Algorithm = Literal["EdDSA", "ES256", "RS256"]
"""Literals as the standards write them; cyclopts would change the case of the members of an enumeration."""


def add_keys(app: App, open_keys: Callable[[], KeyService]) -> App:
    """Adds the commands below ``keys``."""
    keys = App(name="keys", help="Manage the keys that sign access tokens; no restart is needed.", group=OPERATE)

    @keys.command
    def generate(*, alg: Algorithm = "EdDSA", json: Json = False) -> None:
        """Generate a key. The first one signs at once; later ones are published, and sign after a rotation.

        Parameters
        ----------
        alg
            Signature algorithm (RFC 7518, RFC 8037).
        """
        with _as_command_failed():
            made = open_keys().generate(KeyAlgorithm(alg))
        waits = "is published and waits: cortex keys rotate lets it sign."
        does = "signs from now on." if made.state is KeyState.ACTIVE else waits
        print_result(f"{made.kid} ({made.algorithm}) {does}", document(made), json=json)

    @keys.command
    def rotate(*, now: Flag = False, json: Json = False) -> None:
        """Sign with the next key; one is generated if there is none. Tokens of the previous key stay valid for a while.

        Parameters
        ----------
        now
            Sign with it at once, before others have fetched it: for a key that has leaked.
        """
        with _as_command_failed():
            before, after = open_keys().rotate(at_once=now)
        print_result(_rotated(before, after), {"before": document(before), "after": document(after)}, json=json)

    @keys.command
    def retire(kid: str, /, *, json: Json = False) -> None:
        """Remove a key that does not sign; its tokens are refused at once.

        Parameters
        ----------
        kid
            Key id, as shown by cortex keys list.
        """
        with _as_command_failed():
            open_keys().retire(kid)
        print_result(f"{kid} is forgotten. Its tokens are refused.", {"kid": kid}, json=json)

    @keys.command(name="list")
    def show(*, json: Json = False) -> None:
        """List the keys, without their secret part."""
        with _as_command_failed():
            listed = open_keys().list()
        print_result(as_table(listed), documents(listed), json=json)

    app.command(keys)
    return app


def _rotated(before: KeyInfo, after: KeyInfo) -> str:
    return (
        f"{after.kid} ({after.algorithm}) signs from {_at(after.signs_from)}.\n"
        f"Tokens of {before.kid} are accepted until {_at(before.accepted_until)}."
    )


def _at(time: datetime | None) -> str:
    return instant(time) if time else "an open date"


@contextmanager
def _as_command_failed() -> Iterator[None]:
    try:
        yield
    except KeyRingError as wrong:
        raise CommandFailed(str(wrong)) from None
