from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import attrs

from application.listing import CountedPage, Paging, RecentTotals
from application.ports.unit_of_work import ReadWork
from domain.accounts.email_address import EmailAddress
from domain.accounts.user import User
from domain.shared_kernel.filters import FilterOf, all_of
from domain.shared_kernel.language import Language


@attrs.frozen(kw_only=True)
class UserSearch:
    """The criteria of a search. Each word of ``text`` must be part of the e-mail address or a name, ``email`` must be
    the whole address, in any case; ``created_from`` ≤ creation < ``created_to``. Criteria of ``None`` are ignored."""

    text: str | None = None
    email: EmailAddress | None = None
    is_staff: bool | None = None
    is_locked: bool | None = None
    is_email_verified: bool | None = None
    language: Language | None = None
    created_from: datetime | None = None
    created_to: datetime | None = None

    def filters(self) -> Iterator[FilterOf[User]]:
        """Yields a filter for each criterion."""
        for word in dict.fromkeys((self.text or "").split()):
            yield User.email.contains(word) | User.first_name.contains(word) | User.last_name.contains(word)
        for equal, value in self._equalities():
            if value is not None:
                yield equal(value)
        if self.created_from is not None:
            yield User.created_at >= self.created_from
        if self.created_to is not None:
            yield User.created_at < self.created_to

    def _equalities(self) -> Iterator[tuple[Callable[[Any], FilterOf[User]], object]]:
        yield lambda email: User.email == email, self.email
        yield lambda is_staff: User.is_staff == is_staff, self.is_staff
        yield lambda is_locked: User.is_locked == is_locked, self.is_locked
        yield lambda is_verified: User.is_email_verified == is_verified, self.is_email_verified
        yield lambda language: User.language == language, self.language


@attrs.frozen(eq=False, repr=False)
class ListUsers:
    """Staff and the operator may search all accounts."""

    read: ReadWork
    totals: RecentTotals

    async def __call__(self, search: UserSearch, paging: Paging) -> CountedPage[User]:
        async with self.read(snapshot=paging.needs_snapshot) as work:
            return await self.totals.list_page(work.users, all_of(search.filters()), paging)
