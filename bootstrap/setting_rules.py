"""What a value of a setting must be, and how it is declared."""

from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Protocol, TypeVar

import attrs
import typed_settings as ts

from bootstrap.storage_rules import is_amqp_url, is_redis_url

MIN_SECRET_BYTES = 32
MIN_DISTINCT_CHARACTERS = 10
LAST_PORT = 65535
PLACEHOLDERS = ("change", "secret", "placeholder", "example", "xxxx", "0000", "password")

V = TypeVar("V")


class Ordered(Protocol):
    def __le__(self, other: Any, /) -> bool: ...


@attrs.frozen
class Description:
    """What a person needs to know to set it right: it completes the sentence "it must …"."""

    rule: Callable[[Any], bool]
    must: str
    example: str
    about: str
    secret: bool
    shown: Callable[[str], str]


def setting(
    default: V,
    *,
    rule: Callable[[Any], bool],
    must: str,
    example: str,
    about: str,
    secret: bool = False,
    shown: Callable[[str], str] = repr,
    canonical: Callable[[V], V] | None = None,
) -> V:
    """Declares a setting; ``rule`` holds of every value that it may have, and ``shown`` is how one may be
    repeated, ``canonical`` makes the one form of those that mean the same."""
    description = Description(rule, must, example, about, secret, shown)
    visible = False if secret else shown
    declared: V = ts.option(
        default=default, converter=canonical, help=about, repr=visible, metadata={"description": description}
    )
    return declared


def describe(field: "attrs.Attribute[object]") -> Description:
    description: Description = field.metadata["description"]
    return description


def between(least: Ordered, most: Ordered) -> Callable[[Any], bool]:
    return lambda value: least <= value <= most


def at_least(least: Ordered) -> Callable[[Any], bool]:
    return lambda value: least <= value


def is_bool(value: object) -> bool:
    return isinstance(value, bool)


def is_broker_url(value: str) -> bool:
    if value.startswith("redis"):
        return is_redis_url(value)
    return value == "memory://" or is_amqp_url(value)


def is_secret(value: str) -> bool:
    """Empty means that one is made; else long enough, and neither a placeholder nor a row of few characters."""
    long = len(value.encode()) >= MIN_SECRET_BYTES
    varied = len(set(value)) >= MIN_DISTINCT_CHARACTERS
    return value == "" or (long and varied and not any(word in value.lower() for word in PLACEHOLDERS))


def is_file(value: str) -> bool:
    """Empty means none; else its folder is there, whether it is or not."""
    return value == "" or ("\0" not in value and Path(value).absolute().parent.is_dir() and not Path(value).is_dir())


def is_switch(value: str) -> bool:
    return value in {"on", "off", "auto"}


def is_log_format(value: str) -> bool:
    return value in {"auto", "text", "json"}


def is_log_level(value: str) -> bool:
    return value in {"debug", "info", "warning", "error"}


def is_address(host: str) -> bool:
    """Whether a host of a URL is an IP address, not a name."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def is_loopback(host: str | None) -> bool:
    """Whether a host of a URL is this machine alone."""
    try:
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False
