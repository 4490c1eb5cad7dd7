from collections.abc import AsyncIterator, Sequence
from uuid import UUID

from application.ports.token_store import StoredSession, TokenStore


async def stored_sessions(store: TokenStore, user_id: UUID) -> AsyncIterator[StoredSession]:
    """Yields every stored session of a user once, expired ones too, in no order."""
    seen: set[UUID] = set()
    async for page in session_pages(store, user_id):
        for found in page:
            if found.session.pk not in seen:
                seen.add(found.session.pk)
                yield found


async def session_pages(store: TokenStore, user_id: UUID) -> AsyncIterator[Sequence[StoredSession]]:
    """Yields the same in pages, so that a user with many sessions does not block other callers; a session may be on
    two."""
    page = await store.page_for_user(user_id)
    yield page.found
    while page.next is not None:
        page = await store.page_for_user(user_id, page.next)
        yield page.found
