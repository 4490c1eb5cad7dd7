"""What is done later, and who does it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from dependency_injector import containers, providers

from application.accounts.services.deliver_mail_job import SendMail
from application.accounts.services.remove_dead_sessions_job import ForgetSessions
from application.jobs.list_jobs import ListJobs
from application.jobs.ping import AnswerPing, Ping
from application.jobs.relay_jobs import RelayJobs
from application.jobs.retry_dead_jobs import RetryDeadJobs
from application.jobs.retry_job import RetryJob
from application.jobs.run_job import RunJob
from application.jobs.schedule import Periodic, Schedule
from application.jobs.services.job import Job
from application.jobs.services.job_handler import JobHandler
from application.jobs.services.job_registry import JobTable
from application.jobs.services.lease import Leases
from application.listing import RecentTotals
from application.sessions.purge_expired import Purge, PurgeWhatIsOver
from application.sessions.remove_dead_sessions import ForgetDeadSessions
from bootstrap.adapters.broker import Broker, memory_broker, rabbitmq_broker, redis_broker
from bootstrap.containers.domain import with_jobs, with_periodic
from bootstrap.settings.settings import Settings
from domain.jobs.stored_job import JobPolicies, JobPolicy
from entrypoints.worker.relay_loop import RelayLoop


def job_policies(usual: JobPolicy, retry_for: timedelta, jobs: Mapping[type[Job], JobHandler[Any]]) -> JobPolicies:
    mail_jobs = frozenset(job.name for job in jobs if job.sends_mail)
    return JobPolicies(usual=usual, mails=usual.lasting(retry_for), mail_jobs=mail_jobs)


class JobsContainer(containers.DeclarativeContainer):
    settings: providers.Dependency[Settings] = providers.Dependency(instance_of=Settings)
    foundation = providers.DependenciesContainer()
    storage = providers.DependenciesContainer()
    mail = providers.DependenciesContainer()
    metrics = providers.DependenciesContainer()
    domains: providers.Dependency[list[object]] = providers.Dependency()

    handlers: providers.Provider[dict[type[Job], JobHandler[Any]]] = providers.Dict(
        {
            Ping: providers.Singleton(AnswerPing),
            SendMail: mail.deliver,
            ForgetSessions: providers.Singleton(ForgetDeadSessions, read=storage.read, store=storage.token_store),
            Purge: providers.Singleton(
                PurgeWhatIsOver,
                begin=storage.begin,
                store=storage.token_store,
                clock=foundation.clock,
                enqueue=foundation.enqueue,
                dead_kept=settings.provided.jobs.dead_kept,
            ),
        }
    )
    periodic = [Periodic(Purge(), every=timedelta(hours=1))]

    policy: providers.Provider[JobPolicy] = providers.Singleton(
        JobPolicy,
        max_attempts=settings.provided.jobs.attempts,
        time_limit=settings.provided.jobs.time_limit,
        lease=settings.provided.jobs.lease,
    )
    known_jobs = providers.Callable(with_jobs, handlers, domains)
    policies: providers.Provider[JobPolicies] = providers.Singleton(
        job_policies, usual=policy, retry_for=settings.provided.mail.retry_for, jobs=known_jobs
    )
    leases = providers.Singleton(Leases, begin=storage.begin, clock=foundation.clock, policy=policy)
    run_job = providers.Singleton(
        RunJob,
        begin=storage.begin,
        clock=foundation.clock,
        table=providers.Singleton(JobTable, known_jobs),
        leases=leases,
        meter=metrics.meter,
        tracer=metrics.tracer,
        policies=policies,
    )
    in_redis = providers.Singleton(redis_broker, url=settings.provided.jobs.broker.text, run_job=run_job, policy=policy)
    in_rabbitmq = providers.Singleton(
        rabbitmq_broker, url=settings.provided.jobs.broker.text, run_job=run_job, policy=policy
    )
    brokers: dict[str, providers.Provider[Broker]] = {
        "memory": providers.Singleton(memory_broker, run_job=run_job, policy=policy),
        "redis": in_redis,
        "rediss": in_redis,
        "amqp": in_rabbitmq,
        "amqps": in_rabbitmq,
    }
    broker: providers.Provider[Broker] = providers.Selector(settings.provided.jobs.broker.scheme, **brokers)
    relay_jobs = providers.Singleton(
        RelayJobs,
        begin=storage.begin,
        read=storage.read,
        queue=broker.provided.queue,
        clock=foundation.clock,
        policies=policies,
    )
    relay = providers.Singleton(
        RelayLoop,
        relay=relay_jobs,
        schedule=providers.Singleton(
            Schedule,
            begin=storage.begin,
            enqueue=foundation.enqueue,
            clock=foundation.clock,
            periodic=providers.Callable(with_periodic, periodic, domains),
        ),
        nudge=foundation.nudge,
    )
    list_jobs = providers.Singleton(
        ListJobs, read=storage.read, totals=providers.Singleton(RecentTotals, clock=foundation.clock)
    )
    retry_job = providers.Singleton(RetryJob, begin=storage.begin, clock=foundation.clock)
    retry_dead_jobs = providers.Singleton(RetryDeadJobs, begin=storage.begin, clock=foundation.clock)
    web = broker.provided.in_web.call(relay, settings.provided.jobs.at_once)
    worker = broker.provided.in_worker.call(relay, settings.provided.jobs.at_once)
