"""``cortex keys``: the keys that sign access tokens."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Literal

from cyclopts import App

from application.ports.key_ring import KeyAlgorithm, KeyInfo, KeyRingError, KeyState
from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.exit_codes import CommandFailed
from entrypoints.cli.groups import OPERATE
from entrypoints.cli.keys.service import KeyService
from entrypoints.cli.keys.view import as_table, document, documents
from entrypoints.cli.output import Flag, Json, instant, print_result

Algorithm = Literal["EdDSA", "ES256", "RS256"]
"""Literals as the standards write them; cyclopts would change the case of the members of an enumeration."""

SIGNS = _("{kid} ({algorithm}) signs from now on.")
WAITS = _("{kid} ({algorithm}) is published and waits: cortex keys rotate lets it sign.")
FORGOTTEN = _("{kid} is forgotten. Its tokens are refused.")
SIGNS_FROM = _("{kid} ({algorithm}) signs from {at}.")
ACCEPTED_UNTIL = _("Tokens of {kid} are accepted until {at}.")


def add_keys(app: App, open_keys: Callable[[], KeyService]) -> None:
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
        sentence = SIGNS if made.state is KeyState.ACTIVE else WAITS
        print_result(sentence.bind({"kid": made.kid, "algorithm": made.algorithm}), document(made), json=json)

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
        print_result(FORGOTTEN.bind({"kid": kid}), {"kid": kid}, json=json)

    @keys.command(name="list")
    def show(*, json: Json = False) -> None:
        """List the keys, without their secret part."""
        with _as_command_failed():
            listed = open_keys().list()
        print_result(as_table(listed), documents(listed), json=json)

    app.command(keys)


def _rotated(before: KeyInfo, after: KeyInfo) -> Sequence[Message]:
    signs = {"kid": after.kid, "algorithm": after.algorithm, "at": _at(after.signs_from)}
    return [SIGNS_FROM.bind(signs), ACCEPTED_UNTIL.bind({"kid": before.kid, "at": _at(before.accepted_until)})]


def _at(time: datetime | None) -> str:
    return instant(time) if time else "-"


@contextmanager
def _as_command_failed() -> Iterator[None]:
    try:
        yield
    except KeyRingError as wrong:
        raise CommandFailed(wrong.sentence) from None
