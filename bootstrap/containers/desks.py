"""Where operators have things done, by the command line."""

from dependency_injector import containers, providers

from entrypoints.cli.create_admin.service import CreateAdmin
from entrypoints.cli.demo.command import Demo
from entrypoints.cli.jobs.service import JobDesk
from entrypoints.cli.sessions.service import SessionDesk
from entrypoints.cli.user_lookup import NamedUser
from entrypoints.cli.users.service import UserDesk


class DesksContainer(containers.DeclarativeContainer):
    foundation = providers.DependenciesContainer()
    accounts = providers.DependenciesContainer()
    sessions = providers.DependenciesContainer()
    jobs = providers.DependenciesContainer()
    http = providers.DependenciesContainer()

    named = providers.Singleton(NamedUser, find=accounts.find_user, emails=foundation.emails)
    users = providers.Singleton(
        UserDesk,
        named=named,
        listing=accounts.list_users,
        inviting=accounts.invite_user,
        locking=accounts.lock_user,
        unlocking=accounts.unlock_user,
        resetting=accounts.send_password_reset,
        deleting=accounts.delete_user,
        exporting=sessions.export_data,
        context=http.context,
    )
    person_sessions = providers.Singleton(
        SessionDesk,
        named=named,
        listing=sessions.list_sessions,
        ending=sessions.end_session,
        ending_all=sessions.end_all_sessions,
        context=http.context,
    )
    background = providers.Singleton(
        JobDesk,
        listing=jobs.list_jobs,
        retrying=jobs.retry_job,
        retrying_dead=jobs.retry_dead_jobs,
        context=http.context,
    )
    create_admin = providers.Singleton(
        CreateAdmin,
        emails=foundation.emails,
        make=accounts.make_staff,
        find=accounts.find_user,
        promote=accounts.promote_to_staff,
    )
    demo = providers.Singleton(Demo, fill=sessions.fill_demo, clock=foundation.clock)
