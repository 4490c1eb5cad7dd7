from typing import cast
from uuid import UUID

from application.ports.token_store import SessionPage, StoredSession, TokenStore
from application.sessions.services.stored_sessions import stored_sessions
from tests.domain.people import ADA, NOON, a_session


class Paged:
    """A store whose pages are given, each the next one's cursor."""

    def __init__(self, *pages: list[StoredSession]) -> None:
        self.pages = pages

    async def page_for_user(self, user_id: UUID, after: str | None = None) -> SessionPage:
        assert user_id == ADA
        at = int(after or 0)
        return SessionPage(self.pages[at], str(at + 1) if at + 1 < len(self.pages) else None)


async def test_a_session_that_is_on_two_pages_is_yielded_once() -> None:
    phone, laptop = (StoredSession(a_session(), NOON) for _ in range(2))
    laptop.session.pk = UUID(int=2)
    store = Paged([phone], [], [phone, laptop], [laptop])
    found = [each async for each in stored_sessions(cast(TokenStore, store), ADA)]
    assert found == [phone, laptop]
