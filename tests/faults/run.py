"""Runs cases in processes of their own, those that only wait beside those that work."""

import asyncio
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs

from tests.faults.case import Case
from tests.faults.results import Row
from tests.faults.sweep import Swept

MOST_SECONDS = 1800
"""A case that takes longer hangs, and has failed."""
TRIAL = "tests.faults.trial"


@attrs.frozen
class Job:
    """One case on one storage."""

    case: Case
    storage: str

    def failed(self, sentence: str) -> Row:
        """The row of a trial that wrote none."""
        return self._row(broken=[sentence])

    def skipped(self, lack: str) -> Row:
        """The row of a trial for which this machine lacks something."""
        return self._row(skipped=lack)

    def _row(self, *, broken: Sequence[str] = (), skipped: str = "") -> Row:
        named = {"case": self.case.name, "storage": self.storage}
        return Row(**named, dose={}, figures={}, broken=broken, seconds=0, swept=Swept(), skipped=skipped)


def jobs_of(cases: Sequence[Case]) -> list[Job]:
    """Every case on each of its storages."""
    return [Job(case, storage) for case in cases for storage in case.storages]


@attrs.define(eq=False)
class Run:
    """``begins`` and ``ends`` are called with what runs next and with what was seen; ``logs`` of broken trials are
    kept. The first lane takes cases that work, the others take those that wait."""

    jobs: Sequence[Job]
    dose: str
    lanes: int
    logs: Path
    begins: Callable[[Job], None]
    ends: Callable[[Row], None]
    rows: list[Row] = attrs.field(factory=list, init=False)

    async def __call__(self) -> None:
        working = [job for job in self.jobs if not job.case.waits]
        waiting = [job for job in self.jobs if job.case.waits]
        await asyncio.gather(self._lane([working, waiting]), *(self._lane([waiting]) for _lane in range(1, self.lanes)))

    async def _lane(self, queues: Sequence[list[Job]]) -> None:
        while job := next((queue.pop(0) for queue in queues if queue), None):
            self.rows.append(await self._row_of(job))
            self.ends(self.rows[-1])

    async def _row_of(self, job: Job) -> Row:
        if lack := job.case.lacks():
            return job.skipped(lack)
        self.begins(job)
        with TemporaryDirectory(prefix="cortex-faults-") as folder:
            return await self._try(job, Path(folder))

    async def _try(self, job: Job, folder: Path) -> Row:
        file, log = folder / "row.json", folder / "log"
        logs = self.logs / f"{job.case.name}, {job.storage}"
        shutil.rmtree(logs, ignore_errors=True)
        command = (sys.executable, "-m", TRIAL, job.case.name, job.storage, self.dose, str(file), str(logs))
        with log.open("wb") as output:
            process = await asyncio.create_subprocess_exec(
                *command, stdout=output, stderr=output, start_new_session=True
            )
            try:
                await asyncio.wait_for(process.wait(), MOST_SECONDS)
            except TimeoutError:
                return job.failed(f"it did not end within {MOST_SECONDS} s")
            finally:
                _end_group(process.pid)
        if not file.exists():
            return job.failed((log.read_text("utf-8", "replace").splitlines() or ["it ended without a word"])[-1])
        return Row.from_json(json.loads(file.read_text("utf-8")))


def _end_group(leader: int) -> None:
    """Ends whatever a trial has left behind."""
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)
