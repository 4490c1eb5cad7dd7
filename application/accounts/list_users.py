from collections.abc import Iterator
from datetime import datetime

import attrs

from application.listing import Listed, Paging, RecentTotals
from application.ports.clock import Clock
from application.ports.unit_of_work import ReadWork
from domain.accounts.user import User
from domain.shared_kernel.filters import Filter, all_of
from domain.shared_kernel.language import Language
from domain.shared_kernel.pagination import Total


@attrs.frozen(kw_only=True)
class UserSearch:
    """``text`` is part of the e-mail address or a name, in any case; ``created_from`` ≤ t < ``created_to``.
    What is ``None`` does not matter."""

    text: str | None = None
    is_staff: bool | None = None
    is_locked: bool | None = None
    is_email_verified: bool | None = None
    language: Language | None = None
    created_from: datetime | None = None
    created_to: datetime | None = None

    def filters(self) -> Iterator[Filter]:
        if self.text is not None:
            named = User.first_name.contains(self.text) | User.last_name.contains(self.text)
            yield User.email.contains(self.text) | named
        if self.is_staff is not None:
            yield User.is_staff == self.is_staff
        if self.is_locked is not None:
            yield User.is_locked == self.is_locked
        if self.is_email_verified is not None:
            yield User.is_email_verified == self.is_email_verified
        if self.language is not None:
            yield User.language == self.language
        if self.created_from is not None:
            yield User.created_at >= self.created_from
        if self.created_to is not None:
            yield User.created_at < self.created_to


@attrs.frozen
class ListUsers:
    """Staff may search all accounts."""

    read: ReadWork
    clock: Clock
    totals: RecentTotals

    async def __call__(self, search: UserSearch, paging: Paging) -> Listed[User]:
        matching = all_of(search.filters())
        async with self.read() as work:
            page = await work.users.paginate(
                matching,
                order=paging.order,
                limit=paging.limit,
                offset=paging.offset,
                after=paging.after,
                counted=paging.total is Total.EXACT,
            )
            if paging.total is not Total.RECENT:
                return Listed(page, None if page.total is None else self.clock.now())
            total, as_of = await self.totals.of(matching, lambda: work.users.count(matching))
        return Listed(attrs.evolve(page, total=total), as_of)
