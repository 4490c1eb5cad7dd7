"""What is found in the audit, by whoever may read all of it and by a person who sees their own."""

from datetime import timedelta
from uuid import UUID

import pytest

from application.audit.list_activity import ListActivity
from application.audit.list_entries import AuditSearch, ListEntries
from application.listing import Paging, RecentTotals
from domain.audit.act import ActorKind, AuditActor, Detail, Origin, Subject
from domain.audit.entry import AuditEntry
from domain.shared_kernel.pagination import Total
from tests.support.audit import ADA, GRACE, NOON
from tests.support.audit_book import AuditBook

EVE = UUID(int=3)
SECOND = timedelta(seconds=1)
OLDEST_FIRST = Paging(sort=AuditEntry.at.asc())


@pytest.fixture
async def book() -> AuditBook:
    """Grace locks Ada, then Eve; Ada is signed in; a job is retried."""
    found = await AuditBook.with_batches()
    await found.write(1)
    await found.write(1, at=NOON + SECOND, subject=Subject(kind="user", id=EVE), person_id=EVE, request_id="request-2")
    hers = AuditActor(kind=ActorKind.CUSTOMER, id=ADA)
    signed_in = Subject(kind="session", id=UUID(int=9))
    await found.write(1, at=NOON + 2 * SECOND, action="session.opened", actor=hers, subject=signed_in)
    job = Subject(kind="job", id=UUID(int=8))
    await found.write(1, at=NOON + 3 * SECOND, action="job.retried", subject=job, person_id=None)
    return found


@pytest.mark.parametrize(
    ("search", "seconds"),
    [
        (AuditSearch(), [0, 1, 2, 3]),
        (AuditSearch(actor=GRACE), [0, 1, 3]),
        (AuditSearch(actor=EVE), []),
        (AuditSearch(subject=ADA), [0, 2]),
        (AuditSearch(subject=UUID(int=9)), [2]),
        (AuditSearch(action="user."), [0, 1]),
        (AuditSearch(action="user.locked"), [0, 1]),
        (AuditSearch(action="locked"), []),
        (AuditSearch(at_from=NOON + SECOND), [1, 2, 3]),
        (AuditSearch(at_to=NOON + SECOND), [0]),
        (AuditSearch(at_from=NOON + SECOND, at_to=NOON + 2 * SECOND), [1]),
        (AuditSearch(request_id="request-2"), [1]),
        (AuditSearch(actor=GRACE, subject=EVE), [1]),
    ],
)
async def test_entries_are_found_by_every_criterion(book: AuditBook, search: AuditSearch, seconds: list[int]) -> None:
    listed = await ListEntries(book.read, RecentTotals(book.clock))(search, OLDEST_FIRST)
    assert [(view.at - NOON).total_seconds() for view in listed.page.items] == seconds
    assert (listed.page.total, listed.total_as_of) == (len(seconds), NOON)


async def test_entries_are_shown_whole_to_those_who_may_read_the_audit(book: AuditBook) -> None:
    await book.seal()
    first, *_others = (await ListEntries(book.read, RecentTotals(book.clock))(AuditSearch(), OLDEST_FIRST)).page.items
    assert (first.actor.id, first.origin, first.is_sealed) == (GRACE, Origin(ip="192.0.2.7", user_agent="curl"), True)


async def test_an_activity_has_what_a_person_did_and_what_was_done_to_them(book: AuditBook) -> None:
    listed = await ListActivity(book.read, RecentTotals(book.clock))(ADA, OLDEST_FIRST)
    locked, signed_in = listed.page.items
    assert (locked.action, locked.actor.id, locked.origin) == ("user.locked", None, Origin())
    assert locked.detail == Detail(reason="“spam”", changes={"is_locked": ("false", "true")})
    assert (signed_in.action, signed_in.actor.id, signed_in.origin.ip) == ("session.opened", ADA, "192.0.2.7")


async def test_a_list_without_an_exact_total_is_counted_as_it_is_asked(book: AuditBook) -> None:
    activity = ListActivity(book.read, RecentTotals(book.clock))
    none = await activity(ADA, Paging(sort=AuditEntry.at.asc(), total=Total.NONE))
    recent = await activity(ADA, Paging(sort=AuditEntry.at.asc(), limit=1, total=Total.RECENT))
    assert (none.page.total, none.total_as_of) == (None, None)
    assert (len(recent.page.items), recent.page.total, recent.total_as_of) == (1, 2, NOON)
