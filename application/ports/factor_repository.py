from uuid import UUID

from application.ports.repository import Repository
from domain.credentials.factor import Factor


class FactorRepository(Repository[Factor]):
    """The second factors of accounts."""

    async def select_confirmed(self, user_id: UUID, kind: str | None = None) -> list[Factor]:
        """Returns the confirmed factors of a user, of one kind or of all, oldest first."""
        of_user = (Factor.user_id == user_id) & (Factor.is_confirmed == True)  # noqa: E712  # a filter
        of_kind = [Factor.kind == kind] if kind else []
        return await self.select_all(of_user, *of_kind, sort=Factor.created_at.asc())
