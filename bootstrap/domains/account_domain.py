"""Accounts as a domain."""

from collections.abc import Sequence

from application.accounts.services.deliver_mail_job import DeliverMailJob
from application.accounts.services.link_retention import link_retention
from application.jobs.services.retention import Retention
from bootstrap.domains.core import Core
from bootstrap.domains.domain import Domain, Parts
from bootstrap.ports import Ports
from bootstrap.settings.settings import Settings


def _retention(ports: Ports, _settings: Settings) -> Sequence[Retention]:
    return [link_retention(ports.begin, ports.clock)]


def _parts(core: Core) -> Parts:
    return Parts(jobs={DeliverMailJob: core.accounts.deliver_mail})


DOMAIN = Domain(name="accounts", retention=_retention, parts=_parts)
