"""Letters as the service writes them, and what people see of a mail."""

from datetime import timedelta
from html.parser import HTMLParser

from application.accounts.send_mail import PURPOSES
from application.ports.mail_composer import Letter, MailKind, MailLink
from application.ports.mailer import Mail
from domain.accounts.email_address import EmailAddress
from domain.accounts.person_name import PersonName
from domain.shared_kernel.language import Language

ADA = EmailAddress("ada@example.org")
URL = "https://accounts.example.org/account/verify-email?token=abc_-123"


def a_letter(kind: MailKind, language: Language = Language.EN, **others: object) -> Letter:
    facts = {
        "to": ADA,
        "first_name": PersonName("Ada"),
        "message_id": "0123456789abcdef",
        "link": MailLink(URL, timedelta(hours=24)) if kind in PURPOSES else None,
    }
    return Letter(kind=kind, language=language, **(facts | others))


def a_mail(**others: object) -> Mail:
    facts = {
        "to": ADA,
        "subject": "Grüße",
        "text": "Hallo\n\nÄÖÜ\n",
        "html": "<p>Hallo</p>",
        "language": Language.DE,
        "message_id": "0123456789abcdef",
    }
    return Mail(**(facts | others))


class Page(HTMLParser):
    """Reads HTML the way people and their readers do: its text, and what its elements say of themselves."""

    UNSEEN = ("style", "script")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not set(self._open) & set(self.UNSEEN):
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _tag, attributes in self.elements if attribute in attributes]

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]
