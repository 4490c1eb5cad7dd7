"""A domain as a value: everything that it adds to the service. Accounts, sessions and jobs are the first three."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import attrs

from application.jobs.schedule import Periodic
from application.jobs.services.job import Job
from application.jobs.services.job_handler import JobHandler
from application.jobs.services.retention import Retention
from application.personal_data import PersonalData
from application.ports.mail_kind import MailKind
from application.ports.subscriber import Subscriber
from bootstrap.domains.command_group import CommandGroup
from bootstrap.domains.core import Core
from bootstrap.ports import Ports
from bootstrap.settings.settings import Settings
from domain.access.permission import Permission
from entrypoints.cli.doctor.context import StoredData
from entrypoints.cli.doctor.finding import Check
from entrypoints.http.kit.page_route import PageRoute
from entrypoints.http.kit.route import Route
from entrypoints.http.kit.surface import Surface
from entrypoints.http.operations.dependencies import Dependency
from entrypoints.http.pages.link_page import LinkAct
from entrypoints.schemas.export.form import ExportMember
from entrypoints.worker.background_loop import BackgroundLoop


@attrs.frozen(eq=False, kw_only=True, repr=False)
class Parts:
    """The parts of a domain that its use cases are needed for: endpoints by surface, pages, the acts that links in its
    mails lead to, the handlers of its jobs, and the loops that run in the background of every worker."""

    endpoints: Mapping[Surface, Sequence[Route]] = attrs.field(factory=dict)
    pages: Sequence[PageRoute] = ()
    links: Sequence[LinkAct] = ()
    jobs: Mapping[type[Job], JobHandler[Any]] = attrs.field(factory=dict)
    loops: Sequence[BackgroundLoop] = ()


def _no_parts(_core: Core) -> Parts:
    return Parts()


def _no_mails(_settings: Settings) -> Sequence[MailKind]:
    return ()


def _no_personal_data(_ports: Ports) -> Sequence[PersonalData]:
    return ()


def _no_retention(_ports: Ports, _settings: Settings) -> Sequence[Retention]:
    return ()


def _no_subscribers(_ports: Ports, _settings: Settings) -> Sequence[Subscriber]:
    return ()


def _no_commands() -> Sequence[CommandGroup[Any]]:
    return ()


def _no_dependencies(_ports: Ports, _settings: Settings) -> Sequence[Dependency]:
    return ()


def _no_checks(_settings: Settings, _stored: StoredData | None) -> Sequence[Check]:
    return ()


@attrs.frozen(eq=False, kw_only=True, repr=False)
class Domain:
    """The declaration of a domain.

    ``settings`` is a group of settings of its own, read as ``settings.of(OrderSettings)``. ``permissions`` are those
    that its acts of staff need. ``mails`` are those that it sends, with links that last as long as the settings say.
    ``periodic`` are the jobs that are run once in every period, ``retention`` is what is removed after a time.
    ``subscribers`` take events inside the transaction. ``personal_data`` is what a person may have and what goes when
    they go, with its ``export`` as JSON. ``commands`` are those of the command line: a function that imports them, so
    that serving does not; anything else raises ``TypeError``. ``dependencies`` are servers whose health operators see,
    ``checks`` are run by ``cortex doctor``, with the storage if there is one. ``parts`` assembles the rest of the ports
    and of the use cases that every service has.
    """

    name: str
    settings: type[Any] | None = None
    permissions: Iterable[Permission] = ()
    periodic: Sequence[Periodic] = ()
    mails: Callable[[Settings], Sequence[MailKind]] = _no_mails
    personal_data: Callable[[Ports], Sequence[PersonalData]] = _no_personal_data
    export: Sequence[ExportMember] = ()
    retention: Callable[[Ports, Settings], Sequence[Retention]] = _no_retention
    subscribers: Callable[[Ports, Settings], Sequence[Subscriber]] = _no_subscribers
    commands: Callable[[], Sequence[CommandGroup[Any]]] = attrs.field(
        default=_no_commands, validator=attrs.validators.is_callable()
    )
    dependencies: Callable[[Ports, Settings], Sequence[Dependency]] = _no_dependencies
    checks: Callable[[Settings, StoredData | None], Sequence[Check]] = _no_checks
    parts: Callable[[Core], Parts] = _no_parts
