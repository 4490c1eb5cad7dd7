from application.ports.repository import Repository
from domain.audit.seal import AuditSeal


class AuditSealRepository(Repository[AuditSeal]):
    """The seals of the audit."""

    async def select_newest(self) -> AuditSeal | None:
        """Returns the seal with the highest number; ``None`` before the first."""
        return await self.select_one(sort=AuditSeal.number.desc())
