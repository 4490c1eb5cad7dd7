import asyncio
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta

import attrs
import pytest

from application.jobs.ping import PingJob
from application.ports.tracer import Attributes, Span
from application.request_context import set_language, set_request_id, use_span
from domain.jobs.errors import JobAlreadyThere
from domain.jobs.events import JobEnqueued
from domain.jobs.stored_job import JobStatus, StoredJob
from domain.shared_kernel.language import Language
from tests.support.clocks import NOON
from tests.support.memory_ports import MemoryPorts

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@attrs.frozen
class OpenSpan(Span):
    @property
    def traceparent(self) -> str:
        return TRACE

    def annotate(self, name: str, attributes: Attributes, *, failed: bool = False) -> None: ...

    def child(self, name: str, attributes: Attributes) -> AbstractContextManager[None]:
        return nullcontext()


async def enqueued(memory: MemoryPorts, *, run_at: datetime | None = None, key: str | None = None) -> StoredJob:
    async with memory.begin() as work:
        await memory.enqueue(work, PingJob(), run_at=run_at, key=key)
        await work.commit()
    return (await memory.jobs())[-1]


async def test_enqueue_stores_a_job_that_is_due_at_once(memory: MemoryPorts) -> None:
    job = await enqueued(memory)
    assert (job.name, job.arguments, job.status, job.attempts) == ("ping", "{}", JobStatus.PENDING, 0)
    assert (job.created_at, job.run_at, job.leased_until, job.key) == (NOON, NOON, None, None)
    assert (job.request_id, job.language, job.trace) == ("-", "en", None)


async def test_enqueue_stores_when_a_job_shall_run_and_its_key(memory: MemoryPorts) -> None:
    job = await enqueued(memory, run_at=NOON + timedelta(hours=1), key="ping of noon")
    assert (job.created_at, job.run_at, job.key) == (NOON, NOON + timedelta(hours=1), "ping of noon")
    with pytest.raises(JobAlreadyThere):
        await enqueued(memory, key="ping of noon")


async def test_enqueue_stores_the_language_the_id_and_the_trace_of_the_request(memory: MemoryPorts) -> None:
    async def request() -> StoredJob:
        set_language(Language("de"))
        set_request_id("request-1")
        with use_span(OpenSpan()):
            return await enqueued(memory)

    job = await asyncio.create_task(request())  # a task has a context of its own
    assert (job.request_id, job.language, job.trace) == ("request-1", "de", TRACE)


async def test_enqueue_reports_the_job_once_it_is_committed(memory: MemoryPorts) -> None:
    async with memory.begin() as work:
        await memory.enqueue(work, PingJob())
    assert memory.sink.events == []
    job = await enqueued(memory)
    assert memory.sink.events == [JobEnqueued(job_id=job.pk, job="ping", at=NOON)]
