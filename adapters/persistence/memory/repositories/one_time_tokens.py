from adapters.persistence.memory.repository import MemoryRepository
from application.ports.one_time_token_repository import OneTimeTokenRepository
from domain.accounts.one_time_token import OneTimeToken


class MemoryOneTimeTokenRepository(MemoryRepository[OneTimeToken], OneTimeTokenRepository):
    """The tokens that links in mails refer to, in memory."""
