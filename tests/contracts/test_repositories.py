"""What every repository does, whatever stores it."""

from datetime import datetime, timedelta
from itertools import product
from typing import Any
from uuid import uuid4

import pytest

from adapters.id_factory.uuid import UuidFactory
from application.accounts.services.remove_dead_sessions_job import RemoveDeadSessionsJob
from application.jobs.ping import PingJob
from application.jobs.services.enqueue import Enqueue
from domain.access.role import Role
from domain.accounts.email_address import EmailAddress
from domain.accounts.person_name import PersonName
from domain.accounts.user import User
from domain.jobs.stored_job import JobStatus, StoredJob
from domain.shared_kernel.errors import LostRace, NotFoundException
from domain.shared_kernel.filters import Filter
from domain.shared_kernel.language import Language
from domain.shared_kernel.sorting import Sort
from tests.contracts.conformance import OpenedStorage
from tests.contracts.people import NOON, account
from tests.contracts.sample_entities import Badge, Oddity
from tests.support.clocks import MovableClock


async def test_a_created_entity_is_read_back_value_for_value(storage: OpenedStorage) -> None:
    ada = account("Ada@Example.org", language=Language("fr"), status_reason="ﬁ % _ \\ '")
    async with storage.begin() as work:
        await work.users.create(ada)
        await work.commit()

    async with storage.read() as work:
        found = await work.users.get_by_id(ada.pk)

    assert found is not ada
    assert found.values() == ada.values()
    assert [type(value) for value in found.values().values()] == [type(value) for value in ada.values().values()]


