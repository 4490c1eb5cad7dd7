"""Accounts as a domain."""

from collections.abc import Sequence

from application.accounts.services.account_data import ACCOUNT, LINKS
from application.accounts.services.deliver_mail_job import DeliverMailJob
from application.accounts.services.link_retention import link_retention
from application.jobs.services.retention import Retention
from application.personal_data import PersonalData
from bootstrap.domains.core import Core
from bootstrap.domains.domain import Domain, Parts
from bootstrap.ports import Ports
from bootstrap.settings.settings import Settings
from entrypoints.schemas.export import accounts as export


def _personal_data(_ports: Ports) -> Sequence[PersonalData]:
    return [ACCOUNT, LINKS]


def _retention(ports: Ports, _settings: Settings) -> Sequence[Retention]:
    return [link_retention(ports.begin, ports.clock)]


def _parts(core: Core) -> Parts:
    return Parts(jobs={DeliverMailJob: core.accounts.deliver_mail})


DOMAIN = Domain(
    name="accounts",
    personal_data=_personal_data,
    export=[export.ACCOUNT, export.LINKS],
    retention=_retention,
    parts=_parts,
)
