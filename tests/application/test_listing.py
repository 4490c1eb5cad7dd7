from collections.abc import Awaitable, Callable
from datetime import timedelta

from application.listing import MAX_REMEMBERED_TOTALS, MAX_TOTAL_AGE, CountedPage, Paging, RecentTotals
from domain.accounts.user import User
from domain.shared_kernel.filters import FilterOf
from domain.shared_kernel.pagination import Page, Position, Total
from tests.support.clocks import StoppedClock
from tests.support.memory_ports import MemoryPorts

STAFF, LOCKED = User.is_staff == True, User.is_locked == True  # noqa: E712  # filters, no truth values
RECENTLY = Paging(sort=User.pk.asc(), limit=1, total=Total.RECENT)


def counting(*totals: int) -> Callable[[], Awaitable[int]]:
    left = list(totals)

    async def count() -> int:
        return left.pop(0)

    return count


async def test_a_recent_total_is_counted_again_when_it_is_a_second_old() -> None:
    clock, count = StoppedClock(), counting(7, 8)
    totals = RecentTotals(clock)
    counted_at = clock.now()
    assert await totals.total_of(STAFF, count) == (7, counted_at)
    clock.at += MAX_TOTAL_AGE - timedelta(microseconds=1)
    assert await totals.total_of(STAFF, count) == (7, counted_at)
    clock.at += timedelta(microseconds=1)
    assert await totals.total_of(STAFF, count) == (8, clock.now())


async def test_a_total_is_remembered_for_its_rows_alone() -> None:
    totals, count = RecentTotals(StoppedClock()), counting(7, 8)
    assert [(await totals.total_of(each, count))[0] for each in (STAFF, LOCKED, STAFF)] == [7, 8, 7]


async def test_a_few_totals_are_remembered_however_many_are_asked_for() -> None:
    totals = RecentTotals(StoppedClock())
    asked: list[FilterOf[User]] = [User.token_version == number for number in range(MAX_REMEMBERED_TOTALS + 1)]
    for number, matching in enumerate(asked):
        await totals.total_of(matching, counting(number))
        assert len(totals._counted) <= MAX_REMEMBERED_TOTALS
    assert (await totals.total_of(asked[-1], counting()))[0] == MAX_REMEMBERED_TOTALS
    assert (await totals.total_of(asked[0], counting(9)))[0] == 9


async def test_a_page_has_the_recent_total_of_its_own_rows(memory: MemoryPorts) -> None:
    for email in ("ada@example.org", "byron@example.org"):
        await memory.add_user(email)
    totals = RecentTotals(memory.clock)
    async with memory.read() as work:
        of_all = await totals.list_page(work.users, User.is_locked == False, RECENTLY)  # noqa: E712  # a filter
        of_staff = await totals.list_page(work.users, STAFF, RECENTLY)
    assert (of_all.page.total, len(of_all.page.items), of_all.total_as_of) == (2, 1, memory.clock.now())
    assert (of_staff.page.total, len(of_staff.page.items)) == (0, 0)


def test_a_page_that_is_shown_otherwise_is_the_same_page() -> None:
    counted_at, last = StoppedClock().now(), Position("Byron", 7)
    counted = CountedPage(Page([1, 2], 9, 2, 4, last), counted_at)
    assert counted.mapped(str) == CountedPage(Page(["1", "2"], 9, 2, 4, last), counted_at)
