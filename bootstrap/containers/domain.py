"""A domain that stands beside accounts and sessions: what it is handed, what it gives, and how it is found."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from dependency_injector import containers, providers

from application.jobs.schedule import Periodic
from application.jobs.services.job import Job
from application.jobs.services.job_handler import JobHandler
from bootstrap import domains


class DomainContainer(containers.DeclarativeContainer):
    """A subclass declares again what it uses and what it gives: handlers for each platform, and jobs."""

    foundation = providers.DependenciesContainer()
    storage = providers.DependenciesContainer()
    accounts = providers.DependenciesContainer()
    sessions = providers.DependenciesContainer()
    mail = providers.DependenciesContainer()

    customer = providers.List()
    admin = providers.List()
    jobs = providers.Dict({})
    periodic = providers.List()


def domain_containers(**handed: providers.Provider[Any]) -> providers.List:
    """The container of every domain; each file in ``bootstrap/domains`` defines one."""
    for file in iter_modules(domains.__path__):
        import_module(f"{domains.__name__}.{file.name}")
    found = sorted(DomainContainer.__subclasses__(), key=lambda container: container.__module__)
    return providers.List(*(providers.Container(container, **handed) for container in found))


def with_handlers(own: Sequence[object], added: Sequence[Any], platform: str) -> Sequence[object]:
    """``own``, and what the domains add for a platform."""
    return [*own, *(handler for domain in added for handler in getattr(domain, platform)())]


def with_jobs(own: Mapping[type[Job], JobHandler[Any]], added: Sequence[Any]) -> Mapping[type[Job], JobHandler[Any]]:
    """``own``, and the jobs of the domains."""
    return {**own, **{job: handler for domain in added for job, handler in domain.jobs().items()}}


def with_periodic(own: Sequence[Periodic], added: Sequence[Any]) -> Sequence[Periodic]:
    """``own``, and what the domains do again and again."""
    return [*own, *(entry for domain in added for entry in domain.periodic())]
