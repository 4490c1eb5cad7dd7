"""Rate limiters by the scheme of their URL. One that was not chosen is not imported."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

import attrs

from adapters.key_derivation.hkdf import DerivedKeys
from application.ports.clock import Clock
from application.ports.rate_limiter import RateLimiter
from bootstrap.settings.settings import Settings
from bootstrap.storage import Connection, NoConnection, always_there
from domain.accounts.login_throttling import GuessPolicy
from domain.shared_kernel.networks import plain_address, widest_network
from domain.shared_kernel.rate_limits import Policy
from entrypoints.http.rate_limits.client_address import ClientAddresses
from entrypoints.http.rate_limits.policies import Limit
from entrypoints.http.rate_limits.proxy_detection import ProxyWatch

CONNECTIONS = 16


@attrs.frozen
class Counting:
    """Where requests are counted."""

    connection: Connection
    limiter: RateLimiter
    try_out: Callable[[], Awaitable[None]] = always_there
    """Does once all that will be asked. Raises ``RefusedByServer`` and ``ServiceUnavailableException``."""


def no_limits() -> Counting:
    from adapters.rate_limiter.null import UnlimitedRateLimiter

    return Counting(NoConnection(), UnlimitedRateLimiter())


def in_memory(clock: Clock) -> Counting:
    from adapters.rate_limiter.memory import MemoryRateLimiter

    return Counting(NoConnection(), MemoryRateLimiter(clock))


def in_redis(
    url: str,
    clock: Clock,
    keys: Callable[[], DerivedKeys],
    offset: Callable[[], timedelta],
    patience: timedelta | None,
) -> Counting:
    """``keys`` are asked for when somebody is counted: only then must there be a secret."""
    from adapters.rate_limiter.memory import MemoryRateLimiter
    from adapters.rate_limiter.redis import RedisRateLimiter
    from adapters.redis.server import RedisServer

    server = RedisServer(url, patience=patience, connections=CONNECTIONS)
    limiter = RedisRateLimiter(server, MemoryRateLimiter(clock), lambda: keys().limits, offset)
    return Counting(server, limiter, limiter.try_out)


def address_policies(settings: Settings) -> Mapping[Limit, Policy]:
    """What one address may do."""
    return {
        Limit.REQUESTS: settings.limits.requests.named("requests"),
        Limit.SIGN_INS: settings.limits.sign_ins.named("sign-ins"),
        Limit.MAILS: settings.limits.mails.named("mails"),
        Limit.RESET_MAILS: settings.limits.mails.named("reset-mails"),
        Limit.NEW_PASSWORDS: settings.limits.sign_ins.named("new-passwords"),
    }


def guess_policy(settings: Settings) -> GuessPolicy:
    return GuessPolicy(
        from_network=settings.limits.guesses.named("guesses"),
        from_strangers=settings.limits.all_guesses.named("all-guesses"),
        from_device=settings.limits.guesses.named("device-guesses"),
        beyond_limit=settings.limits.guesses.named("known-sign-ins"),
    )


def mails_to_policy(settings: Settings) -> Policy:
    return settings.limits.mails_to.named("mails-to")


def reset_mails_to_policy(settings: Settings) -> Policy:
    """Of its own: who has all other mails to somebody sent cannot keep them from a new password."""
    return settings.limits.mails_to.named("reset-mails-to")


def client_addresses(settings: Settings) -> ClientAddresses:
    return ClientAddresses(settings.limits.trusted_proxies, ProxyWatch(alone_here=settings.web.is_local))


def connection_owners(settings: Settings) -> Callable[[str | None], str | None]:
    """Whom the connections of an address are counted for; nobody where it is a proxy's."""
    trusted = settings.limits.trusted_proxies

    def owner_of(address: str | None) -> str | None:
        try:
            peer = plain_address(address or "")
        except ValueError:
            return None
        return None if any(peer in network for network in trusted) else widest_network(peer)

    return owner_of
