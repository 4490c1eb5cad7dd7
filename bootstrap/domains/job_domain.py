"""Jobs as a domain."""

from collections.abc import Sequence
from datetime import timedelta

from application.jobs.ping import Ping, PingJob
from application.jobs.purge_expired import PurgeExpiredJob
from application.jobs.schedule import Periodic
from application.jobs.services.job_data import JOBS
from application.jobs.services.job_retention import job_retentions
from application.jobs.services.retention import Retention
from application.personal_data import PersonalData
from bootstrap.domains.core import Core
from bootstrap.domains.domain import Domain, Parts
from bootstrap.ports import Ports
from bootstrap.settings.settings import Settings
from entrypoints.schemas.export import jobs as export


def _personal_data(_ports: Ports) -> Sequence[PersonalData]:
    return [JOBS]


def _retention(ports: Ports, settings: Settings) -> Sequence[Retention]:
    return list(job_retentions(ports.begin, ports.clock, dead_kept=settings.jobs.dead_kept))


def _parts(core: Core) -> Parts:
    return Parts(jobs={PingJob: Ping(), PurgeExpiredJob: core.jobs.purge_expired})


DOMAIN = Domain(
    name="jobs",
    periodic=[Periodic(PurgeExpiredJob(), every=timedelta(hours=1))],
    personal_data=_personal_data,
    export=[export.JOBS],
    retention=_retention,
    parts=_parts,
)
