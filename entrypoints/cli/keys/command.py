"""``cortex keys``: the keys that sign access tokens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Literal

from cyclopts import App

from application.ports.key_ring import KeyAlgorithm, KeyInfo, KeyRing, KeyRingError, KeyState
from entrypoints.cli.exit_codes import CommandFailed
from entrypoints.cli.groups import OPERATE
from entrypoints.cli.keys.view import as_table, document, documents
from entrypoints.cli.output import Flag, Json, instant, print_result

Written = Literal["EdDSA", "ES256", "RS256"]
"""As standards write them; of an enumeration the command line would make words of its own."""


def add_keys(app: App, open_ring: Callable[[], KeyRing]) -> App:
    """Gives the command line the commands that tend keys."""
    keys = App(name="keys", help="Tend the keys that sign access tokens, without a restart.", group=OPERATE)

    @keys.command
    def generate(*, alg: Written = "EdDSA", json: Json = False) -> None:
        """Make a key. The first signs at once; another is published and waits for its turn.

        Parameters
        ----------
        alg
            What it signs with.
        """
        with _plainly():
            made = open_ring().generate(KeyAlgorithm(alg))
        waits = "is published and waits: cortex keys rotate lets it sign."
        does = "signs from now on." if made.state is KeyState.ACTIVE else waits
        print_result(f"{made.kid} ({made.algorithm}) {does}", document(made), json=json)

    @keys.command
    def rotate(*, now: Flag = False, json: Json = False) -> None:
        """Let the next key sign, made anew where none waits; what the one before signed is accepted for a while.

        Parameters
        ----------
        now
            Give others no time to learn the key: for one that has leaked.
        """
        with _plainly():
            before, after = open_ring().rotate(at_once=now)
        print_result(_rotated(before, after), {"before": document(before), "after": document(after)}, json=json)

    @keys.command
    def retire(kid: str, /, *, json: Json = False) -> None:
        """Forget a key that does not sign: its tokens are refused at once.

        Parameters
        ----------
        kid
            Its name.
        """
        with _plainly():
            open_ring().retire(kid)
        print_result(f"{kid} is forgotten. Its tokens are refused.", {"kid": kid}, json=json)

    @keys.command(name="list")
    def show(*, json: Json = False) -> None:
        """Show the keys, never what is secret of them."""
        with _plainly():
            listed = open_ring().list()
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
def _plainly() -> Iterator[None]:
    try:
        yield
    except KeyRingError as wrong:
        raise CommandFailed(str(wrong)) from None
