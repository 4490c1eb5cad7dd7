"""All domains of the service, found by their files, and the parts of all of them."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import attrs

from application.accounts.services.mail_kinds import MailKinds
from application.jobs.services.retention import Retention
from application.personal_data import PersonalData
from application.ports.subscriber import Subscriber
from bootstrap import domains
from bootstrap.domains.command_group import CommandGroup
from bootstrap.domains.core import Core
from bootstrap.domains.domain import Domain, Parts
from bootstrap.ports import Ports
from bootstrap.settings.settings import Settings
from domain.access.permission import Permission
from entrypoints.cli.doctor.context import StoredData
from entrypoints.cli.doctor.finding import Check
from entrypoints.http.operations.dependencies import Dependency
from entrypoints.schemas.export.form import ExportForm


@attrs.define(eq=False)
class PermissionNameTaken(Exception):
    """Two permissions have one name, so that a role would have both or none."""

    first: Permission
    second: Permission

    def __str__(self) -> str:
        first, second = (f"{type(each).__module__}.{type(each).__name__}" for each in (self.first, self.second))
        return f"There are two permissions called {self.first.value!r}: in {first} and in {second}"


@cache
def found_domains() -> Sequence[Domain]:
    """Returns the value ``DOMAIN`` of every file in ``bootstrap/domains`` that has one, sorted by file name."""
    names = sorted(file.name for file in iter_modules(domains.__path__))
    modules = [import_module(f"{domains.__name__}.{name}") for name in names]
    return tuple(module.DOMAIN for module in modules if hasattr(module, "DOMAIN"))


def parts_of(domains: Sequence[Domain], core: Core) -> Sequence[Parts]:
    """Assembles the parts of every domain."""
    return [domain.parts(core) for domain in domains]


def mail_kinds_of(domains: Sequence[Domain], settings: Settings) -> MailKinds:
    """Returns the mails of every domain. Raises ``ValueError`` if two domains name one alike."""
    return MailKinds.of(kind for domain in domains for kind in domain.mails(settings))


def personal_data_of(domains: Sequence[Domain], ports: Ports) -> Sequence[PersonalData]:
    """Returns all kinds of data about people."""
    return [data for domain in domains for data in domain.personal_data(ports)]


def export_form_of(domains: Sequence[Domain]) -> ExportForm:
    """Returns the form of an export of that data."""
    return ExportForm([member for domain in domains for member in domain.export])


def permissions_of(domains: Sequence[Domain]) -> Sequence[Permission]:
    """Returns the permissions of staff that every domain declares. Raises ``PermissionNameTaken`` if two have one
    name."""
    declared: dict[str, Permission] = {}
    for permission in (each for domain in domains for each in domain.permissions):
        first = declared.setdefault(permission.value, permission)
        if first is not permission:
            raise PermissionNameTaken(first, permission)
    return list(declared.values())


def commands_of(domains: Sequence[Domain]) -> Sequence[CommandGroup[Any]]:
    """Returns the commands of every domain."""
    return [group for domain in domains for group in domain.commands()]


def dependencies_of(domains: Sequence[Domain], ports: Ports, settings: Settings) -> Sequence[Dependency]:
    """Returns the servers that the domains depend on."""
    return [dependency for domain in domains for dependency in domain.dependencies(ports, settings)]


def checks_of(domains: Sequence[Domain], settings: Settings, stored: StoredData | None) -> Sequence[Check]:
    """Returns what ``cortex doctor`` checks of every domain."""
    return [check for domain in domains for check in domain.checks(settings, stored)]


def retentions_of(domains: Sequence[Domain], ports: Ports, settings: Settings) -> Sequence[Retention]:
    """Returns what every domain removes after a time."""
    return [retention for domain in domains for retention in domain.retention(ports, settings)]


def subscribers_of(domains: Sequence[Domain], ports: Ports, settings: Settings) -> Sequence[Subscriber]:
    """Returns the subscribers of every domain, in the order of the domains."""
    return [subscriber for domain in domains for subscriber in domain.subscribers(ports, settings)]
