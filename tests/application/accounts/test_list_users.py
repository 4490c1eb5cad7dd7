from datetime import timedelta

import pytest

from application.accounts.list_users import ListUsers, UserSearch
from application.listing import Paging, RecentTotals
from domain.access.role import Role
from domain.accounts.user import User
from domain.shared_kernel.pagination import Total
from tests.support.clocks import NOON
from tests.support.memory_ports import MemoryPorts


@pytest.fixture
def list_users(memory: MemoryPorts) -> ListUsers:
    return ListUsers(memory.read, RecentTotals(memory.clock))


@pytest.fixture
async def people(memory: MemoryPorts) -> None:
    """An hour lies between two accounts."""
    for name in ("ada", "boss", "eve"):
        role = Role.OWNER if name == "boss" else None
        await memory.add_user(f"{name}@example.org", password=None, role=role, verified=name != "eve")
        memory.clock.pass_time(hours=1)


@pytest.mark.parametrize(
    ("search", "names"),
    [
        (UserSearch(), ["ada", "boss", "eve"]),
        (UserSearch(text="LOVELACE eve@"), ["eve"]),
        (UserSearch(text="nobody"), []),
        (UserSearch(is_staff=True), ["boss"]),
        (UserSearch(is_staff=False), ["ada", "eve"]),
        (UserSearch(is_email_verified=False), ["eve"]),
        (UserSearch(is_locked=True), []),
        (UserSearch(is_staff=False, is_email_verified=True), ["ada"]),
        (UserSearch(created_from=NOON + timedelta(hours=1), created_to=NOON + timedelta(hours=2)), ["boss"]),
    ],
)
@pytest.mark.usefixtures("people")
async def test_list_users_finds_those_who_meet_every_criterion(
    list_users: ListUsers, search: UserSearch, names: list[str]
) -> None:
    found = await list_users(search, Paging(sort=User.email.asc()))
    assert [user.email.split("@")[0] for user in found.page.items] == names
    assert found.page.total == len(names)


@pytest.mark.usefixtures("people")
async def test_list_users_returns_one_page_with_the_total_of_all(memory: MemoryPorts, list_users: ListUsers) -> None:
    found = await list_users(UserSearch(), Paging(sort=User.email.desc(), limit=1, offset=1))
    assert [user.email for user in found.page.items] == ["boss@example.org"]
    assert (found.page.total, found.total_as_of) == (3, memory.clock.now())


@pytest.mark.usefixtures("people")
async def test_list_users_remembers_a_recent_total_for_a_second(memory: MemoryPorts, list_users: ListUsers) -> None:
    paging = Paging(sort=User.email.asc(), total=Total.RECENT)
    totals = [(await list_users(UserSearch(), paging)).page.total]
    await memory.add_user("new@example.org", password=None)
    totals.append((await list_users(UserSearch(), paging)).page.total)
    memory.clock.pass_time(seconds=1)
    totals.append((await list_users(UserSearch(), paging)).page.total)
    assert totals == [3, 3, 4]
