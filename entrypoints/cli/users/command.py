"""``cortex users``: the accounts of all people."""

from cyclopts import App

from entrypoints.cli.groups import ACCOUNTS
from entrypoints.cli.service import RunInService
from entrypoints.cli.users.access import add_access
from entrypoints.cli.users.lifecycle import add_lifecycle
from entrypoints.cli.users.queries import add_queries
from entrypoints.cli.users.service import UserService


def add_users(app: App, run_in_service: RunInService[UserService]) -> None:
    """Adds the commands below ``users``."""
    users = App(name="users", help="Find, invite, lock, unlock, export and delete accounts.", group=ACCOUNTS)
    for add in (add_queries, add_access, add_lifecycle):
        add(users, run_in_service)
    app.command(users)
