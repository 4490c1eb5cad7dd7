"""``cortex keys``: the keys that sign access tokens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Literal

from cyclopts import App, Parameter

from application.ports.key_ring import KeyAlgorithm, KeyRing, KeyRingError, KeyState
from entrypoints.cli.app import CannotBeDone
from entrypoints.cli.keys.told import as_json, as_table, instant

Flag = Annotated[bool, Parameter(negative="")]
Written = Literal["EdDSA", "ES256", "RS256"]
"""As standards write them; of an enumeration the command line would make words of its own."""


def add_keys(app: App, open_ring: Callable[[], KeyRing]) -> App:
    """Gives the command line the commands that tend keys."""
    keys = App(name="keys", help="Tend the keys that sign access tokens, without a restart.")

    @keys.command
    def generate(*, alg: Written = "EdDSA") -> None:
        """Make a key. The first signs at once; another is published and waits for its turn.

        Parameters
        ----------
        alg
            What it signs with.
        """
        with _plainly():
            made = open_ring().generate(KeyAlgorithm(alg))
        if made.state is KeyState.ACTIVE:
            print(f"{made.kid} ({made.algorithm}) signs from now on.")
        else:
            print(f"{made.kid} ({made.algorithm}) is published and waits: cortex keys rotate lets it sign.")

    @keys.command
    def rotate(*, now: Flag = False) -> None:
        """Let the next key sign, made anew where none waits; what the one before signed is accepted for a while.

        Parameters
        ----------
        now
            Give others no time to learn the key: for one that has leaked.
        """
        with _plainly():
            before, after = open_ring().rotate(at_once=now)
        if after.signs_from and before.accepted_until:
            print(f"{after.kid} ({after.algorithm}) signs from {instant(after.signs_from)}.")
            print(f"Tokens of {before.kid} are accepted until {instant(before.accepted_until)}.")

    @keys.command
    def retire(kid: str, /) -> None:
        """Forget a key that does not sign: its tokens are refused at once.

        Parameters
        ----------
        kid
            Its name.
        """
        with _plainly():
            open_ring().retire(kid)
        print(f"{kid} is forgotten. Its tokens are refused.")

    @keys.command(name="list")
    def show(*, json: Flag = False) -> None:
        """Show the keys, never what is secret of them.

        Parameters
        ----------
        json
            For programs.
        """
        with _plainly():
            listed = open_ring().list()
        print(as_json(listed) if json else as_table(listed))

    app.command(keys)
    return app


@contextmanager
def _plainly() -> Iterator[None]:
    try:
        yield
    except KeyRingError as wrong:
        raise CannotBeDone(str(wrong)) from None
