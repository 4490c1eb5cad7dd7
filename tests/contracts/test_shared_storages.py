"""What every storage promises about other processes, and while its server is away."""

from collections.abc import AsyncIterator
from time import monotonic

import pytest

from bootstrap.adapters.database import Storage
from domain.accounts.email_address import EmailAddress
from domain.accounts.user import User
from domain.shared_kernel.errors import LostRace, ServiceUnavailableException
from tests.contracts import places
from tests.contracts.conformance import OpenedStorage, Place
from tests.contracts.opening import FactoryFault
from tests.contracts.other_process import in_other_process
from tests.contracts.people import account
from tests.support.busyness import allowed
from tests.support.clocks import MovableClock

VOLATILE = "it says that it is volatile: cortex serve does not let several processes share it"
ANSWERED_SECONDS = 5.0
ADA = "ada@example.org"


@pytest.fixture
def place(storage: OpenedStorage) -> Place:
    """Of a storage that processes share."""
    if storage.place is None:
        raise FactoryFault("say at which URL the storage is: OpenedStorage(…, place=Place(…))")
    if storage.is_volatile:
        pytest.skip(VOLATILE)
    return storage.place


@pytest.fixture
async def other(place: Place) -> AsyncIterator[Storage]:
    """Another storage at the same URL."""
    async with places.opened_storage(place.url, MovableClock()) as opened:
        yield opened


@pytest.fixture(params=["gone", "silent"])
async def storage_away(request: pytest.FixtureRequest, place: Place) -> AsyncIterator[Storage]:
    """One whose server is away."""
    if request.param == "silent" and place.silent is None:
        pytest.skip("it has no server that could keep silent")
    async with (
        places.url_away(place, request.param) as url,
        places.opened_storage(url, MovableClock(), places.IMPATIENT) as opened,
    ):
        yield opened


async def test_a_commit_of_one_is_seen_by_the_other_and_a_stale_version_is_refused(
    storage: OpenedStorage, other: Storage
) -> None:
    async with storage.begin() as work:
        ada = await work.users.create(account(ADA))
        await work.commit()
    async with other.begin() as work:
        await work.users.update(await work.users.get_by_id(ada.pk), first_name="Augusta")
        await work.commit()
    async with storage.read() as reading:
        assert (await reading.users.get_by_id(ada.pk)).first_name == "Augusta"
    with pytest.raises(LostRace):
        async with storage.begin() as work:
            await work.users.update(ada, first_name="Adelaide")
            await work.commit()


async def test_a_commit_of_another_process_is_seen_here_at_once_and_the_other_way_round(
    storage: OpenedStorage, place: Place
) -> None:
    async with storage.begin() as work:
        await work.users.create(account(ADA))
        await work.commit()
    assert await in_other_process("account", place.url, ADA) == "renamed"
    async with storage.read() as reading:
        assert (await reading.users.get_one(User.email == EmailAddress(ADA))).first_name == "Augusta"


@pytest.mark.parametrize("unit", ["begin", "read"])
async def test_a_storage_that_is_away_says_so_in_good_time(storage_away: Storage, unit: str) -> None:
    began = monotonic()
    with pytest.raises(ServiceUnavailableException):
        async with getattr(storage_away, unit)() as work:
            await work.users.count()
    assert monotonic() - began < allowed(ANSWERED_SECONDS)


async def test_a_storage_that_is_away_does_not_answer_a_ping(storage_away: Storage) -> None:
    with pytest.raises(ServiceUnavailableException):
        await storage_away.ping()
