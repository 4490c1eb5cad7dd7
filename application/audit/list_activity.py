from uuid import UUID

import attrs

from application.listing import CountedPage, Paging, RecentTotals
from application.ports.unit_of_work import ReadWork
from domain.audit.entry import AuditEntry
from domain.audit.view import EntryView


@attrs.frozen(eq=False, repr=False)
class ListActivity:
    """A person may list the entries of what they did, and of what was done to them."""

    read: ReadWork
    totals: RecentTotals

    async def __call__(self, user_id: UUID, paging: Paging) -> CountedPage[EntryView]:
        async with self.read(snapshot=paging.needs_snapshot) as work:
            listed = await self.totals.list_page(work.audit_entries, AuditEntry.about(user_id), paging)
        return listed.mapped(lambda entry: EntryView.for_person(entry, user_id))
