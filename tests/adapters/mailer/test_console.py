import sys
from datetime import timedelta

import pytest

from adapters.mail_composer.jinja import JinjaMailComposer
from adapters.mailer.console import ConsoleMailer
from adapters.translator.babel import BabelTranslator
from application.accounts.services import account_mails
from application.ports.mail_composer import MailLink
from domain.shared_kernel.errors import ServiceUnavailableException
from domain.shared_kernel.language import Language
from tests.support.mail_factories import URL, a_letter, a_mail


async def test_the_terminal_shows_whom_a_mail_is_for_and_its_link_on_a_line_of_its_own(
    capsys: pytest.CaptureFixture[str],
) -> None:
    letter = a_letter(account_mails.RESET_PASSWORD, link=MailLink(URL, timedelta(hours=1)))
    await ConsoleMailer().send(JinjaMailComposer(BabelTranslator(), "Example").compose(letter))
    shown = capsys.readouterr().out.splitlines()
    assert "To:      ada@example.org" in shown
    assert "Subject: Choose a new password" in shown
    assert URL in shown
    assert "\n\n\n" not in "\n".join(shown)


class NarrowTerminal:
    """Knows ASCII alone."""

    encoding = "ascii"

    def __init__(self) -> None:
        self.shown = b""

    def write(self, text: str) -> None:
        self.shown += text.encode("ascii")

    def flush(self) -> None:
        return


async def test_a_terminal_without_the_letters_shows_what_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", terminal := NarrowTerminal())
    await ConsoleMailer().send(a_mail(text=URL, language=Language("ar"), subject="مرحبًا"))
    assert URL.encode() in terminal.shown


class BrokenPipe(NarrowTerminal):
    def write(self, text: str) -> None:
        raise BrokenPipeError


async def test_a_terminal_that_is_gone_may_be_back_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", BrokenPipe())
    with pytest.raises(ServiceUnavailableException):
        await ConsoleMailer().send(a_mail())
