"""Sessions as a domain."""

from collections.abc import Sequence
from typing import Any

from application.accounts.services.remove_dead_sessions_job import RemoveDeadSessionsJob
from application.jobs.services.retention import Retention
from application.personal_data import PersonalData
from application.ports.mail_kind import MailKind
from application.sessions.services import session_mails
from application.sessions.services.session_data import session_data
from application.sessions.services.session_retention import SessionRetention
from bootstrap.domains.command_group import CommandGroup
from bootstrap.domains.core import Core
from bootstrap.domains.domain import Domain, Parts
from bootstrap.ports import Ports
from bootstrap.settings.settings import Settings
from entrypoints.http.operations.dependencies import Dependency
from entrypoints.schemas.export import sessions as export


def _mails(_settings: Settings) -> Sequence[MailKind]:
    return session_mails.ALL


def _personal_data(ports: Ports) -> Sequence[PersonalData]:
    return [session_data(ports.token_store, ports.enqueue)]


def _retention(ports: Ports, _settings: Settings) -> Sequence[Retention]:
    return [SessionRetention(ports.token_store)]


def _commands() -> Sequence[CommandGroup[Any]]:
    """The modules of commands are imported here, so that a process that serves loads neither them nor their parser."""
    from entrypoints.cli.sessions.command import add_sessions
    from entrypoints.cli.sessions.service import SessionService

    def session_service(core: Core) -> SessionService:
        sessions = core.sessions
        return SessionService(
            core.user_lookup,
            sessions.list_sessions,
            sessions.end_session_as_staff,
            sessions.end_all_sessions_as_staff,
            core.schema_context,
        )

    return [CommandGroup(add_sessions, session_service)]


def _dependencies(ports: Ports, _settings: Settings) -> Sequence[Dependency]:
    return [Dependency("token store", ports.check_token_store, is_vital=True)]


def _parts(core: Core) -> Parts:
    return Parts(jobs={RemoveDeadSessionsJob: core.sessions.remove_dead_sessions})


DOMAIN = Domain(
    name="sessions",
    mails=_mails,
    personal_data=_personal_data,
    export=[export.SESSIONS],
    retention=_retention,
    commands=_commands,
    dependencies=_dependencies,
    parts=_parts,
)
