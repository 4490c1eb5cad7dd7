"""A domain beside accounts, sessions and jobs: its inputs, its parts, and its discovery."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import attrs

from application.jobs.schedule import Periodic
from application.jobs.services.job import Job
from application.jobs.services.job_handler import JobHandler
from bootstrap import domains
from bootstrap.domains.accounts import Accounts
from bootstrap.domains.jobs import Jobs
from bootstrap.domains.sessions import Sessions
from bootstrap.ports import Ports
from entrypoints.http.kit.route import Route


@attrs.frozen
class Core:
    """The base of other domains: the ports, and the domains that every service has."""

    ports: Ports
    accounts: Accounts
    sessions: Sessions
    jobs: Jobs


@attrs.frozen(kw_only=True)
class Domain:
    """The parts that a domain adds: routes of each platform, job handlers, and periodic jobs."""

    customer: Sequence[Route] = ()
    admin: Sequence[Route] = ()
    jobs: Mapping[type[Job], JobHandler[Any]] = attrs.field(factory=dict)
    periodic: Sequence[Periodic] = ()


def found_domains(core: Core) -> Sequence[Domain]:
    """Returns the domain of every file in ``bootstrap/domains`` that has a function ``domain``, sorted by file name."""
    names = sorted(file.name for file in iter_modules(domains.__path__))
    modules = [import_module(f"{domains.__name__}.{name}") for name in names]
    assemblies: list[Callable[[Core], Domain]] = [module.domain for module in modules if hasattr(module, "domain")]
    return [assemble(core) for assemble in assemblies]
