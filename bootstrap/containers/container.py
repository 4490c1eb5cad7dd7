"""The whole service, assembled from settings. Nothing connects before ``lifecycle.running``."""

from dependency_injector import containers, providers

from bootstrap.containers.accounts import AccountsContainer
from bootstrap.containers.desks import DesksContainer
from bootstrap.containers.domain import domain_containers
from bootstrap.containers.foundation import FoundationContainer
from bootstrap.containers.http import HttpContainer
from bootstrap.containers.jobs import JobsContainer
from bootstrap.containers.limits import LimitsContainer
from bootstrap.containers.mail import MailContainer
from bootstrap.containers.metrics import MetricsContainer
from bootstrap.containers.sessions import SessionsContainer
from bootstrap.containers.storage import StorageContainer
from bootstrap.settings.settings import Settings


class Container(containers.DeclarativeContainer):
    settings: providers.Dependency[Settings] = providers.Dependency(instance_of=Settings)

    foundation = providers.Container(FoundationContainer, settings=settings)
    storage = providers.Container(StorageContainer, settings=settings, clock=foundation.clock, events=foundation.events)
    metrics = providers.Container(MetricsContainer, settings=settings, foundation=foundation, storage=storage)
    limits = providers.Container(
        LimitsContainer, settings=settings, foundation=foundation, storage=storage, metrics=metrics
    )
    accounts = providers.Container(
        AccountsContainer, settings=settings, foundation=foundation, storage=storage, limits=limits
    )
    sessions = providers.Container(
        SessionsContainer,
        settings=settings,
        foundation=foundation,
        storage=storage,
        accounts=accounts,
        metrics=metrics,
        limits=limits,
    )
    mail = providers.Container(MailContainer, settings=settings, foundation=foundation, storage=storage)
    domains = domain_containers(foundation=foundation, storage=storage, accounts=accounts, sessions=sessions, mail=mail)
    jobs = providers.Container(
        JobsContainer,
        settings=settings,
        foundation=foundation,
        storage=storage,
        mail=mail,
        metrics=metrics,
        domains=domains,
    )
    http = providers.Container(
        HttpContainer,
        settings=settings,
        foundation=foundation,
        storage=storage,
        accounts=accounts,
        sessions=sessions,
        metrics=metrics,
        limits=limits,
        jobs=jobs,
        domains=domains,
    )
    desks = providers.Container(
        DesksContainer, foundation=foundation, accounts=accounts, sessions=sessions, jobs=jobs, http=http
    )
