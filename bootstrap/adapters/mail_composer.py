from collections.abc import Callable
from functools import cache

from application.ports.mail_composer import MailComposer, MailDraft
from application.ports.mailer import Mail
from application.ports.translator import Translator


def jinja_composer(translator: Translator, service: str) -> MailComposer:
    """Returns a composer of templates; ``service`` is the name of the service in mails."""

    def make() -> MailComposer:
        from adapters.mail_composer.jinja import JinjaMailComposer

        return JinjaMailComposer(translator, service)

    return LateMailComposer(make)


class LateMailComposer(MailComposer):
    """A composer that is made with the first mail, so that a start waits for neither Jinja nor Babel."""

    def __init__(self, make: Callable[[], MailComposer]) -> None:
        self._composer = cache(make)

    def compose(self, letter: MailDraft) -> Mail:
        """Writes the mail as the composer does that is made."""
        return self._composer().compose(letter)
