"""What the server prints as soon as it listens."""

import io
import re
import sys
from contextlib import redirect_stdout

import pytest

from adapters.translator.babel import BabelTranslator
from bootstrap.adapters.mailer import mail_destination
from bootstrap.settings.adapter_tables import MAILERS
from domain.shared_kernel.language import Language
from domain.shared_kernel.messages import Message
from entrypoints.http.server.greeting import Greeting

PLAIN = """\
Nexus Cortex listens on http://127.0.0.1:8080

  The API        http://127.0.0.1:8080/docs
  Is it well?    http://127.0.0.1:8080/health/ready
  First staff    cortex create-admin --email you@example.org
  First tour     docs/tutorials/first-tour.md

Stop it with Ctrl+C.
"""

GERMAN = """\
Nexus Cortex ist unter http://127.0.0.1:8080 erreichbar

  Die API          http://127.0.0.1:8080/docs
  Ist alles gut?   http://127.0.0.1:8080/health/ready
  Erstes Personal  cortex create-admin --email you@example.org
  Erster Rundgang  docs/tutorials/first-tour.md
  Die E-Mails      gehen an den Mailserver mail.example.org:587

Beenden Sie mit Strg+C.
"""

_COLOUR = re.compile(r"\x1b\[[0-9;]*3[0-9]m")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal with colours, on which cortex is no command of the path."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("PATH", "")
    return Terminal()


def greeted(terminal: Terminal, host: str = "127.0.0.1", *, docs: bool = True) -> str:
    """What a terminal shows after the greeting."""
    with redirect_stdout(terminal):
        Greeting(docs=docs, mails=Message("appear here")).write(host, 8080)
    return terminal.getvalue()


def test_a_greeting_that_no_terminal_shows_is_plain_and_names_the_bare_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Greeting(docs=True, mails=Message("appear here")).write("127.0.0.1", 8080)
    assert capsys.readouterr().out == PLAIN


def test_a_greeting_on_a_terminal_speaks_the_language_of_the_operator_and_elsewhere_english(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    translator, german = BabelTranslator(), Language("de")
    mails = mail_destination(MAILERS.read("smtp://mail.example.org"), broker="memory")
    greeting = Greeting(docs=True, mails=mails, translate=lambda message: translator.gettext(message, german))
    with redirect_stdout(terminal):
        greeting.write("127.0.0.1", 8080)
    assert re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue()) == GERMAN
    greeting.write("127.0.0.1", 8080)
    assert capsys.readouterr().out == PLAIN


def test_a_greeting_does_not_name_a_description_that_is_not_served(terminal: Terminal) -> None:
    shown = greeted(terminal, "::1", docs=False)
    assert "8080/docs" not in shown
    assert "http://[::1]:8080/health/ready" in shown


def test_a_terminal_is_told_where_mails_appear_in_colours(terminal: Terminal) -> None:
    shown = greeted(terminal)
    assert "Mails" in shown
    assert "appear here" in shown
    assert _COLOUR.search(shown)


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_a_terminal_without_colours_gets_none(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert _COLOUR.search(greeted(terminal)) is None


@pytest.mark.parametrize(
    ("program", "shown"),
    [("/usr/bin/pytest", "  cortex create-admin"), (".venv/bin/cortex", ".venv/bin/cortex create")],
)
def test_the_command_is_named_as_it_can_be_typed(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, program: str, shown: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr(sys, "argv", [program, "serve"])
    assert shown in greeted(terminal)


@pytest.mark.parametrize(
    ("url", "broker", "words"),
    [
        ("console://", "memory", "appear here, on this terminal"),
        ("console://", "redis", "appear on the terminal of cortex worker"),
        ("memory://", "memory", "are kept in memory and sent to nobody"),
        ("smtp://me:s3cret@mail.example.org", "memory", "go to the mail server mail.example.org:587"),
        ("smtps://me:s3cret@mail.example.org", "redis", "go to the mail server mail.example.org:465"),
    ],
)
def test_the_greeting_says_where_mails_go_and_no_password(url: str, broker: str, words: str) -> None:
    assert str(mail_destination(MAILERS.read(url), broker=broker)) == words
