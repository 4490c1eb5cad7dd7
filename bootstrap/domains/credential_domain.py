"""Credentials as a domain."""

from collections.abc import Sequence

from application.credentials.services.credential_data import CREDENTIALS
from application.credentials.services.factor_retention import factor_retention
from application.jobs.services.retention import Retention
from application.personal_data import PersonalData
from bootstrap.domains.domain import Domain
from bootstrap.ports import Ports
from bootstrap.settings.settings import Settings
from entrypoints.schemas.export import credentials as export


def _personal_data(_ports: Ports) -> Sequence[PersonalData]:
    return CREDENTIALS


def _retention(ports: Ports, _settings: Settings) -> Sequence[Retention]:
    return [factor_retention(ports.begin, ports.clock)]


DOMAIN = Domain(
    name="credentials",
    personal_data=_personal_data,
    export=[export.FACTORS, export.RECOVERY_CODES],
    retention=_retention,
)
