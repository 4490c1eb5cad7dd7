from collections.abc import Sequence

from application.ports.repository import Repository
from domain.audit.seal import AuditSeal


class AuditSealRepository(Repository[AuditSeal]):
    """The seals of the audit."""

    async def select_newest(self) -> AuditSeal | None:
        """Returns the seal with the highest number; ``None`` before the first."""
        return await self.select_one(sort=AuditSeal.number.desc())

    async def select_after(self, number: int | None, limit: int) -> Sequence[AuditSeal]:
        """Returns at most ``limit`` seals by their numbers: those after ``number``, or the first."""
        later = [] if number is None else [AuditSeal.number > number]
        page = await self.paginate(*later, sort=AuditSeal.number.asc(), limit=limit, counted=False)
        return page.items
