"""Credentials as a domain."""

from collections.abc import Sequence

from application.credentials.services import credential_mails
from application.credentials.services.credential_data import CREDENTIALS
from application.credentials.services.factor_retention import factor_retention
from application.jobs.services.retention import Retention
from application.personal_data import PersonalData
from application.ports.mail_kind import MailKind
from bootstrap.domains.domain import Domain
from bootstrap.ports import Ports
from bootstrap.settings.credentials import CredentialSettings
from bootstrap.settings.settings import Settings
from entrypoints.schemas.export import credentials as export


def _mails(_settings: Settings) -> Sequence[MailKind]:
    return credential_mails.ALL


def _personal_data(_ports: Ports) -> Sequence[PersonalData]:
    return CREDENTIALS


def _retention(ports: Ports, _settings: Settings) -> Sequence[Retention]:
    return [factor_retention(ports.begin, ports.clock)]


DOMAIN = Domain(
    name="credentials",
    settings=CredentialSettings,
    mails=_mails,
    personal_data=_personal_data,
    export=[export.FACTORS, export.RECOVERY_CODES],
    retention=_retention,
)
