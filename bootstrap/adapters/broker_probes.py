"""Probes of brokers. Only the library of the chosen one is imported."""

from typing import Any

QUEUE = "jobs"
TRIAL_QUEUE = "cortex-trial"
IDLE_SECONDS = 30
"""A connection that was idle for longer may be dropped on the way, and is tested before it is used."""
ANSWER_SECONDS = 2.0
"""A broker that does not answer for so long counts as down."""


def redis_client(url: str) -> Any:
    """Returns a Redis client that tries once more over a new connection."""
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
    """Runs the broker's own enqueue script on a queue without readers."""
    broker.do_enqueue(TRIAL_QUEUE, "trial", b"")
    broker.do_purge(TRIAL_QUEUE)


def probe_redis(url: str) -> None:
    """Runs the broker's script over a new connection. Raises what the client raises."""
    from dramatiq.brokers.redis import RedisBroker

    with redis_client(url) as client:
        exercise_redis(RedisBroker(client=client, middleware=[]))  # type: ignore[no-untyped-call]  # untyped there


def probe_rabbitmq(url: str) -> None:
    """Declares the queue of jobs over a new connection, as an existing one reports a loss only when it is used."""
    from dramatiq.brokers.rabbitmq import RabbitmqBroker

    broker = RabbitmqBroker(url=url, middleware=[])
    try:
        broker.declare_queue(QUEUE, ensure=True)
    finally:
        broker.close()
