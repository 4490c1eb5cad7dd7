import attrs

from application.jobs.services.retention import Retention
from application.ports.token_store import TokenStore


@attrs.frozen(eq=False, repr=False)
class SessionRetention(Retention):
    """Removes sessions as soon as they have expired."""

    store: TokenStore

    async def remove(self, limit: int) -> int:
        return await self.store.remove_expired(limit)
