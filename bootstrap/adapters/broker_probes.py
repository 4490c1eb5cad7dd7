"""Probes of brokers. A library that was not chosen is not imported."""

from typing import Any

from bootstrap.adapters.optional_packages import imports_of

QUEUE = "jobs"
TRIAL_QUEUE = "cortex-trial"
IDLE_SECONDS = 30
"""After so long without use a connection may be forgotten on the way, and is asked whether it is there."""
ANSWER_SECONDS = 2.0
"""How long a broker may take for an answer before it counts as down."""


def redis_client(url: str) -> Any:
    from redis import ConnectionError as Lost
    from redis import Redis
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    return Redis.from_url(
        url,
        socket_timeout=ANSWER_SECONDS,
        socket_connect_timeout=ANSWER_SECONDS,
        socket_keepalive=True,
        health_check_interval=IDLE_SECONDS,
        retry=Retry(NoBackoff(), 1, (Lost,)),  # a connection may be older than a restart
    )


def exercise_redis(broker: Any) -> None:
    """Runs the real script of a broker, with a queue that nobody reads."""
    broker.do_enqueue(TRIAL_QUEUE, "trial", b"")
    broker.do_purge(TRIAL_QUEUE)


def probe_redis(url: str) -> None:
    from dramatiq.brokers.redis import RedisBroker

    with redis_client(url) as client:
        exercise_redis(RedisBroker(client=client, middleware=[]))  # type: ignore[no-untyped-call]  # untyped there


def probe_rabbitmq(url: str) -> None:
    """Declares the queue of the jobs, as whoever hands one over does. A connection belongs to a thread, and says that
    it is lost when it is used: a new one tells the truth. Raises ``MissingExtra``."""
    with imports_of("rabbitmq", setting="CORTEX_BROKER_URL"):
        from dramatiq.brokers.rabbitmq import RabbitmqBroker

    broker = RabbitmqBroker(url=url, middleware=[])
    try:
        broker.declare_queue(QUEUE, ensure=True)
    finally:
        broker.close()
