"""URLs of servers: of Redis, of RabbitMQ, of those that other packages bring, and of the memory of a process."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import SplitResult

import attrs

from bootstrap.settings.urls import are_options, split, without_user

_NUMBER = "[0-9]{1,9}"
_POSITIVE = rf"(?!0+$){_NUMBER}"
_REDIS_PATH = rf"(/|/{_NUMBER})?"
_REDIS_OPTIONS = {"db": _NUMBER}
"""Options that a Redis URL may have, and the pattern of each."""
_REDIS_TLS_OPTIONS = {
    "ssl_cert_reqs": "none|optional|required",
    "ssl_check_hostname": "(?i:true|false|yes|no|1|0)",
    "ssl_ca_certs": ".+",
    "ssl_ca_path": ".+",
    "ssl_certfile": ".+",
    "ssl_keyfile": ".+",
}
_AMQP_OPTIONS = {
    "heartbeat": "[0-9]{1,4}",
    "connection_attempts": _POSITIVE,
    "retry_delay": _NUMBER,
    "socket_timeout": _POSITIVE,
    "stack_timeout": _POSITIVE,
    "blocked_connection_timeout": _NUMBER,
}
"""The same for RabbitMQ."""
REDIS_FORM = "redis://USER:PASSWORD@HOST:PORT/NUMBER or rediss://…"


@attrs.frozen
class ServerUrl:
    """``text`` is the URL for the client of a server, ``scheme`` the part before ``://``."""

    text: str = attrs.field(repr=without_user)
    scheme: str

    @property
    def is_memory(self) -> bool:
        """True if nothing leaves the process."""
        return self.scheme == "memory"


@attrs.frozen(eq=False, kw_only=True, repr=False)
class ServerUrlRule:
    """The rule of the URLs of one kind of server: a host, unless ``has_host`` is false, a path that matches the pattern
    ``path``, and options of which each matches its pattern. There is no fragment, and each option is named once. With
    ``needs_password``, whoever names a user names a password too."""

    path: str = ""
    options: Mapping[str, str] = attrs.field(factory=dict)
    has_host: bool = True
    needs_password: bool = False

    def __call__(self, url: str) -> ServerUrl:
        """Parses a URL. Raises ``ValueError``."""
        parts = split(url)
        if parts is None or not self._is_right(parts):
            raise ValueError("no URL of such a server")
        return ServerUrl(url, parts.scheme)

    def _is_right(self, parts: SplitResult) -> bool:
        host = parts.hostname or ""
        is_host_right = bool(host) and "," not in host if self.has_host else not parts.netloc
        is_user_right = not self.needs_password or parts.username is None or parts.password is not None
        return (
            is_host_right
            and is_user_right
            and not parts.fragment
            and re.fullmatch(self.path, parts.path) is not None
            and are_options(parts.query, self.options)
        )


_REDIS = {
    "redis": ServerUrlRule(path=_REDIS_PATH, options=_REDIS_OPTIONS),
    "rediss": ServerUrlRule(path=_REDIS_PATH, options=_REDIS_OPTIONS | _REDIS_TLS_OPTIONS),
}
rabbitmq_url = ServerUrlRule(path=".*", options=_AMQP_OPTIONS, needs_password=True)
"""Parses a URL of RabbitMQ."""


def redis_url(url: str) -> ServerUrl:
    """Parses a URL of Redis, over TLS or not. Raises ``ValueError``."""
    rule = _REDIS.get(url.partition("://")[0])
    if rule is None:
        raise ValueError("no URL of Redis")
    return rule(url)


def exactly(url: str) -> Callable[[str], ServerUrl]:
    """Returns the rule of a URL that has no parts, such as ``memory://``."""

    def read(given: str) -> ServerUrl:
        if given != url:
            raise ValueError("it has no parts")
        return ServerUrl(url, url.partition(":")[0])

    return read
