"""What is left when the process ends between the entry of an act and the token store, whichever they are."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import attrs
import pytest

from domain.accounts.user import User
from domain.audit.entry import AuditEntry
from domain.sessions.errors import TokenReused
from domain.shared_kernel.actor import OPERATOR
from tests.support.app_harness import MATRIX, AppHarness, app_harness, servers_for
from tests.system.acts.killed_process import KILLED

ADA = "ada@example.org"


class ProcessEnded(BaseException):
    """The end of the process."""


async def end_process(*_arguments: object) -> None:
    raise ProcessEnded


@attrs.frozen
class Person:
    """Ada, with two sessions; the second was renewed twice, and ``used`` is the first token that it had."""

    harness: AppHarness
    ada: User
    current: str
    used: str

    @property
    def acts(self) -> Mapping[str, Callable[[], Awaitable[object]]]:
        sessions = self.harness.container.sessions()
        return {
            "session.opened": lambda: self.harness.log_in(ADA),
            "session.ended": lambda: self.harness.log_out(self.current),
            "other_sessions.ended": self._end_others,
            "refresh_token.reused": self._reuse,
            "sessions.ended": lambda: sessions.log_out_everywhere(self.ada.pk),
        }

    async def _end_others(self) -> None:
        kept = (await self.harness.sessions_of(self.ada.pk))[0]
        await self.harness.container.sessions().end_other_sessions(self.ada.pk, kept.pk)

    async def _reuse(self) -> None:
        with pytest.raises(TokenReused):
            await self.harness.refresh(self.used)

    async def count(self) -> int:
        """The number of live sessions."""
        return len(await self.harness.sessions_of(self.ada.pk))

    async def acts_of(self, action: str) -> int:
        """The number of entries with this action."""
        async with self.harness.container.ports().read() as work:
            return await work.audit_entries.count(AuditEntry.action == action)

    @contextmanager
    def ending(self) -> Iterator[None]:
        """Inside, the process ends as soon as the store is to change anything."""
        kind = type(self.harness.container.ports().token_store)
        with pytest.MonkeyPatch.context() as patched, pytest.raises(ProcessEnded):
            for method in ("add", "remove", "remove_many"):
                patched.setattr(kind, method, end_process)
            yield


@pytest.fixture(params=MATRIX)
async def person(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Person]:
    async with app_harness(request.param, tmp_path) as harness:
        ada = await harness.register(ADA)
        await harness.log_in(ADA)
        first = (await harness.log_in(ADA)).refresh_token
        second = await harness.refresh(first)
        current = await harness.refresh(second.refresh_token)
        await harness.who_am_i(current.access_token)
        yield Person(harness, ada, current.refresh_token, first)


@pytest.mark.parametrize(
    ("action", "left"),
    [("session.opened", 3), ("session.ended", 1), ("other_sessions.ended", 1), ("refresh_token.reused", 1)],
)
async def test_an_act_that_a_crash_prevented_has_an_entry_and_can_be_done_again(
    person: Person, action: str, left: int
) -> None:
    before = await person.acts_of(action)
    with person.ending():
        await person.acts[action]()
    assert (await person.acts_of(action), await person.count()) == (before + 1, 2)
    await person.acts[action]()
    assert (await person.acts_of(action), await person.count()) == (before + 2, left)


async def test_a_crash_before_the_store_is_cleaned_up_brings_no_session_back(person: Person) -> None:
    await person.acts["sessions.ended"]()
    with person.ending():
        await person.harness.do_jobs()
    assert (await person.acts_of("sessions.ended"), await person.count()) == (1, 0)


async def test_a_crash_before_the_commit_leaves_neither_the_act_nor_its_entry(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def end_before_commit(*_arguments: object) -> None:
        raise ProcessEnded

    accounts = person.harness.container.accounts()
    monkeypatch.setattr(type(accounts.services.mails), "notify", end_before_commit)
    with pytest.raises(ProcessEnded):
        await person.harness.lock(person.ada.pk, by=OPERATOR)
    assert (await person.acts_of("user.locked"), await person.count()) == (0, 2)
    assert not (await person.harness.user(ADA)).is_locked


@pytest.mark.parametrize("store", ["sqlite", "sqlite, sessions in redis", "postgresql, sessions in redis"])
@pytest.mark.parametrize(("act", "action"), [("log_in", "session.opened"), ("log_out", "session.ended")])
async def test_a_process_that_is_killed_before_the_store_is_asked_leaves_the_entry(
    tmp_path: Path, store: str, act: str, action: str
) -> None:
    async with app_harness(store, tmp_path) as harness:
        ada = await harness.register(ADA)
        token = (await harness.log_in(ADA)).refresh_token
        person = Person(harness, ada, token, token)
        before = await person.acts_of(action)
        wanted = {"act": act, "argument": ADA if act == "log_in" else token, "store": store, "folder": str(tmp_path)}
        servers = await servers_for(store, tmp_path)
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.system.acts.killed_process", json.dumps(wanted | {"servers": servers})
        )
        assert await process.wait() == KILLED
        assert (await person.acts_of(action), await person.count()) == (before + 1, 1)
