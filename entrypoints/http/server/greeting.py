"""The text that ``cortex serve`` prints when it begins to listen."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs

from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _

Line = tuple[Message, str]
"""A label, and the text beside it."""

LISTENS = _("Nexus Cortex listens on {address}")
API = _("The API")
HEALTH = _("Is it well?")
FIRST_STAFF = _("First staff")
FIRST_TOUR = _("First tour")
MAILS = _("Mails")
STOP = _("Stop it with Ctrl+C.")

_WIDTH = 15
_COMMAND = "cortex"


@attrs.frozen
class Greeting:
    """Prints the address and the first steps. On a terminal it has colours, the language of the operator, the command
    as it can be typed there and the receiver of mails; elsewhere it is plain, English and always the same, as programs
    read it. ``docs`` says whether the API pages are served, ``mails`` where mails go, ``base_path`` what paths begin
    with."""

    docs: bool
    mails: Message
    base_path: str = ""
    translate: Callable[[Message], str] = str

    def write(self, host: str, port: int) -> None:
        """Prints the greeting on standard output."""
        shown = f"[{host}]" if ":" in host else host
        origin = f"http://{shown}:{port}{self.base_path}"
        if sys.stdout.isatty():
            self._write_on_terminal(origin)
        else:
            self._write_plainly(origin)
        sys.stdout.flush()

    def _write_plainly(self, origin: str) -> None:
        lines = "".join(f"  {label!s:{_WIDTH}}{text}\n" for label, text in self._lines(origin, _COMMAND))
        sys.stdout.write(f"{LISTENS.bind({'address': origin})}\n\n{lines}\n{STOP}\n")

    def _write_on_terminal(self, origin: str) -> None:
        from rich.console import Console  # slow to import, and needed on a terminal only
        from rich.text import Text

        console, say = Console(file=sys.stdout, highlight=False, soft_wrap=True), self.translate
        console.print(Text(say(LISTENS.bind({"address": origin})), style="bold green"), end="\n\n")
        lines = [*self._lines(origin, _typed_command()), (MAILS, say(self.mails))]
        width = max(_WIDTH, *(len(say(label)) + 2 for label, _text in lines))
        for label, text in lines:
            console.print(Text(f"  {say(label):{width}}", style="dim"), Text(text, style="cyan"), sep="")
        console.print(Text(f"\n{say(STOP)}", style="dim"))

    def _lines(self, origin: str, command: str) -> Iterator[Line]:
        if self.docs:
            yield API, f"{origin}/docs"
        yield HEALTH, f"{origin}/health/ready"
        yield FIRST_STAFF, f"{command} create-admin --email you@example.org"
        yield FIRST_TOUR, "docs/tutorials/first-tour.md"


def _typed_command() -> str:
    """Returns the command as it can be typed: ``.venv/bin/cortex`` if it was started so and is not on the path."""
    is_path = Path(sys.argv[0]).name == _COMMAND and not shutil.which(_COMMAND)
    return sys.argv[0] if is_path else _COMMAND
