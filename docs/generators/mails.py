"""The reference of mails: each is composed as it would be sent, in English."""

from application.ports.mail_composer import MailDraft, MailLink
from application.ports.mail_kind import MailKind
from docs.generators.markdown import fenced
from docs.generators.service import container
from domain.accounts.email_address import EmailAddress
from domain.accounts.person_name import PersonName
from domain.shared_kernel.language import Language

ADDRESS = "https://accounts.example.org/account"


def text() -> str:
    """Returns a section for each mail of each domain."""
    return "\n".join(map(_section, container().mail_kinds().by_name.values()))


def _section(kind: MailKind) -> str:
    link = kind.link
    draft = MailDraft(
        kind=kind,
        to=EmailAddress("ada@example.org"),
        first_name=PersonName("Ada"),
        language=Language("en"),
        message_id="example",
        link=MailLink(f"{ADDRESS}/{link.page}?token=…", link.life) if link else None,
        facts=kind.example,
    )
    mail = container().composer().compose(draft)
    link_line = f"Its link leads to `/account/{link.page}`.\n\n" if link else ""
    return f"## `{kind.name}`\n\n{link_line}Subject: {mail.subject}\n\n{fenced(mail.text)}"
