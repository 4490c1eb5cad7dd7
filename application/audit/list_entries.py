from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

import attrs

from application.listing import CountedPage, Paging, RecentTotals
from application.ports.unit_of_work import ReadWork
from domain.audit.entry import AuditEntry
from domain.audit.view import EntryView
from domain.shared_kernel.filters import FilterOf, all_of


@attrs.frozen(kw_only=True)
class AuditSearch:
    """The criteria of a search. ``subject`` is what was acted on, or the person; ``action`` is the beginning of the
    action; ``at_from`` ≤ time < ``at_to``. Criteria of ``None`` are ignored."""

    actor: UUID | None = None
    subject: UUID | None = None
    action: str | None = None
    at_from: datetime | None = None
    at_to: datetime | None = None
    request_id: str | None = None

    def filters(self) -> Iterator[FilterOf[AuditEntry]]:
        """Yields a filter for each criterion."""
        if self.actor is not None:
            yield AuditEntry.actor_id == self.actor
        if self.subject is not None:
            yield (AuditEntry.subject_id == self.subject) | (AuditEntry.person_id == self.subject)
        if self.action is not None:
            yield AuditEntry.action.starts_with(self.action)
        if self.at_from is not None:
            yield AuditEntry.at >= self.at_from
        if self.at_to is not None:
            yield AuditEntry.at < self.at_to
        if self.request_id is not None:
            yield AuditEntry.request_id == self.request_id


@attrs.frozen(eq=False, repr=False)
class ListEntries:
    """Staff who may read the audit, and the operator, may search it."""

    read: ReadWork
    totals: RecentTotals

    async def __call__(self, search: AuditSearch, paging: Paging) -> CountedPage[EntryView]:
        async with self.read(snapshot=paging.needs_snapshot) as work:
            listed = await self.totals.list_page(work.audit_entries, all_of(search.filters()), paging)
        return listed.mapped(EntryView.whole)
