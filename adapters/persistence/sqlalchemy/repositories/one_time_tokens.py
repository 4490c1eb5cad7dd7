from adapters.persistence.sqlalchemy.repository import SqlAlchemyRepository
from application.ports.one_time_token_repository import OneTimeTokenRepository
from domain.accounts.one_time_token import OneTimeToken


class SqlAlchemyOneTimeTokenRepository(SqlAlchemyRepository[OneTimeToken], OneTimeTokenRepository):
    """The tokens that links in mails refer to, in the table ``one_time_tokens``."""