async def test_an_entity_is_created_from_its_values(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        badge = await storage.badges(work).create(label="gold")

        assert badge.pk > 0
        assert (badge.label, badge.worn, badge.version) == ("gold", 0, 1)


async def test_an_identity_is_given_in_the_order_of_creation(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        badges = await storage.badges(work).bulk_create([{"label": str(n)} for n in range(30)])

        stored = await storage.badges(work).select_all()
        assert [badge.label for badge in stored] == [badge.label for badge in badges]
        assert [badge.pk for badge in stored] == sorted({badge.pk for badge in badges})


async def test_the_number_of_a_deleted_row_is_not_given_again(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        badges = storage.badges(work)
        gone = await badges.create(label="gone")
        await badges.delete(gone)

        assert (await badges.create(label="next")).pk > gone.pk


async def test_the_first_that_match_are_deleted_and_counted(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        await storage.badges(work).bulk_create([{"label": str(n), "worn": n % 2} for n in range(9)])
        await work.commit()

    async with storage.begin() as work:
        badges = storage.badges(work)
        assert await badges.delete_first(Badge.worn == 1, sort=Badge.label.desc(), limit=3) == 3
        assert await badges.delete_first(Badge.worn == 1, sort=Badge.label.desc(), limit=3) == 1
        assert await badges.delete_first(Badge.worn == 1, sort=Badge.label.desc(), limit=3) == 0
        await work.commit()

    async with storage.read() as work:
        assert [badge.label for badge in await storage.badges(work).select_all()] == ["0", "2", "4", "6", "8"]
        with pytest.raises(RuntimeError):
            await storage.badges(work).delete_first(Badge.worn == 0, sort=Badge.label.asc(), limit=1)


async def test_jobs_about_a_person_are_found_by_the_argument_that_names_them(storage: OpenedStorage) -> None:
    ada, grace = uuid4(), uuid4()
    async with storage.begin() as work:
        for user_id in (ada, grace, ada):
            job = RemoveDeadSessionsJob(user_id)
            await Enqueue(MovableClock(), UuidFactory())(work, job)
        await Enqueue(MovableClock(), UuidFactory())(work, PingJob())
        await work.commit()

    async with storage.read() as work:
        found = await work.jobs.select_about(ada)

    assert [job.arguments for job in found] == [RemoveDeadSessionsJob(ada).arguments()] * 2


async def test_due_jobs_are_those_that_wait_and_those_whose_lease_has_run_out_if_they_may_be_taken_over(
    storage: OpenedStorage,
) -> None:
    moment, ids = timedelta(microseconds=1), UuidFactory()

    def a_job(status: JobStatus, *, leased_until: datetime | None = None, run_at: datetime = NOON) -> StoredJob:
        what = {"name": "ping", "arguments": "{}", "language": Language("en"), "request_id": "-"}
        when = {"created_at": NOON, "run_at": run_at, "leased_until": leased_until}
        return StoredJob(pk=ids.ordered(), status=status, **what, **when)  # type: ignore[arg-type]  # of many types

    waiting = [a_job(JobStatus.PENDING), a_job(JobStatus.PENDING, leased_until=NOON)]
    lost = a_job(JobStatus.RUNNING, leased_until=NOON)
    others = [
        a_job(JobStatus.PENDING, run_at=NOON + moment),
        *(a_job(status, leased_until=NOON + moment) for status in (JobStatus.PENDING, JobStatus.RUNNING)),
        *(a_job(status, leased_until=NOON) for status in (JobStatus.DONE, JobStatus.DEAD)),
    ]
    async with storage.begin() as work:
        await work.jobs.bulk_create([*others, *waiting, lost])
        await work.commit()

    async with storage.begin() as work:
        due = await work.jobs.select_due(NOON, 100)
        not_taken_over = await work.jobs.select_due(NOON, 100, takes_over=False)
        first = await work.jobs.select_due(NOON, 1)

    pks = [job.pk for job in (*waiting, lost)]
    assert [job.pk for job in due] == pks
    assert [job.pk for job in not_taken_over] == pks[:2]
    assert [job.pk for job in first] == pks[:1]


async def test_entities_and_values_may_be_created_together(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        badges = storage.badges(work)
        numbered = await badges.create(label="old")
        await badges.delete(numbered)

        await badges.bulk_create([numbered, {"label": "new"}])

        assert {badge.label for badge in await badges.select_all()} == {"old", "new"}


async def test_an_entity_and_values_are_not_mixed(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        with pytest.raises(TypeError):
            await work.users.create(account("ada@example.org"), first_name="Eva")


async def test_creating_nothing_is_allowed(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        assert await work.users.bulk_create([]) == []


async def test_nobody_is_found_under_an_unknown_key(storage: OpenedStorage) -> None:
    async with storage.read() as work:
        with pytest.raises(NotFoundException):
            await work.users.get_by_id(uuid4())


async def test_get_one_wants_exactly_one(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        await work.users.bulk_create([account("a@example.org"), account("b@example.org")])

        assert (await work.users.get_one(User.email == EmailAddress("A@example.org"))).email == "a@example.org"
        with pytest.raises(NotFoundException):
            await work.users.get_one(User.email == EmailAddress("c@example.org"))
        with pytest.raises(LookupError):
            await work.users.get_one()


async def test_select_one_is_the_first_by_order_or_none(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        await work.users.bulk_create([account("a@example.org"), account("b@example.org")])

        last = await work.users.select_one(sort=User.email.desc())
        assert last is not None
        assert last.email == "b@example.org"
        assert await work.users.select_one(User.is_staff == True) is None  # noqa: E712  # a filter, no truth value


async def test_an_account_is_found_by_its_address_in_any_case(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        strasse = await work.users.create(account("STRASSE@example.org"))

        assert await work.users.select_by_email(EmailAddress("Straße@EXAMPLE.org")) == strasse


async def test_active_owners_are_counted(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        await work.users.create(account("a@example.org", is_staff=True, role=Role.OWNER))
        await work.users.create(account("b@example.org", is_staff=True, role=Role.OWNER, is_locked=True))
        await work.users.create(account("c@example.org"))
        await work.users.create(account("d@example.org", is_staff=True, role=Role.MANAGER))

        assert await work.users.count_active_owners() == 1


async def test_a_returned_entity_is_a_copy(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        ada = await work.users.create(account("ada@example.org"))
        ada.first_name = PersonName("Eva")
        found = await work.users.get_by_id(ada.pk)
        found.last_name = PersonName("Byron")

        stored = await work.users.get_by_id(ada.pk)
        assert (stored.first_name, stored.last_name) == ("Ada", "Lovelace")


async def test_an_update_keeps_changes_and_counts_the_version(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        ada = await work.users.create(account("ada@example.org"))
        ada.first_name = PersonName("Eva")

        updated = await work.users.update(ada, last_name="Byron", updated_at=NOON + timedelta(seconds=1))

        assert updated is ada
        assert (ada.version, ada.last_name) == (2, "Byron")
        assert (await work.users.get_by_id(ada.pk)).values() == ada.values()


async def test_an_update_from_a_stale_version_is_lost(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        ada = await work.users.create(account("ada@example.org"))
        stale = await work.users.get_by_id(ada.pk)
        await work.users.update(ada, first_name="Eva")

        before = stale.values()
        with pytest.raises(LostRace):
            await work.users.update(stale, first_name="Ida")

        assert stale.values() == before
        assert (await work.users.get_by_id(ada.pk)).first_name == "Eva"


async def test_a_stale_version_is_not_deleted_either(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        ada = await work.users.create(account("ada@example.org"))
        stale = await work.users.get_by_id(ada.pk)
        await work.users.update(ada, first_name="Eva")

        with pytest.raises(LostRace):
            await work.users.delete(stale)

        assert await work.users.exists()


async def test_a_deleted_entity_cannot_be_updated_or_deleted(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        ada = await work.users.create(account("ada@example.org"))
        await work.users.delete(ada)

        with pytest.raises(LostRace):
            await work.users.update(ada)
        with pytest.raises(LostRace):
            await work.users.delete(ada)


@pytest.mark.parametrize("change", ["pk", "version", "shoe_size"])
async def test_an_update_changes_known_fields_only(storage: OpenedStorage, change: str) -> None:
    async with storage.begin() as work:
        ada = await work.users.create(account("ada@example.org"))

        with pytest.raises(ValueError, match=change):
            await work.users.update(ada, **{change: 7})

        assert await work.users.count(User.version == 1) == 1


async def test_an_unknown_field_is_refused(storage: OpenedStorage) -> None:
    async with storage.read() as work:
        unknown = storage.badges(work)
        with pytest.raises(ValueError, match="email"):
            await unknown.select_all(User.email == EmailAddress("ada@example.org"))  # type: ignore[arg-type]  # told
        with pytest.raises(ValueError, match="email"):
            await unknown.select_all(sort=Sort("email"))


async def test_an_unknown_kind_of_filter_is_refused(storage: OpenedStorage) -> None:
    class Sounds(Filter): ...

    async with storage.read() as work:
        with pytest.raises(TypeError):
            await work.users.count(~Sounds())


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        (Oddity.name.starts_with("ab"), ["ab", "ab%"]),
        (Oddity.name.contains("b"), ["ab", "ab%", "b_"]),
        (Oddity.name.contains("%"), ["ab%"]),
        (Oddity.name.contains("_"), ["b_"]),
        (Oddity.name.starts_with(""), ["AB", "ab", "ab%", "b_"]),
        (Oddity.title.contains("SS"), ["ab", "b_"]),
        (Oddity.nickname.one_of([None, "b_"]), ["AB", "b_"]),
        (Oddity.nickname.one_of([]), []),
        (Oddity.nickname != "ab", ["AB", "ab%", "b_"]),
        (~(Oddity.nickname > "ab"), ["AB", "ab"]),
    ],
)
async def test_a_question_means_what_it_would_in_python(
    storage: OpenedStorage, sought: Filter, found: list[str]
) -> None:
    titles = {"AB": "strase", "ab": "Straße", "ab%": "", "b_": "STRASSE"}
    async with storage.begin() as work:
        oddities = storage.oddities(work)
        for pk, (name, title) in enumerate(titles.items()):
            nickname = None if name == "AB" else name
            await oddities.create(pk=pk, name=name, nickname=nickname, title=title, number=0, seen_at=NOON)

        assert [oddity.name for oddity in await oddities.select_all(sought, sort=Oddity.name.asc())] == found


async def test_only_text_is_searched(storage: OpenedStorage) -> None:
    async with storage.read() as work:
        with pytest.raises(ValueError, match="token_version"):
            await work.users.count(User.token_version.contains("1"))  # type: ignore[misc]  # told


@pytest.mark.parametrize("faulty", [{"limit": 0}, {"offset": -1}, {"offset": 1, "after": object()}])
async def test_a_page_begins_at_one_place_and_has_rows(storage: OpenedStorage, faulty: dict[str, Any]) -> None:
    async with storage.read() as work:
        with pytest.raises(ValueError, match="page"):
            await work.users.paginate(**faulty)


async def test_a_page_need_not_count(storage: OpenedStorage) -> None:
    async with storage.read() as work:
        page = await work.users.paginate(counted=False)

    assert (page.items, page.total, page.offset, page.next) == ([], None, 0, None)


async def test_the_total_is_the_same_on_every_page_and_behind_the_last(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        await work.users.bulk_create([account(f"{name}@example.org") for name in "abcde"])
        for limit, offset in product((1, 2, 5, 6), range(8)):
            page = await work.users.paginate(limit=limit, offset=offset)
            assert (page.total, len(page.items)) == (5, max(0, min(limit, 5 - offset)))
