"""Assembles the services that the commands call."""

from bootstrap.containers.container import Container
from bootstrap.domains.audit import audit
from entrypoints.cli.audit.service import AuditService
from entrypoints.cli.create_admin.service import CreateAdmin
from entrypoints.cli.demo.command import Demo
from entrypoints.cli.jobs.service import JobService
from entrypoints.cli.sessions.service import SessionService
from entrypoints.cli.user_lookup import UserLookup
from entrypoints.cli.users.service import UserService


def user_service(container: Container) -> UserService:
    """Assembles ``cortex users``."""
    accounts = container.accounts()
    return UserService(
        _user_lookup(container),
        accounts.list_users,
        accounts.invite_user,
        accounts.lock_user,
        accounts.unlock_user,
        accounts.send_password_reset,
        accounts.delete_user,
        container.credentials().reset_mfa,
        accounts.export_data,
        container.export_form(),
        container.http_kit().context,
    )


def session_service(container: Container) -> SessionService:
    """Assembles ``cortex sessions``."""
    sessions, context = container.sessions(), container.http_kit().context
    return SessionService(
        _user_lookup(container),
        sessions.list_sessions,
        sessions.end_session_as_staff,
        sessions.end_all_sessions_as_staff,
        context,
    )


def job_service(container: Container) -> JobService:
    """Assembles ``cortex jobs``."""
    jobs = container.jobs()
    return JobService(jobs.list_jobs, jobs.retry_job, jobs.retry_dead_jobs, container.http_kit().context)


def audit_service(container: Container) -> AuditService:
    """Assembles ``cortex audit``."""
    use_cases = audit(container.ports())
    return AuditService(
        use_cases.list_entries,
        use_cases.verify,
        use_cases.issue_checkpoint,
        use_cases.export,
        container.http_kit().context,
    )


def create_admin(container: Container) -> CreateAdmin:
    """Assembles ``cortex create-admin``."""
    accounts, emails = container.accounts(), container.emails()
    return CreateAdmin(emails, accounts.create_staff_user, accounts.find_user, accounts.promote_to_staff)


def demo(container: Container) -> Demo:
    """Assembles ``cortex demo``."""
    return Demo(container.sessions().fill_demo, container.clock())


def _user_lookup(container: Container) -> UserLookup:
    return UserLookup(container.accounts().find_user, container.emails())
