"""Jobs as a domain."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from application.jobs.ping import Ping, PingJob
from application.jobs.purge_expired import PurgeExpiredJob
from application.jobs.schedule import Periodic
from application.jobs.services.job_data import JOBS
from application.jobs.services.job_retention import job_retentions
from application.jobs.services.retention import Retention
from application.personal_data import PersonalData
from bootstrap.adapters.broker import probe_of
from bootstrap.domains.command_group import CommandGroup
from bootstrap.domains.core import Core
from bootstrap.domains.domain import Domain, Parts
from bootstrap.ports import Ports
from bootstrap.settings.settings import Settings
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.doctor.context import StoredData
from entrypoints.cli.doctor.finding import Check
from entrypoints.schemas.export import jobs as export


def _personal_data(_ports: Ports) -> Sequence[PersonalData]:
    return [JOBS]


def _retention(ports: Ports, settings: Settings) -> Sequence[Retention]:
    return list(job_retentions(ports.begin, ports.clock, dead_kept=settings.jobs.dead_kept))


def _commands() -> Sequence[CommandGroup[Any]]:
    """The modules of commands are imported here, so that a process that serves loads neither them nor their parser."""
    from entrypoints.cli.jobs.command import add_jobs
    from entrypoints.cli.jobs.service import JobService

    def job_service(core: Core) -> JobService:
        jobs = core.jobs
        return JobService(jobs.list_jobs, jobs.retry_job, jobs.retry_dead_jobs, core.schema_context)

    return [CommandGroup(add_jobs, job_service)]


def _checks(settings: Settings, _stored: StoredData | None) -> Sequence[Check]:
    """The modules of checks are imported here, so that only ``cortex doctor`` loads them."""
    from entrypoints.cli.doctor.checks.connectivity import Connectivity

    probe = probe_of(settings.jobs.broker)
    if probe is None:
        return ()
    ask = partial(asyncio.to_thread, probe)
    return [Connectivity("broker", ask, _("The broker"), _("It takes jobs."), check_server=ask)]


def _parts(core: Core) -> Parts:
    return Parts(jobs={PingJob: Ping(), PurgeExpiredJob: core.jobs.purge_expired})


DOMAIN = Domain(
    name="jobs",
    periodic=[Periodic(PurgeExpiredJob(), every=timedelta(hours=1))],
    personal_data=_personal_data,
    export=[export.JOBS],
    retention=_retention,
    commands=_commands,
    checks=_checks,
    parts=_parts,
)
