"""All settings. The defaults run without any other server."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Self, TypeVar

import attrs

from bootstrap.settings.accounts import AccountSettings
from bootstrap.settings.addresses import WebAddress, web_address
from bootstrap.settings.hosts import is_address
from bootstrap.settings.jobs import JobSettings
from bootstrap.settings.keys import KeySettings
from bootstrap.settings.languages import LanguageSettings
from bootstrap.settings.limits import LimitSettings
from bootstrap.settings.mail import MailSettings
from bootstrap.settings.mail_url import Sender
from bootstrap.settings.operations import OperationSettings
from bootstrap.settings.sessions import SessionSettings
from bootstrap.settings.storage import StorageSettings
from bootstrap.settings.web import WebSettings

GroupT = TypeVar("GroupT")
SERVICE_NAME = "Nexus Cortex"
EXTRA_OVERLAP = timedelta(minutes=5)
"""Allows for clocks that differ and for requests on their way."""


@attrs.frozen(kw_only=True)
class Settings:
    """One group for each concern, those of domains, and the values that follow from several of them."""

    storage: StorageSettings = attrs.field(factory=StorageSettings)
    keys: KeySettings = attrs.field(factory=KeySettings)
    web: WebSettings = attrs.field(factory=WebSettings)
    languages: LanguageSettings = attrs.field(factory=LanguageSettings)
    mail: MailSettings = attrs.field(factory=MailSettings)
    accounts: AccountSettings = attrs.field(factory=AccountSettings)
    sessions: SessionSettings = attrs.field(factory=SessionSettings)
    jobs: JobSettings = attrs.field(factory=JobSettings)
    operations: OperationSettings = attrs.field(factory=OperationSettings)
    limits: LimitSettings = attrs.field(factory=LimitSettings)
    of_domains: Mapping[type, object] = attrs.field(factory=dict, metadata={"is_group": False})

    def of(self, group: type[GroupT]) -> GroupT:
        """Returns the settings of a domain; their defaults if none was changed."""
        found = self.of_domains.get(group)
        return found if isinstance(found, group) else group()

    def on_port(self, port: int) -> Self:
        """Returns the same settings with the port of the listener."""
        return attrs.evolve(self, web=attrs.evolve(self.web, port=port))

    def without_operations_listener(self) -> Self:
        """Returns the same settings for a process without a listener for operators."""
        return attrs.evolve(self, operations=attrs.evolve(self.operations, bind=None))

    @property
    def sender(self) -> Sender:
        """The configured sender, or one derived from the public address."""
        host = "localhost" if self.web.is_local else self.web.public.host
        return self.mail.sender or Sender(f"{SERVICE_NAME} <no-reply@{host}>", SERVICE_NAME)

    @property
    def needs_sender(self) -> bool:
        """True if ``CORTEX_MAIL_FROM`` is required: mails go to a mail server, and the public address is an IP address,
        from which no sender can be derived."""
        is_number = is_address(self.web.public.host) and not self.web.is_local
        return self.mail.url.is_server and self.mail.sender is None and is_number

    @property
    def service_name(self) -> str:
        """The name of the service in mails and on pages."""
        return self.sender.name or SERVICE_NAME

    @property
    def links(self) -> WebAddress:
        """The beginning of links in mails."""
        return self.mail.links or web_address(f"{self.web.public}/account")

    @property
    def key_overlap(self) -> timedelta:
        """The time for which tokens of a key are accepted after it signed the last: as configured, else a little longer
        than an access token lives."""
        return self.keys.overlap or self.sessions.access_token_life + EXTRA_OVERLAP
