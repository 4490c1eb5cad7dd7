"""All domains of the service, found by their files, and the parts of all of them."""

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules

from application.jobs.services.retention import Retention
from application.ports.subscriber import Subscriber
from bootstrap import domains
from bootstrap.domains.core import Core
from bootstrap.domains.domain import Domain, Parts
from bootstrap.ports import Ports
from bootstrap.settings.settings import Settings


def found_domains() -> Sequence[Domain]:
    """Returns the value ``DOMAIN`` of every file in ``bootstrap/domains`` that has one, sorted by file name."""
    names = sorted(file.name for file in iter_modules(domains.__path__))
    modules = [import_module(f"{domains.__name__}.{name}") for name in names]
    return [module.DOMAIN for module in modules if hasattr(module, "DOMAIN")]


def parts_of(domains: Sequence[Domain], core: Core) -> Sequence[Parts]:
    """Assembles the parts of every domain."""
    return [domain.parts(core) for domain in domains]


def retentions_of(domains: Sequence[Domain], ports: Ports, settings: Settings) -> Sequence[Retention]:
    """Returns what every domain removes after a time."""
    return [retention for domain in domains for retention in domain.retention(ports, settings)]


def subscribers_of(domains: Sequence[Domain], ports: Ports, settings: Settings) -> Sequence[Subscriber]:
    """Returns the subscribers of every domain, in the order of the domains."""
    return [subscriber for domain in domains for subscriber in domain.subscribers(ports, settings)]
