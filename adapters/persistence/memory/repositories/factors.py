from adapters.persistence.memory.repository import MemoryRepository
from application.ports.factor_repository import FactorRepository
from domain.credentials.factor import Factor


class MemoryFactorRepository(MemoryRepository[Factor], FactorRepository):
    """The second factors of accounts, in memory."""
