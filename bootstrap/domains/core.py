"""The base of domains: the ports, the settings, and the use cases that every service has."""

import attrs

from bootstrap.domains.accounts import Accounts
from bootstrap.domains.credentials import Credentials
from bootstrap.domains.jobs import Jobs
from bootstrap.domains.sessions import Sessions
from bootstrap.ports import Ports
from bootstrap.settings.settings import Settings


@attrs.frozen
class Core:
    """The parts that the use cases of a domain, and its entrypoints, are assembled of."""

    ports: Ports
    settings: Settings
    accounts: Accounts
    credentials: Credentials
    sessions: Sessions
    jobs: Jobs
