"""Letters as the service writes them."""

from datetime import timedelta
from typing import Any

from application.accounts.services.deliver_mail_job import PURPOSES
from application.ports.mail_composer import MailDraft, MailKind, MailLink, Topic
from application.ports.mailer import Mail
from domain.accounts.email_address import EmailAddress
from domain.accounts.person_name import PersonName
from domain.shared_kernel.language import Language

ADA = EmailAddress("ada@example.org")
URL = "https://accounts.example.org/account/verify-email?token=abc_-123"


def a_letter(kind: MailKind | Topic, language: Language = Language.EN, **others: Any) -> MailDraft:
    facts: dict[str, Any] = {
        "to": ADA,
        "first_name": PersonName("Ada"),
        "message_id": "0123456789abcdef",
        "link": MailLink(URL, timedelta(hours=24)) if kind in PURPOSES else None,
    }
    return MailDraft(kind=kind, language=language, **(facts | others))


def a_mail(**others: Any) -> Mail:
    facts: dict[str, Any] = {
        "to": ADA,
        "subject": "Grüße",
        "text": "Hallo\n\nÄÖÜ\n",
        "html": "<p>Hallo</p>",
        "language": Language.DE,
        "message_id": "0123456789abcdef",
    }
    return Mail(**(facts | others))
