"""Letters as the service writes them."""

from datetime import timedelta
from typing import Any

import pytest

from application.ports.mail_composer import MailDraft, MailLink
from application.ports.mail_kind import MailKind
from application.ports.mailer import Mail
from docs.generators.service import container
from domain.accounts.email_address import EmailAddress
from domain.accounts.person_name import PersonName
from domain.shared_kernel.language import SOURCE_LANGUAGE, Language

ADA = EmailAddress("ada@example.org")
MAILS = container().mail_kinds()
EACH_MAIL = tuple(pytest.param(kind, id=name) for name, kind in MAILS.by_name.items())
"""Every mail of every domain."""
LINKED = [kind for kind in MAILS.by_name.values() if kind.link]
PURPOSES = [kind.required_link.purpose for kind in LINKED]
URL = "https://accounts.example.org/account/verify-email?token=abc_-123"


def a_letter(kind: MailKind, language: Language = SOURCE_LANGUAGE, **others: Any) -> MailDraft:
    facts: dict[str, Any] = {
        "to": ADA,
        "first_name": PersonName("Ada"),
        "message_id": "0123456789abcdef",
        "link": MailLink(URL, timedelta(hours=24)) if kind.link else None,
        "facts": kind.example,
    }
    return MailDraft(kind=kind, language=language, **(facts | others))


def a_mail(**others: Any) -> Mail:
    facts: dict[str, Any] = {
        "to": ADA,
        "subject": "Grüße",
        "text": "Hallo\n\nÄÖÜ\n",
        "html": "<p>Hallo</p>",
        "language": Language("de"),
        "message_id": "0123456789abcdef",
    }
    return Mail(**(facts | others))
