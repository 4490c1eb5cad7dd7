"""Workers that are killed in the middle of their jobs: none is lost, and no effect comes twice."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from random import Random
from signal import SIGKILL
from typing import Any
from uuid import UUID

import pytest

from application.jobs.services.job import Job
from domain.accounts.email_address import EmailAddress
from domain.accounts.user import User
from tests.support.app_harness import app_harness
from tests.system.process.cortex import ENOUGH, WORKER_SCRIPT, Process, started, wait_until
from tests.system.process.worker_script import Collapse, Tally

ADA = "ada@example.org"
ATTEMPTS = 4
LEASE = f"{ENOUGH}s"
"""Nobody loses a job because the machine is busy: leases of the dead are over because the test says so."""
KILLS = 3
PATIENT = ("--first-delay", "3600")
"""A job whose worker died waits for minutes at least, until the test says that they are over."""
MOST_BEGUN = 12
"""How many jobs may have begun when a kill comes: there are ten threads to do them."""


async def sort(folder: Path, *kinds: Callable[[UUID], Job]) -> None:
    """Asks for jobs about somebody."""
    async with app_harness("sqlite", folder) as harness, harness.container.ports().begin() as work:
        user = await work.users.get_one(User.email == EmailAddress(ADA))
        for kind in kinds:
            await harness.container.ports().enqueue(work, kind(user.pk))
        await work.commit()


def tallies(count: int) -> list[Callable[[UUID], Job]]:
    return [partial(Tally, number=number) for number in range(count)]


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    """Where a database knows somebody."""
    async with app_harness("sqlite", tmp_path) as harness:
        await harness.register(ADA)
    (tmp_path / "said.txt").touch()
    return tmp_path


@contextmanager
def at_work(folder: Path, *arguments: str) -> Iterator[Process]:
    """A process that does jobs until it is killed, later than the leases of those before it; what it says is added to
    ``said.txt``."""
    end_leases(folder)
    url = f"sqlite+aiosqlite:///{folder}/cortex.db"
    settings = {"DATABASE_URL": url, "JOB_LEASE": LEASE, "JOB_ATTEMPTS": str(ATTEMPTS)}
    with started(folder, WORKER_SCRIPT, *arguments, name="said", **settings) as worker:
        yield worker.process
        worker.process.kill()


def end_leases(folder: Path) -> None:
    """Changes jobs as if much time had passed since their workers died."""
    change(folder, "UPDATE stored_jobs SET leased_until = created_at WHERE leased_until IS NOT NULL")


def end_waits(folder: Path) -> None:
    """Changes jobs as if it were time for their next attempt."""
    change(folder, "UPDATE stored_jobs SET run_at = created_at")


def change(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "cortex.db", timeout=ENOUGH)) as database, database:
        database.execute(statement)


def said(folder: Path, what: str) -> int:
    return sum(line.startswith(what) for line in (folder / "said.txt").read_text().splitlines())


def ask(folder: Path, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "cortex.db", timeout=ENOUGH)) as database:
        return database.execute(question).fetchall()


def jobs(folder: Path, name: str) -> list[tuple[str, int]]:
    """Their status and attempts."""
    return ask(folder, f"SELECT status, attempts FROM stored_jobs WHERE name = '{name}'")  # noqa: S608  # names of this test


def tallied(folder: Path) -> list[int]:
    ((noted,),) = ask(folder, "SELECT status_reason FROM users")
    return sorted(map(int, (noted or "").split()))


def is_done(folder: Path) -> bool:
    return all(status == "done" for status, _attempts in jobs(folder, "tally"))


def status(folder: Path, name: str) -> str:
    return jobs(folder, name)[0][0]


def work_until_begun(folder: Path, count: int) -> None:
    """Kills the process when so many tallies were begun in all, if there are so many."""
    lives = said(folder, "open")
    with at_work(folder):
        wait_until(lambda: said(folder, "open") > lives)
        wait_until(lambda: said(folder, "tally") >= count or is_done(folder))


def work_until_done(folder: Path) -> None:
    with at_work(folder):
        wait_until(lambda: is_done(folder))


def work_until_killed_by_a_job(folder: Path) -> None:
    with at_work(folder, *PATIENT) as process:
        process.wait(ENOUGH)


def work_until_others_are_done(folder: Path) -> None:
    """Until the job that killed its process is given up, and all others are done."""
    with at_work(folder, *PATIENT) as process:
        wait_until(lambda: status(folder, "collapse") != "running" and is_done(folder))
        assert process.poll() is None


async def test_a_worker_that_is_killed_again_and_again_does_every_job_once(folder: Path) -> None:
    await sort(folder, *tallies(50))
    chance = Random(17)  # noqa: S311  # any moments will do
    for _kill in range(KILLS):
        work_until_begun(folder, said(folder, "tally") + chance.randint(0, MOST_BEGUN))
    work_until_done(folder)
    attempts = [attempts for _status, attempts in jobs(folder, "tally")]
    assert tallied(folder) == list(range(50))
    assert sum(attempts) >= said(folder, "tally") >= 50
    assert max(attempts) <= KILLS + 1


async def test_a_relay_that_is_killed_while_it_hands_jobs_over_loses_none(folder: Path) -> None:
    await sort(folder, *tallies(10))
    with at_work(folder, "--dies-after", "4") as process:
        process.wait(ENOUGH)
    work_until_done(folder)
    assert process.returncode == -SIGKILL
    assert tallied(folder) == list(range(10))


async def test_a_job_that_kills_its_process_is_dead_in_the_end_and_others_are_done_meanwhile(folder: Path) -> None:
    await sort(folder, lambda _user: Collapse())
    for number in range(ATTEMPTS):
        end_waits(folder)
        work_until_killed_by_a_job(folder)
        await sort(folder, partial(Tally, number=number))
        work_until_others_are_done(folder)
        assert said(folder, "collapse") == number + 1
    assert jobs(folder, "collapse") == [("dead", ATTEMPTS)]
    assert tallied(folder) == list(range(ATTEMPTS))
