"""Brokers by the scheme of their URL. Only the chosen one is imported."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial

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
from domain.jobs.job_policy import JobPolicy
from entrypoints.worker.actor import declare_actor
from entrypoints.worker.background_loop import BackgroundLoop
from entrypoints.worker.in_flight import JobsInFlight
from entrypoints.worker.loop_worker import LoopWorker
from entrypoints.worker.relay_loop import RelayLoop

ACTOR = "run_job"


@attrs.frozen
class Broker:
    """The chosen broker. ``is_inside`` is true if the web process is the worker as well."""

    dramatiq: DramatiqBroker
    queue: JobQueue
    is_inside: bool
    probe: Callable[[], None]
    """Returns if the broker answers, else raises what its client raises."""
    in_flight: JobsInFlight

    async def ping(self) -> None:
        """Probes the broker from a thread, as brokers block."""
        await asyncio.to_thread(self.probe)

    async def close(self) -> None:
        """Closes the connections of every thread."""
        await asyncio.to_thread(self.dramatiq.close)

    def in_web(self, relay: RelayLoop, loops: Sequence[BackgroundLoop], jobs_at_once: int) -> BackgroundLoop:
        """Returns the work of the web process: handing jobs over, and all else if there is no other worker."""
        return self.in_worker(relay, loops, jobs_at_once) if self.is_inside else relay

    def in_worker(self, relay: RelayLoop, loops: Sequence[BackgroundLoop], jobs_at_once: int) -> BackgroundLoop:
        """Returns the work of a worker: running jobs and the loops of domains, and handing over the jobs that web
        processes could not."""
        return LoopWorker(self.dramatiq, (relay, *loops), self.in_flight, jobs_at_once)


def memory_broker(run_job: RunJob, policy: JobPolicy) -> Broker:
    """A broker inside of the process."""
    from dramatiq.brokers.stub import StubBroker

    return _broker(StubBroker(middleware=_middleware()), run_job, policy, _always_available, is_inside=True)


def _always_available() -> None:
    return


def redis_broker(url: ServerUrl, run_job: RunJob, policy: JobPolicy) -> Broker:
    """Jobs in Redis."""
    from dramatiq.brokers.redis import RedisBroker
    from redis import RedisError

    dramatiq_broker = RedisBroker(client=redis_client(url.text), middleware=_middleware())  # type: ignore[no-untyped-call]  # untyped

    return _broker(dramatiq_broker, run_job, policy, partial(exercise_redis, dramatiq_broker), RedisError)


def rabbitmq_broker(url: ServerUrl, run_job: RunJob, policy: JobPolicy) -> Broker:
    """Jobs in RabbitMQ, which confirms each message. Raises ``MissingExtra``."""
    with imports_of("rabbitmq", setting="CORTEX_BROKER_URL"):
        from dramatiq.brokers.rabbitmq import RabbitmqBroker
        from pika.exceptions import AMQPError

    def probe() -> None:
        probe_rabbitmq(url.text)

    dramatiq_broker = RabbitmqBroker(url=url.text, confirm_delivery=True, middleware=_middleware())
    return _broker(dramatiq_broker, run_job, policy, probe, AMQPError, OSError)


def _broker(
    dramatiq_broker: DramatiqBroker,
    run_job: RunJob,
    policy: JobPolicy,
    probe: Callable[[], None],
    *failures: type[Exception],
    is_inside: bool = False,
) -> Broker:
    in_flight = JobsInFlight()
    declare_actor(dramatiq_broker, run_job, policy, in_flight, actor_name=ACTOR, queue_name=QUEUE)
    queue = DramatiqJobQueue(dramatiq_broker, ACTOR, QUEUE, (DramatiqError, *failures))
    return Broker(dramatiq_broker, queue, is_inside, probe, in_flight)


def _middleware() -> list[Middleware]:
    """Contains no retries of Dramatiq: attempts are counted in the database."""
    return [TimeLimit()]
