"""The command line with all commands."""

from collections.abc import Callable, Sequence
from importlib.metadata import version

from cyclopts import App

from bootstrap.commands.command_runner import in_service
from bootstrap.commands.service_commands import AssembledCommands, open_key_ring
from bootstrap.commands.services import audit_service, create_admin, job_service, session_service, user_service
from entrypoints.cli.app import build, without_repeated_epilogue
from entrypoints.cli.audit.command import add_audit
from entrypoints.cli.create_admin.command import add_create_admin
from entrypoints.cli.doctor.command import add_doctor
from entrypoints.cli.doctor.finding import Finding
from entrypoints.cli.jobs.command import add_jobs
from entrypoints.cli.keys.command import add_keys
from entrypoints.cli.new_domain.command import add_new_domain
from entrypoints.cli.sessions.command import add_sessions
from entrypoints.cli.users.command import add_users


def command_line() -> App:
    """Assembles the command line."""
    app = build(AssembledCommands(), version=version("nexus-cortex"))
    add_create_admin(app, in_service(create_admin))
    add_users(app, in_service(user_service))
    add_sessions(app, in_service(session_service))
    add_jobs(app, in_service(job_service))
    add_audit(app, in_service(audit_service))
    add_keys(app, open_key_ring)
    add_doctor(app, examine)
    add_new_domain(app)
    return without_repeated_epilogue(app)


def examine(report: Callable[[Finding], None]) -> Sequence[Finding]:
    """Runs ``cortex doctor``. Its checks are imported here, so that no other command loads them."""
    from bootstrap.commands.doctor import examine as examine_service

    return examine_service(report)
