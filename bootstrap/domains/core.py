"""The base of domains: the ports, the settings, and the use cases that every service has."""

from collections.abc import Sequence

import attrs

from bootstrap.domains.accounts import Accounts
from bootstrap.domains.credentials import Credentials
from bootstrap.domains.jobs import Jobs
from bootstrap.domains.sessions import Sessions
from bootstrap.ports import Ports
from bootstrap.settings.settings import Settings
from domain.access.permission import Permission
from entrypoints.cli.user_lookup import UserLookup
from entrypoints.schemas.context import SchemaContext
from entrypoints.schemas.cursors import Cursors
from entrypoints.schemas.export.form import ExportForm


@attrs.frozen(eq=False, repr=False)
class Core:
    """The parts that the use cases of a domain, and its entrypoints, are assembled of."""

    ports: Ports
    settings: Settings
    accounts: Accounts
    credentials: Credentials
    sessions: Sessions
    jobs: Jobs
    export_form: ExportForm
    permissions: Sequence[Permission]

    @property
    def schema_context(self) -> SchemaContext:
        """The services that schemas need to validate requests and options."""
        ports, passwords = self.ports, self.accounts.services.password_policy
        return SchemaContext(ports.emails, passwords, Cursors(ports.keys.cursor), ports.translator.languages)

    @property
    def user_lookup(self) -> UserLookup:
        """Finds the account that an operator names."""
        return UserLookup(self.accounts.find_user, self.ports.emails)
