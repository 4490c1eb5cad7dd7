"""Mails and their links."""

from datetime import timedelta

import attrs

from bootstrap.settings.adapter_tables import MAILERS
from bootstrap.settings.addresses import WebAddress, link_base
from bootstrap.settings.declaration import setting
from bootstrap.settings.mail_url import MailUrl, Sender, sender
from bootstrap.settings.ranges import time_setting
from domain.shared_kernel.messages import lazy_gettext as _


@attrs.frozen(kw_only=True)
class MailSettings:
    """The mail server, the sender and the beginning of links. Those that are ``None`` are derived from the public
    address: see ``Settings.sender`` and ``Settings.links``."""

    url: MailUrl = setting(
        "mail_url",
        "console://",
        read=MAILERS.read,
        must=MAILERS.must,
        example="smtp://cortex:secret@mail.example.org:587",
        about="The mail server, or the terminal; ?starttls=required or off, &ehlo=NAME",
        secret=True,
    )
    sender: Sender | None = setting(
        "mail_from",
        "",
        read=sender,
        must=_("be an email address, with or without a name in front"),
        example="Example Accounts <accounts@example.org>",
        about="The sender of mails; empty derives it from the public address, if that is a name",
        shown=repr,
    )
    retry_for: timedelta = time_setting(
        "mail_retry_for",
        "24h",
        ("1m", "30d"),
        about="How long a mail that the server does not accept is tried again, at most an hour between two attempts",
    )
    links: WebAddress | None = setting(
        "link_url",
        "",
        read=link_base,
        must=_("be an http or https address without a query or blanks"),
        example="https://app.example.org/account",
        about="The beginning of links in mails; empty takes the pages of the service",
    )
