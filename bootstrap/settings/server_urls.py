"""URLs of Redis, of RabbitMQ and of the memory of a process."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qs

import attrs

from bootstrap.settings.readers import text
from bootstrap.settings.urls import split, without_user

_REDIS_OPTIONS = {"db": r"\d+"}
"""Options that a Redis URL may have, and the pattern of each."""
_REDIS_TLS_OPTIONS = {
    "ssl_cert_reqs": "none|optional|required",
    "ssl_check_hostname": "(?i:true|false|yes|no|1|0)",
    "ssl_ca_certs": ".+",
    "ssl_ca_path": ".+",
    "ssl_certfile": ".+",
    "ssl_keyfile": ".+",
}
_AMQP_OPTIONS = dict.fromkeys(
    (
        "heartbeat",
        "connection_attempts",
        "retry_delay",
        "socket_timeout",
        "stack_timeout",
        "blocked_connection_timeout",
    ),
    r"\d+",
)
"""The same for RabbitMQ."""
REDIS_MUST = (
    "redis://USER:PASSWORD@HOST:PORT/NUMBER (of one server: a Redis Cluster or Sentinel is not supported) or "
    "rediss://… over TLS, which may end in ?ssl_ca_certs=FILE"
)


@attrs.frozen
class ServerUrl:
    """``text`` is the URL for the client of a server, ``scheme`` the part before ``://``."""

    text: str = attrs.field(repr=without_user)
    scheme: str

    @property
    def is_redis(self) -> bool:
        """True for Redis, over TLS or not."""
        return self.scheme in {"redis", "rediss"}

    @property
    def is_memory(self) -> bool:
        """True if nothing leaves the process."""
        return self.scheme == "memory"


def token_store_url(value: object) -> ServerUrl:
    """Parses ``database://``, ``memory://`` or a Redis URL. Raises ``ValueError``."""
    url = text(value)
    return _checked(url, url in {"database://", "memory://"} or _is_redis(url))


def broker_url(value: object) -> ServerUrl:
    """Parses ``memory://`` or a URL of Redis or RabbitMQ. Raises ``ValueError``."""
    url = text(value)
    return _checked(url, url == "memory://" or _is_redis(url) or _is_amqp(url))


def rate_limit_url(value: object) -> ServerUrl:
    """Parses ``memory://`` or a Redis URL. Raises ``ValueError``."""
    url = text(value)
    return _checked(url, url == "memory://" or _is_redis(url))


def _checked(url: str, is_right: bool) -> ServerUrl:
    if not is_right:
        raise ValueError("no URL of such a server")
    return ServerUrl(url, url.partition(":")[0])


def _is_redis(value: str) -> bool:
    if not value.startswith(("redis://", "rediss://")):
        return False
    parts = split(value)
    if (
        parts is None
        or not parts.hostname
        or "," in parts.hostname
        or parts.fragment
        or re.fullmatch(r"(/\d*)?", parts.path) is None
    ):
        return False
    rules = _REDIS_OPTIONS if parts.scheme == "redis" else _REDIS_OPTIONS | _REDIS_TLS_OPTIONS
    return _are_options(parts.query, rules)


def _is_amqp(value: str) -> bool:
    parts = split(value)
    if parts is None or parts.scheme not in {"amqp", "amqps"} or not parts.hostname or "," in parts.hostname:
        return False
    return _are_options(parts.query, _AMQP_OPTIONS)


def _are_options(query: str, rules: Mapping[str, str]) -> bool:
    options = parse_qs(query, keep_blank_values=True)
    return all(len(given) == 1 and re.fullmatch(rules.get(name, "(?!)"), given[0]) for name, given in options.items())
