"""SQLite on a disk that is full, locked by somebody else, or refuses to be written."""

import asyncio
import os
import resource
import sqlite3
import subprocess
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, closing, contextmanager, suppress
from pathlib import Path

from tests.faults.case import SQLITE, Case, Trial, nothing
from tests.faults.cases.short_resources import limited, show_answers
from tests.faults.deployment.deployment import Deployment, deployed
from tests.faults.load.waits import seconds_until
from tests.support.app_harness import DATABASE
from tests.support.busyness import allowed

SIZE = "24m"
CHUNK = b"\0" * 65536
BACK_SECONDS = 5.0
LOCKED = "database is locked"
"""What SQLite says to those who wait for a lock in vain."""
READERS = 4
Fault = Callable[[Deployment], AbstractContextManager[None]]


def no_root() -> str | None:
    """A small disk is mounted for it."""
    allowed_to = subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode == 0
    return None if os.geteuid() == 0 and allowed_to else "it needs the right to mount a small disk (run as root)"


def run_command(*words: str) -> None:
    """Runs a command of the system."""
    subprocess.run(words, check=True)


@asynccontextmanager
async def small_disk(place: Path) -> AsyncIterator[Path]:
    """A disk of its own."""
    await asyncio.to_thread(place.mkdir)
    await asyncio.to_thread(run_command, "mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place))
    try:
        yield place
    finally:
        await asyncio.to_thread(run_command, "umount", "--lazy", str(place))


@contextmanager
def full(deployment: Deployment) -> Iterator[None]:
    """Somebody else writes until nothing is left."""
    filler = deployment.database_folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(CHUNK)
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def locked(deployment: Deployment) -> Iterator[None]:
    """Somebody else holds the write lock."""
    with closing(sqlite3.connect(deployment.database_folder / DATABASE, isolation_level=None, timeout=60)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def unwritable(deployment: Deployment) -> Iterator[None]:
    """Every write of the process is refused (RLIMIT_FSIZE), those of its log as well."""
    with limited(deployment.servers[0].pid, resource.RLIMIT_FSIZE, 0):
        yield


def run(fault: Fault, *, mounts: bool) -> Callable[[Trial], Awaitable[None]]:
    """Writes are refused and reads go on, again and again."""

    async def run_case(trial: Trial) -> None:
        if not mounts:
            await try_on(trial, fault, None)
            return
        async with small_disk(trial.folder / "disk") as disk:
            await try_on(trial, fault, disk)

    return run_case


async def try_on(trial: Trial, fault: Fault, folder: Path | None) -> None:
    """Several times, while sessions that are known are read."""
    reads: Counter[int] = Counter()
    writes: Counter[int] = Counter()
    back = []
    async with deployed(trial, database_folder=folder) as deployment:
        deployment.known_log_lines = (LOCKED,) if fault is locked else ()
        owner, _refresh_token = await deployment.client().owner(await deployment.person())
        await owner("GET", "/me")
        for _time in range(trial.dose["times"]):
            with fault(deployment):
                over = asyncio.get_running_loop().time() + trial.dose["seconds each"]
                while asyncio.get_running_loop().time() < over:
                    write = asyncio.create_task(deployment.client().register(deployment.somebody()))
                    while not write.done():
                        reads[(await owner("GET", "/me")).status] += 1
                    writes[(await write).status] += 1

            async def is_back() -> bool:
                return (await deployment.client().register(deployment.somebody())).status == 201

            back.append(await seconds_until(is_back))
    show_answers(trial, writes)
    trial.show("reads meanwhile", ", ".join(f"{number} × {status}" for status, number in sorted(reads.items())))
    trial.show("back after", f"{max(back):.2f} s")
    trial.expect(set(writes) <= {201, 503}, f"writes were answered {dict(writes)}")
    trial.expect(writes[503] > 0, "no write was refused")
    trial.expect(set(reads) == {200}, f"reads were answered {dict(reads)}")
    trial.expect(max(back) < allowed(BACK_SECONDS), "it was not back within 5 s")


PASSES = "503 for writes, reads go on, integrity_check ok, back within 5 s"
DOSES = {"times": 5, "seconds each": 8}
SMALL = {"times": 1, "seconds each": 2}


def case(name: str, fault: str, breaks: Fault, *, mounts: bool = False) -> Case:
    """One way in which a disk refuses."""
    return Case(
        name=name,
        fault=fault,
        passes=PASSES,
        storages=(SQLITE,),
        full=DOSES,
        quick=SMALL,
        waits=True,
        lacks=no_root if mounts else nothing,
        run=run(breaks, mounts=mounts),
    )


CASES = (
    case("disk-full", "the disk of SQLite is full", full, mounts=True),
    case("foreign-lock", "somebody else holds the write lock of SQLite", locked),
    case("disk-read-only", "the disk of SQLite and of the log refuses every write", unwritable),
)
