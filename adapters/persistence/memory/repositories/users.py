from adapters.persistence.memory.repository import MemoryRepository
from application.ports.user_repository import UserRepository
from domain.accounts.user import User


class MemoryUserRepository(MemoryRepository[User], UserRepository):
    """The accounts, in memory."""
