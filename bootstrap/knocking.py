"""Asking brokers whether they are there. A library that was not chosen is not imported."""

from typing import Any

from bootstrap.extras import imports_of

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
        retry=Retry(NoBackoff(), 1, (Lost,)),  # a connection may be older than a restart
    )


def knock_at_redis(url: str) -> None:
    with redis_client(url) as client:
        client.ping()


def knock_at_rabbitmq(url: str) -> None:
    """A connection belongs to a thread, and says that it is lost when it is used: a new one tells the truth. Raises
    ``MissingExtra``."""
    with imports_of("rabbitmq", setting="CORTEX_BROKER_URL"):
        from pika import BlockingConnection, URLParameters

    BlockingConnection(URLParameters(url)).close()
