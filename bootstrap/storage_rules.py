"""What the URLs of storages must be, and how they are shown."""

import re
from collections.abc import Mapping
from urllib.parse import SplitResult, parse_qs, urlsplit

_POSTGRESQL = "postgresql+asyncpg"
_POSTGRESQL_NAMES = ("postgres:", "postgresql:", "postgresql+asyncpg:")
_TLS = {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"}
_DATABASE_OPTIONS = {"host", "port", "ssl"}
"""What a URL of PostgreSQL may say behind its question mark: ``host`` is the folder of a Unix socket too."""

_SECRET_OPTION = re.compile(r"(?i)([?&;][^=&]*(?:pass|pw|user|key|secret|token|auth|cred)[^=&]*=).*")
"""One that may let somebody in, and all behind it: a password may hold what separates options."""
_REDIS_OPTIONS = {"db": r"\d+"}
"""What a URL of Redis may say behind its question mark, as its client reads it, and what each must be like."""
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
"""The same for RabbitMQ: whole numbers, but for those of its client that nobody needs here."""
REDIS_MUST = (
    "redis://USER:PASSWORD@HOST:PORT/NUMBER (of one server: a Redis Cluster or Sentinel is not supported) or "
    "rediss://… over TLS, which may end in ?ssl_ca_certs=FILE"
)


def canonical_database_url(value: str) -> str:
    """The URL as the driver of the database reads it: hosters write ``postgres://…?sslmode=require``."""
    if not value.startswith(_POSTGRESQL_NAMES):
        return value
    address, mark, options = value.partition(":")[2].partition("?")
    options = re.sub(r"(^|&)sslmode=", r"\1ssl=", options)
    return f"{_POSTGRESQL}:{address}{mark}{options}"


def is_database_url(value: str) -> bool:
    if value.startswith("postgresql+asyncpg:"):
        return _is_postgresql_url(value)
    return value == "memory://" or re.fullmatch(r"sqlite\+aiosqlite:///[^?#:]+", value) is not None


def is_token_store_url(value: str) -> bool:
    return value in {"database://", "memory://"} or is_redis_url(value)


def is_redis_url(value: str) -> bool:
    if not value.startswith(("redis://", "rediss://")):
        return False
    parts = _split(value)
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


def is_amqp_url(value: str) -> bool:
    parts = _split(value)
    if parts is None or parts.scheme not in {"amqp", "amqps"} or not parts.hostname or "," in parts.hostname:
        return False
    return _are_options(parts.query, _AMQP_OPTIONS)


def _are_options(query: str, rules: Mapping[str, str]) -> bool:
    options = parse_qs(query, keep_blank_values=True)
    return all(len(given) == 1 and re.fullmatch(rules.get(name, "(?!)"), given[0]) for name, given in options.items())


def without_user(url: str) -> str:
    """The URL as it may be repeated, between quotes: a user's name alone may be a password, and clients of some servers
    take both as options."""
    return repr(re.sub("//.*@", "//…@", _SECRET_OPTION.sub(r"\1…", url)))


def location_of(database_url: str) -> str:
    """Where a database is, without what would let somebody in: a file, ``host/name`` or the scheme alone."""
    scheme, _, rest = database_url.partition("://")
    place = rest.removeprefix("/")
    if scheme.startswith("postgresql"):
        place = place.rpartition("@")[2].partition("?")[0]
    return place or scheme


def _is_postgresql_url(value: str) -> bool:
    parts = _split(value)
    if parts is None or not parts.path.strip("/") or parts.fragment:
        return False
    options = parse_qs(parts.query, keep_blank_values=True)
    words = set(options.get("ssl", []))
    return options.keys() <= _DATABASE_OPTIONS and words <= _TLS and bool(parts.hostname or "host" in options)


def _split(value: str) -> SplitResult | None:
    try:
        parts = urlsplit(value)
        return parts if parts.port != 0 else None
    except ValueError:
        return None
