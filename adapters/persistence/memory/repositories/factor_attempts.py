from adapters.persistence.memory.repository import MemoryRepository
from application.ports.factor_attempts_repository import FactorAttemptsRepository
from domain.credentials.factor_attempts import FactorAttempts


class MemoryFactorAttemptsRepository(MemoryRepository[FactorAttempts], FactorAttemptsRepository):
    """The counts of second steps, in memory."""
