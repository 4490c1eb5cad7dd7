"""Brokers by the scheme of their URL. One that was not chosen is not imported."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

import attrs

from application.jobs.run_job import RunJob
from application.ports.job_queue import JobQueue
from domain.jobs.stored_job import JobPolicy
from entrypoints.worker.relay_loop import RelayLoop

ACTOR = "run_job"
QUEUE = "jobs"


class Runs(Protocol):
    """Does its work for as long as the block runs."""

    def running(self) -> AbstractAsyncContextManager[None]: ...


@attrs.frozen
class Broker:
    """How jobs reach workers, and what of that the web process does itself."""

    queue: JobQueue
    worker: Callable[[RelayLoop], Runs]


def memory_broker(run_job: RunJob, policy: JobPolicy) -> Broker:
    """Nothing leaves the process: the worker is inside."""
    from dramatiq.brokers.stub import StubBroker
    from dramatiq.middleware import CurrentMessage, TimeLimit

    from adapters.job_queue.dramatiq import DramatiqJobQueue
    from entrypoints.worker.actor import declare_actor
    from entrypoints.worker.embedded import EmbeddedWorker

    broker = StubBroker(middleware=[TimeLimit(), CurrentMessage()])
    declare_actor(broker, run_job, policy, actor_name=ACTOR, queue_name=QUEUE)
    return Broker(
        queue=DramatiqJobQueue(broker, ACTOR, QUEUE),
        worker=lambda relay: EmbeddedWorker(broker, relay),
    )
