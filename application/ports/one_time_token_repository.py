from application.ports.repository import Repository
from domain.accounts.one_time_token import OneTimeToken


class OneTimeTokenRepository(Repository[OneTimeToken]):
    """What the links in mails stand for."""
