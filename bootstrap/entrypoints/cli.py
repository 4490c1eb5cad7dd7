"""What the commands have done in the running service."""

from bootstrap.containers.container import Container
from entrypoints.cli.create_admin.service import CreateAdmin
from entrypoints.cli.demo.command import Demo
from entrypoints.cli.jobs.service import JobDesk
from entrypoints.cli.sessions.service import SessionDesk
from entrypoints.cli.user_lookup import NamedUser
from entrypoints.cli.users.service import UserDesk


def user_desk(container: Container) -> UserDesk:
    """For ``cortex users``."""
    accounts = container.accounts()
    return UserDesk(
        _named_user(container),
        accounts.list_users,
        accounts.invite_user,
        accounts.lock_user,
        accounts.unlock_user,
        accounts.send_password_reset,
        accounts.delete_user,
        container.sessions().export_data,
        container.http_kit().context,
    )


def session_desk(container: Container) -> SessionDesk:
    """For ``cortex sessions``."""
    sessions, context = container.sessions(), container.http_kit().context
    return SessionDesk(
        _named_user(container), sessions.list_sessions, sessions.end_session, sessions.end_all_sessions, context
    )


def job_desk(container: Container) -> JobDesk:
    """For ``cortex jobs``."""
    jobs = container.jobs()
    return JobDesk(jobs.list_jobs, jobs.retry_job, jobs.retry_dead_jobs, container.http_kit().context)


def create_admin(container: Container) -> CreateAdmin:
    """For ``cortex create-admin``."""
    accounts, emails = container.accounts(), container.emails()
    return CreateAdmin(emails, accounts.make_staff, accounts.find_user, accounts.promote_to_staff)


def demo(container: Container) -> Demo:
    """For ``cortex demo``."""
    return Demo(container.sessions().fill_demo, container.clock())


def _named_user(container: Container) -> NamedUser:
    return NamedUser(container.accounts().find_user, container.emails())
