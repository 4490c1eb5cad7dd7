"""``cortex users``: everybody's accounts."""

from cyclopts import App

from entrypoints.cli.groups import ACCOUNTS
from entrypoints.cli.service import AtDesk
from entrypoints.cli.users.access import add_access
from entrypoints.cli.users.lifecycle import add_staying
from entrypoints.cli.users.queries import add_looking
from entrypoints.cli.users.service import UserDesk


def add_users(app: App, at: AtDesk[UserDesk]) -> App:
    """Gives the command line the commands that look after accounts."""
    users = App(name="users", help="Find, invite, lock, unlock, export and delete accounts.", group=ACCOUNTS)
    for add in (add_looking, add_access, add_staying):
        add(users, at)
    app.command(users)
    return app
