"""The rate limiter, by the scheme of its URL. Only the chosen one is imported."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import attrs

from adapters.key_derivation.hkdf import DerivedKeys
from application.ports.clock import Clock
from application.ports.rate_limiter import RateLimiter
from bootstrap.adapters.connection import Connection, NoConnection, always_available
from bootstrap.settings.server_urls import ServerUrl

CONNECTIONS = 16


@attrs.frozen
class LimiterChoice:
    """The chosen rate limiter and its connection."""

    connection: Connection
    limiter: RateLimiter
    check_server: Callable[[], Awaitable[None]] = always_available
    """Runs every operation once. Raises ``RefusedByServer`` and ``ServiceUnavailableException``."""


def no_limits() -> LimiterChoice:
    """A limiter that grants everything."""
    from adapters.rate_limiter.null import NullRateLimiter

    return LimiterChoice(NoConnection(), NullRateLimiter())


def in_memory(clock: Clock) -> LimiterChoice:
    """A limiter for this process alone."""
    from adapters.rate_limiter.memory import MemoryRateLimiter

    return LimiterChoice(NoConnection(), MemoryRateLimiter(clock))


def in_redis(
    url: ServerUrl,
    clock: Clock,
    keys: Callable[[], DerivedKeys],
    offset: Callable[[], timedelta],
    timeout: timedelta | None,
) -> LimiterChoice:
    """A limiter for all processes. ``keys`` is called at the first count, so that other commands need no secret."""
    from adapters.rate_limiter.memory import MemoryRateLimiter
    from adapters.rate_limiter.redis import RedisRateLimiter
    from adapters.redis.server import RedisServer

    server = RedisServer(url.text, timeout=timeout, connections=CONNECTIONS)
    limiter = RedisRateLimiter(server, MemoryRateLimiter(clock), lambda: keys().limits, offset)
    return LimiterChoice(server, limiter, limiter.check_server)
