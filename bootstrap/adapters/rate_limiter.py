"""The rate limiter, by the scheme of its URL. Only the chosen one is imported."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import attrs

from adapters.key_derivation.hkdf import DerivedKeys
from application.ports.clock import Clock
from application.ports.rate_limiter import RateLimiter
from bootstrap.adapters.connection import Connection, NoConnection, always_available
from bootstrap.adapters.making import made
from bootstrap.process.lean_imports import import_without_clusters
from bootstrap.registry.adapter import Adapter
from bootstrap.settings.adapter_tables import RATE_LIMITERS
from bootstrap.settings.server_urls import REDIS_FORM, ServerUrl, exactly, redis_url

CONNECTIONS = 16


@attrs.frozen
class LimiterChoice:
    """The chosen rate limiter and its connection."""

    connection: Connection
    limiter: RateLimiter
    check_server: Callable[[], Awaitable[None]] = always_available
    """Runs every operation once. Raises ``RefusedByServer`` and ``ServiceUnavailableException``."""
    server: str = ""
    """The name of the server that counts; ``cortex doctor`` asks it."""


@attrs.frozen(kw_only=True)
class RateLimiterContext:
    """The parts of a rate limiter. ``keys`` is called at the first count, so that other commands need no secret;
    ``clock_offset`` is added to the time of a store, ``timeout`` is ``None`` for the default of the adapter."""

    url: ServerUrl
    clock: Clock
    keys: Callable[[], DerivedKeys]
    clock_offset: Callable[[], timedelta]
    timeout: timedelta | None


class RateLimiterAdapter(Adapter[ServerUrl, RateLimiterContext, LimiterChoice]):
    """An adapter of the rate limiter."""

    group = "cortex.rate_limiters"


def chosen_limiter(context: RateLimiterContext) -> LimiterChoice:
    """Makes the rate limiter that the scheme of the URL chooses."""
    return made(RATE_LIMITERS, context.url.scheme, RateLimiterAdapter, context)


def no_limits() -> LimiterChoice:
    """A limiter that grants everything."""
    from adapters.rate_limiter.null import NullRateLimiter

    return LimiterChoice(NoConnection(), NullRateLimiter())


def _in_memory(context: RateLimiterContext) -> LimiterChoice:
    """A limiter for this process alone."""
    from adapters.rate_limiter.memory import MemoryRateLimiter

    return LimiterChoice(NoConnection(), MemoryRateLimiter(context.clock))


def _in_redis(context: RateLimiterContext) -> LimiterChoice:
    """A limiter for all processes."""
    from adapters.rate_limiter.memory import MemoryRateLimiter

    import_without_clusters()
    from adapters.rate_limiter.redis import RedisRateLimiter
    from adapters.redis.server import RedisServer

    server = RedisServer(context.url.text, timeout=context.timeout, connections=CONNECTIONS)
    alone = MemoryRateLimiter(context.clock)
    limiter = RedisRateLimiter(server, alone, lambda: context.keys().limits, context.clock_offset)
    return LimiterChoice(server, limiter, limiter.check_server, server="Redis")


MEMORY = RateLimiterAdapter(form="memory://", read=exactly("memory://"), make=_in_memory, is_volatile=True)
REDIS = RateLimiterAdapter(form=REDIS_FORM, read=redis_url, make=_in_redis)
