"""The whole service, assembled from settings. Nothing connects before ``lifecycle.running``."""

from collections.abc import Mapping, Sequence
from typing import Any

from dependency_injector import providers

from application.accounts.services.mail_kinds import MailKinds
from application.jobs.relay_jobs import RelayJobs
from application.jobs.run_job import RunJob
from application.jobs.services.job import Job
from application.jobs.services.job_handler import JobHandler
from application.jobs.services.retention import Retention
from application.personal_data import PersonalData
from application.ports.subscriber import Subscriber
from application.sessions.auth_service import AuthService
from bootstrap.adapters.broker import Broker, chosen_broker
from bootstrap.containers.adapters import AdaptersContainer
from bootstrap.containers.chosen_ports import ports_of
from bootstrap.domains.accounts import Accounts, accounts
from bootstrap.domains.core import Core
from bootstrap.domains.credentials import Credentials, credentials
from bootstrap.domains.domain import Domain, Parts
from bootstrap.domains.found import (
    export_form_of,
    found_domains,
    mail_kinds_of,
    parts_of,
    permissions_of,
    personal_data_of,
    retentions_of,
    subscribers_of,
)
from bootstrap.domains.jobs import Jobs, job_policies, job_policy, jobs, relay_jobs, run_job
from bootstrap.domains.sessions import Sessions, auth_service, sessions
from bootstrap.entrypoints.dependencies import watched_dependencies, web_dependencies
from bootstrap.entrypoints.http import Web, web
from bootstrap.entrypoints.http_kit import HttpKit, http_kit
from bootstrap.entrypoints.operations import operations
from bootstrap.entrypoints.worker import job_handlers, loops_of, relay_loop
from bootstrap.ports import Ports
from domain.access.permission import Permission
from domain.jobs.job_policy import JobPolicies, JobPolicy
from entrypoints.http.operations.dependencies import Dependency
from entrypoints.http.operations.listener import OperationsListener
from entrypoints.schemas.export.form import ExportForm
from entrypoints.worker.background_loop import BackgroundLoop
from entrypoints.worker.relay_loop import RelayLoop


class Container(AdaptersContainer):
    """The adapters, the domains built on them, and the entrypoints that serve those. Every part is made by a plain
    typed function of what it needs; a provider here names its arguments and makes it once."""

    __self__ = providers.Self()
    chosen = AdaptersContainer.settings.provided

    domains: providers.Provider[Sequence[Domain]] = providers.Singleton(found_domains)
    ports: providers.Provider[Ports] = providers.Singleton(ports_of, __self__)
    personal_data: providers.Provider[Sequence[PersonalData]] = providers.Singleton(personal_data_of, domains, ports)
    export_form: providers.Provider[ExportForm] = providers.Singleton(export_form_of, domains)
    permissions: providers.Provider[Sequence[Permission]] = providers.Singleton(permissions_of, domains)
    retentions: providers.Provider[Sequence[Retention]] = providers.Singleton(
        retentions_of, domains, ports, AdaptersContainer.settings
    )
    subscribers: providers.Provider[Sequence[Subscriber]] = providers.Singleton(
        subscribers_of, domains, ports, AdaptersContainer.settings
    )
    mail_kinds: providers.Provider[MailKinds] = providers.Singleton(mail_kinds_of, domains, AdaptersContainer.settings)
    accounts: providers.Provider[Accounts] = providers.Singleton(
        accounts, ports, AdaptersContainer.settings, personal_data, mail_kinds
    )
    credentials: providers.Provider[Credentials] = providers.Singleton(
        credentials, ports, accounts, AdaptersContainer.settings
    )
    sessions: providers.Provider[Sessions] = providers.Singleton(
        sessions, ports, accounts, credentials, chosen.sessions
    )
    auth_service: providers.Provider[AuthService] = providers.Singleton(auth_service, accounts, sessions)
    jobs: providers.Provider[Jobs] = providers.Singleton(jobs, ports, retentions)
    core: providers.Provider[Core] = providers.Singleton(
        Core, ports, AdaptersContainer.settings, accounts, credentials, sessions, jobs, export_form, permissions
    )
    parts: providers.Provider[Sequence[Parts]] = providers.Singleton(parts_of, domains, core)

    job_handlers: providers.Provider[Mapping[type[Job], JobHandler[Any]]] = providers.Singleton(job_handlers, parts)
    job_policy: providers.Provider[JobPolicy] = providers.Singleton(job_policy, chosen.jobs)
    job_policies: providers.Provider[JobPolicies] = providers.Singleton(
        job_policies, job_policy, chosen.mail.retry_for, job_handlers
    )
    run_job: providers.Provider[RunJob] = providers.Singleton(run_job, ports, job_handlers, job_policy, job_policies)
    broker: providers.Provider[Broker] = providers.Singleton(chosen_broker, chosen.jobs.broker, run_job, job_policy)
    relay_jobs: providers.Provider[RelayJobs] = providers.Singleton(
        relay_jobs, ports, broker.provided.queue, job_policies
    )
    relay: providers.Provider[RelayLoop] = providers.Singleton(
        relay_loop, ports, relay_jobs, domains, AdaptersContainer.wakeup, job_policy
    )
    loops: providers.Provider[Sequence[BackgroundLoop]] = providers.Singleton(loops_of, parts)
    jobs_in_web: providers.Provider[BackgroundLoop] = broker.provided.in_web.call(relay, loops, chosen.jobs.at_once)
    jobs_in_worker: providers.Provider[BackgroundLoop] = broker.provided.in_worker.call(
        relay, loops, chosen.jobs.at_once
    )

    servers: providers.Provider[Sequence[Dependency]] = providers.Singleton(
        web_dependencies, AdaptersContainer.database, domains, ports, AdaptersContainer.settings
    )
    http_kit: providers.Provider[HttpKit] = providers.Singleton(http_kit, core)
    web: providers.Provider[Web] = providers.Singleton(
        web,
        core,
        parts,
        http_kit,
        dependencies=servers,
        connections=AdaptersContainer.connections,
        settings=AdaptersContainer.settings,
    )
    operations: providers.Provider[OperationsListener] = providers.Singleton(
        operations,
        core,
        http_kit,
        dependencies=providers.Callable(watched_dependencies, servers, broker),
        lag=AdaptersContainer.loop_lag,
        settings=AdaptersContainer.settings,
    )
