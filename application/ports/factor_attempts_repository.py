from application.ports.repository import Repository
from domain.credentials.factor_attempts import FactorAttempts


class FactorAttemptsRepository(Repository[FactorAttempts]):
    """The counts of second steps."""
