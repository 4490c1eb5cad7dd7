"""The text that ``cortex serve`` prints when it begins to listen."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs

Line = tuple[str, str]
"""A label, and the text beside it."""

_WIDTH = 15
_COMMAND = "cortex"


@attrs.frozen
class Greeting:
    """Prints the address and the first steps. On a terminal it has colours, the command as it can be typed there and
    the receiver of mails; elsewhere it is plain and always the same, as programs read it. ``docs`` says whether the API
    pages are served, ``mails`` where mails go, ``base_path`` what paths begin with."""

    docs: bool
    mails: str
    base_path: str = ""

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
        lines = "".join(f"  {label:{_WIDTH}}{text}\n" for label, text in self._lines(origin, _COMMAND))
        sys.stdout.write(f"{_title(origin)}\n\n{lines}\n{_END}\n")

    def _write_on_terminal(self, origin: str) -> None:
        from rich.console import Console  # slow to import, and needed on a terminal only
        from rich.text import Text

        console = Console(file=sys.stdout, highlight=False, soft_wrap=True)
        console.print(Text(_title(origin), style="bold green"), end="\n\n")
        for label, text in (*self._lines(origin, _typed_command()), ("Mails", self.mails)):
            console.print(Text(f"  {label:{_WIDTH}}", style="dim"), Text(text, style="cyan"), sep="")
        console.print(Text(f"\n{_END}", style="dim"))

    def _lines(self, origin: str, command: str) -> Iterator[Line]:
        if self.docs:
            yield "The API", f"{origin}/docs"
        yield "Is it well?", f"{origin}/health/ready"
        yield "First staff", f"{command} create-admin --email you@example.org"
        yield "First tour", "docs/tutorials/first-tour.md"


_END = "Stop it with Ctrl+C."


def _title(origin: str) -> str:
    return f"Nexus Cortex listens on {origin}"


def _typed_command() -> str:
    """Returns the command as it can be typed: ``.venv/bin/cortex`` if it was started so and is not on the path."""
    is_path = Path(sys.argv[0]).name == _COMMAND and not shutil.which(_COMMAND)
    return sys.argv[0] if is_path else _COMMAND
