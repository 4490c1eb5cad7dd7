"""Brokers by the scheme of their URL. One that was not chosen is not imported."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import Protocol

import attrs
from dramatiq import Broker as DramatiqBroker
from dramatiq.errors import DramatiqError
from dramatiq.middleware import Middleware, TimeLimit

from adapters.job_queue.dramatiq import DramatiqJobQueue
from application.jobs.run_job import RunJob
from application.ports.job_queue import JobQueue
from bootstrap.adapters.broker_probes import QUEUE, exercise_redis, probe_rabbitmq, redis_client
from bootstrap.adapters.optional_packages import imports_of
from bootstrap.settings.server_urls import ServerUrl
from domain.jobs.stored_job import JobPolicy
from entrypoints.worker.actor import declare_actor
from entrypoints.worker.in_flight import JobsInFlight
from entrypoints.worker.loop_worker import LoopWorker
from entrypoints.worker.relay_loop import RelayLoop

ACTOR = "run_job"


class Service(Protocol):
    """Does its work for as long as the block runs."""

    def running(self) -> AbstractAsyncContextManager[None]: ...


@attrs.frozen
class Broker:
    """How jobs reach workers: ``dramatiq`` carries them. ``is_inside`` says that the web process is the worker too."""

    dramatiq: DramatiqBroker
    queue: JobQueue
    is_inside: bool
    probe: Callable[[], None]
    """Returns when the broker answers."""
    in_hand: JobsInFlight

    async def ping(self) -> None:
        """Brokers block, so they are asked from a thread."""
        await asyncio.to_thread(self.probe)

    async def close(self) -> None:
        """Hangs up, for every thread that spoke to it."""
        await asyncio.to_thread(self.dramatiq.close)

    def in_web(self, relay: RelayLoop, jobs_at_once: int) -> Service:
        """What the web process does: it hands jobs over, and does them where nobody else can."""
        return self.in_worker(relay, jobs_at_once) if self.is_inside else relay

    def in_worker(self, relay: RelayLoop, jobs_at_once: int) -> Service:
        """What a worker does: it hands over what others could not, too."""
        return LoopWorker(self.dramatiq, relay, self.in_hand, jobs_at_once)


def memory_broker(run_job: RunJob, policy: JobPolicy) -> Broker:
    """Nothing leaves the process."""
    from dramatiq.brokers.stub import StubBroker

    return _broker(StubBroker(middleware=_middleware()), run_job, policy, _is_here, is_inside=True)


def _is_here() -> None:
    return


def redis_broker(url: ServerUrl, run_job: RunJob, policy: JobPolicy) -> Broker:
    from dramatiq.brokers.redis import RedisBroker
    from redis import RedisError

    carried = RedisBroker(client=redis_client(url.text), middleware=_middleware())  # type: ignore[no-untyped-call]  # untyped

    return _broker(carried, run_job, policy, partial(exercise_redis, carried), RedisError)


def rabbitmq_broker(url: ServerUrl, run_job: RunJob, policy: JobPolicy) -> Broker:
    """The broker says for each message that it has it. Raises ``MissingExtra``."""
    with imports_of("rabbitmq", setting="CORTEX_BROKER_URL"):
        from dramatiq.brokers.rabbitmq import RabbitmqBroker
        from pika.exceptions import AMQPError

    def probe() -> None:
        probe_rabbitmq(url.text)

    carried = RabbitmqBroker(url=url.text, confirm_delivery=True, middleware=_middleware())
    return _broker(carried, run_job, policy, probe, AMQPError, OSError)


def _broker(
    carried: DramatiqBroker,
    run_job: RunJob,
    policy: JobPolicy,
    probe: Callable[[], None],
    *failures: type[Exception],
    is_inside: bool = False,
) -> Broker:
    in_hand = JobsInFlight()
    declare_actor(carried, run_job, policy, in_hand, actor_name=ACTOR, queue_name=QUEUE)
    queue = DramatiqJobQueue(carried, ACTOR, QUEUE, (DramatiqError, *failures))
    return Broker(carried, queue, is_inside, probe, in_hand)


def _middleware() -> list[Middleware]:
    """Attempts are counted in the database, so nothing of Dramatiq's that would try again by itself."""
    return [TimeLimit()]
