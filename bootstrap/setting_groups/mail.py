"""Mails, and where their links lead."""

from datetime import timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

import attrs
import typed_settings as ts

from bootstrap.addresses import holds, link_base, where_possible
from bootstrap.mail_rules import is_mail_url, is_sender
from bootstrap.setting_groups.web import WebSettings
from bootstrap.setting_rules import between, is_address, is_loopback, setting

SERVICE_NAME = "Nexus Cortex"


@attrs.frozen(kw_only=True, slots=False)
class MailSettings(WebSettings):
    mail_url: ts.SecretStr = setting(
        ts.SecretStr("console://"),
        rule=is_mail_url,
        must="be console://, memory://, smtp://USER:PASSWORD@HOST:PORT or smtps://USER:PASSWORD@HOST:PORT",
        example="smtp://cortex:secret@mail.example.org:587",
        about="Who delivers mails: a mail server, or the terminal; ?starttls=required or off, &ehlo=NAME",
        secret=True,
    )
    mail_from: str = setting(
        "",
        rule=is_sender,
        must="be an email address, with or without a name in front",
        example="Example Accounts <accounts@example.org>",
        about="Whom mails are from; empty makes it from the public address, where that is a name",
    )
    mail_retry_for: timedelta = setting(
        timedelta(hours=24),
        rule=between(timedelta(minutes=1), timedelta(days=30)),
        must="be a time from 1m to 30d",
        example="24h",
        about="How long a mail is tried again that cannot be handed over, at most an hour between two attempts",
    )
    link_url: str = setting(
        "",
        rule=holds(link_base),
        canonical=where_possible(link_base),
        must="be an http or https address without a query or blanks",
        example="https://app.example.org/account",
        about="Where the links in mails lead; empty takes the pages of the service",
    )
    verify_email_life: timedelta = setting(
        timedelta(hours=24),
        rule=between(timedelta(minutes=1), timedelta(days=365)),
        must="be a time from 1m to 365d",
        example="24h",
        about="How long a link to confirm an address is good for",
    )
    reset_password_life: timedelta = setting(
        timedelta(hours=1),
        rule=between(timedelta(minutes=1), timedelta(days=30)),
        must="be a time from 1m to 30d",
        example="1h",
        about="How long a link to choose a new password is good for",
    )
    change_email_life: timedelta = setting(
        timedelta(hours=24),
        rule=between(timedelta(minutes=1), timedelta(days=30)),
        must="be a time from 1m to 30d",
        example="24h",
        about="How long a link to change one's address is good for",
    )
    invitation_life: timedelta = setting(
        timedelta(days=7),
        rule=between(timedelta(minutes=1), timedelta(days=365)),
        must="be a time from 1m to 365d",
        example="7d",
        about="How long an invitation is good for",
    )

    @property
    def mail_scheme(self) -> str:
        return self.mail_url.partition(":")[0]

    @property
    def sender(self) -> str:
        """Whom mails are from, in any case with an address."""
        host = urlsplit(self.public_origin).hostname
        return self.mail_from or f"{SERVICE_NAME} <no-reply@{'localhost' if is_loopback(host) else host}>"

    @property
    def needs_sender(self) -> bool:
        """Whether it must be said whom mails are from: they go to a mail server, and the public address is the number
        of a machine, which cannot follow an @."""
        host = urlsplit(self.public_origin).hostname or ""
        is_number = is_address(host) and not is_loopback(host)
        return self.mail_scheme in {"smtp", "smtps"} and not self.mail_from and is_number

    @property
    def service_name(self) -> str:
        """What mails and pages call the service."""
        return parseaddr(self.sender)[0] or SERVICE_NAME

    @property
    def links(self) -> str:
        """What the links in mails begin with."""
        return self.link_url or f"{self.public_origin}/account"
