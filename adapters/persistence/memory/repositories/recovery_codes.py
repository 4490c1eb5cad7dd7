from adapters.persistence.memory.repository import MemoryRepository
from application.ports.recovery_code_repository import RecoveryCodeRepository
from domain.credentials.recovery_code import RecoveryCode


class MemoryRecoveryCodeRepository(MemoryRepository[RecoveryCode], RecoveryCodeRepository):
    """The recovery codes of accounts, in memory."""
