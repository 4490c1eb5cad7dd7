from application.ports.repository import Repository
from domain.credentials.recovery_code import RecoveryCode


class RecoveryCodeRepository(Repository[RecoveryCode]):
    """The recovery codes of accounts."""
