"""Mails in the format of RFC 5322 with MIME: plain text first, and HTML, which is preferred, last."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

import idna

from application.ports.mailer import Mail


def mime_message(mail: Mail, sender: str, now: datetime) -> EmailMessage:
    """Returns the whole message. Raises ``ValueError`` for a line break in a header."""
    from_address = address(sender)
    message = EmailMessage()
    message["From"] = from_address
    message["To"] = address(mail.to)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{mail.message_id}@{from_address.domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers, please
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    message["Content-Language"] = mail.language  # of the whole: earlier it would go to the first part
    return message


def address(text: str) -> Address:
    """Parses ``Name <local@domain>`` or an address alone. The domain is encoded in ASCII, which every server
    understands."""
    name, spec = parseaddr(text)
    local, _, domain = spec.rpartition("@")
    return Address(name, local, domain if domain.isascii() else idna.encode(domain, uts46=True).decode())
