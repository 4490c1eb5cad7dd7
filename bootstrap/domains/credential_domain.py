"""Credentials as a domain."""

from collections.abc import Sequence

from application.credentials.services.factor_retention import factor_retention
from application.jobs.services.retention import Retention
from bootstrap.domains.domain import Domain
from bootstrap.ports import Ports
from bootstrap.settings.settings import Settings


def _retention(ports: Ports, _settings: Settings) -> Sequence[Retention]:
    return [factor_retention(ports.begin, ports.clock)]


DOMAIN = Domain(name="credentials", retention=_retention)
