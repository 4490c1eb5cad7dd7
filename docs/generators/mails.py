"""The reference of mails: each is composed as it would be sent, in English."""

from datetime import timedelta

from application.accounts.services.deliver_mail_job import PURPOSES
from application.accounts.services.link_urls import LINK_PATHS
from application.ports.mail_composer import MailDraft, MailKind, MailLink
from docs.generators.markdown import fenced
from docs.generators.service import container
from domain.accounts.email_address import EmailAddress
from domain.accounts.person_name import PersonName
from domain.shared_kernel.language import Language

ADDRESS = "https://accounts.example.org/account"


def text() -> str:
    """Returns a section for each kind of mail."""
    return "\n".join(_section(kind) for kind in MailKind)


def _section(kind: MailKind) -> str:
    page = LINK_PATHS[PURPOSES[kind]] if kind in PURPOSES else None
    draft = MailDraft(
        kind=kind,
        to=EmailAddress("ada@example.org"),
        first_name=PersonName("Ada"),
        language=Language.EN,
        message_id="example",
        link=MailLink(f"{ADDRESS}/{page}?token=…", timedelta(hours=24)) if page else None,
    )
    mail = container().composer().compose(draft)
    link_line = f"Its link leads to `/account/{page}`.\n\n" if page else ""
    return f"## `{kind}`\n\n{link_line}Subject: {mail.subject}\n\n{fenced(mail.text)}"
