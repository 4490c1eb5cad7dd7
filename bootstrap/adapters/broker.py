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
from bootstrap.adapters.broker_probes import QUEUE, exercise_redis, probe_rabbitmq, probe_redis, redis_client
from bootstrap.adapters.making import made
from bootstrap.adapters.optional_packages import imports_of
from bootstrap.process.lean_imports import import_without_clusters
from bootstrap.registry.adapter import Adapter
from bootstrap.settings.adapter_tables import BROKERS
from bootstrap.settings.server_urls import REDIS_FORM, ServerUrl, exactly, rabbitmq_url, redis_url
from domain.jobs.job_policy import JobPolicy
from entrypoints.worker.actor import declare_actor
from entrypoints.worker.background_loop import BackgroundLoop
from entrypoints.worker.in_flight import JobsInFlight
from entrypoints.worker.loop_worker import LoopWorker
from entrypoints.worker.relay_loop import RelayLoop

ACTOR = "run_job"


@attrs.frozen(eq=False, repr=False)
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


@attrs.frozen(kw_only=True)
class BrokerContext:
    """The parts of a broker. ``middleware`` makes that of Dramatiq which every broker needs."""

    url: ServerUrl
    middleware: Callable[[], list[Middleware]]


@attrs.frozen(kw_only=True)
class BrokerClient:
    """A broker of Dramatiq. ``probe`` returns if it answers, else raises; ``failures`` are the exceptions that its
    client raises if it does not."""

    dramatiq: DramatiqBroker
    probe: Callable[[], None]
    failures: tuple[type[Exception], ...] = ()


@attrs.frozen(kw_only=True)
class BrokerAdapter(Adapter[ServerUrl, BrokerContext, BrokerClient]):
    """An adapter of the queue of jobs. A volatile one makes the web process the worker as well. ``probe`` asks the
    server of a URL over a new connection, for ``cortex doctor``; ``None`` if there is no server."""

    group = "cortex.brokers"

    probe: Callable[[str], None] | None = None


def chosen_broker(url: ServerUrl, run_job: RunJob, policy: JobPolicy) -> Broker:
    """Makes the broker that the scheme of the URL chooses, with the actor that runs jobs."""
    client = broker_client(url)
    in_flight = JobsInFlight()
    declare_actor(client.dramatiq, run_job, policy, in_flight, actor_name=ACTOR, queue_name=QUEUE)
    queue = DramatiqJobQueue(client.dramatiq, ACTOR, QUEUE, (DramatiqError, *client.failures))
    return Broker(client.dramatiq, queue, BROKERS.is_volatile(url.scheme), client.probe, in_flight)


def broker_client(url: ServerUrl) -> BrokerClient:
    """Makes the broker that the scheme of the URL chooses, without any actor."""
    return made(BROKERS, url.scheme, BrokerAdapter, BrokerContext(url=url, middleware=_middleware))


def probe_of(url: ServerUrl) -> Callable[[], None] | None:
    """Returns what asks the broker over a new connection, or ``None`` if there is no server."""
    adapter = BROKERS.adapter(url.scheme, BrokerAdapter)
    return partial(_with_extra, adapter.probe, adapter.extra, url.text) if adapter.probe else None


def _with_extra(probe: Callable[[str], None], extra: str, url: str) -> None:
    with imports_of(extra, setting=BROKERS.variable):
        probe(url)


def _always_available() -> None:
    return


def _memory_broker(context: BrokerContext) -> BrokerClient:
    """A broker inside of the process."""
    from dramatiq.brokers.stub import StubBroker

    return BrokerClient(dramatiq=StubBroker(middleware=context.middleware()), probe=_always_available)


def _redis_broker(context: BrokerContext) -> BrokerClient:
    """Jobs in Redis."""
    import_without_clusters()
    from dramatiq.brokers.redis import RedisBroker
    from redis import RedisError

    client = redis_client(context.url.text)
    broker = RedisBroker(client=client, middleware=context.middleware())  # type: ignore[no-untyped-call]  # untyped
    return BrokerClient(dramatiq=broker, probe=partial(exercise_redis, broker), failures=(RedisError,))


def _rabbitmq_broker(context: BrokerContext) -> BrokerClient:
    """Jobs in RabbitMQ, which confirms each message."""
    from dramatiq.brokers.rabbitmq import RabbitmqBroker
    from pika.exceptions import AMQPError

    broker = RabbitmqBroker(url=context.url.text, confirm_delivery=True, middleware=context.middleware())
    probe = partial(probe_rabbitmq, context.url.text)
    return BrokerClient(dramatiq=broker, probe=probe, failures=(AMQPError, OSError))


def _middleware() -> list[Middleware]:
    """Contains no retries of Dramatiq: attempts are counted in the database."""
    return [TimeLimit()]


MEMORY = BrokerAdapter(form="memory://", read=exactly("memory://"), make=_memory_broker, is_volatile=True)
REDIS = BrokerAdapter(form=REDIS_FORM, read=redis_url, make=_redis_broker, probe=probe_redis)
RABBITMQ = BrokerAdapter(
    form="amqp://USER:PASSWORD@HOST:PORT or amqps://…",
    read=rabbitmq_url,
    make=_rabbitmq_broker,
    extra="nexus-cortex[rabbitmq]",
    probe=probe_rabbitmq,
)
