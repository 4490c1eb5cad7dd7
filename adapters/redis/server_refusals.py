"""Errors that a reachable Redis answers with, and their cures."""

import re

from redis.exceptions import AuthenticationError, AuthorizationError, ResponseError

from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _

_TRANSIENT = (
    "BUSY",
    "CLUSTERDOWN",
    "ERR max number of clients",
    "LOADING",
    "MASTERDOWN",
    "MISCONF",
    "NOREPLICAS",
    "OOM",
    "READONLY",
    "TRYAGAIN",
    "UNKILLABLE",
    "max number of clients",
)
"""Beginnings of errors that pass by themselves or after a failover."""
_IN_SCRIPT = re.compile(r"ERR Error running script \(.*?\): (?:@user_script: ?\d+: )+-?")
"""Redis 6.2 puts this before the error of a command inside of a script."""
_GRANT_PERMISSIONS = _("Let its user run scripts, with every command on the keys {keys}: {command}").bind(
    {
        "keys": "{cortex*",
        "command": "ACL SETUSER NAME ~{cortex* +@read +@write +@scripting +@connection +time +info",
    }
)
_WRONG_USER = _("Are the user and the password in the URL right?")
_NO_CLUSTER = _("A Redis Cluster is not supported: name a Redis that is none")
_CURES = {
    "NOPERM": _GRANT_PERMISSIONS,
    "The user executing the script": _GRANT_PERMISSIONS,
    "NOAUTH": _("Name its user and password: redis://USER:PASSWORD@HOST:PORT/NUMBER"),
    "WRONGPASS": _WRONG_USER,
    "invalid username-password": _WRONG_USER,
    "DB index": _("How many databases does it have? The number ends the URL: redis://HOST:PORT/0"),
    "invalid DB index": _("The number of the database ends the URL: redis://HOST:PORT/0"),
    "MOVED": _NO_CLUSTER,
    "CROSSSLOT": _NO_CLUSTER,
    "unknown command": _("Is it a Redis, or a Valkey, of 6.2 or newer, and are scripts allowed there?"),
}
_DEFAULT_CURE = _("Is it the Redis that is meant, and do its settings allow scripts?")


def is_lasting(error: BaseException) -> bool:
    """Returns true if an operator must act before Redis accepts the command."""
    if isinstance(error, (AuthenticationError, AuthorizationError)):
        return True
    return isinstance(error, ResponseError) and not _IN_SCRIPT.sub("", words_of(error)).startswith(_TRANSIENT)


def words_of(error: BaseException) -> str:
    """Returns the whole error text of the server: its client cuts the first word off."""
    code = getattr(error, "status_code", None)
    words = str(error).rstrip(".")
    return words if code is None or words.startswith(code) else f"{code} {words}"


def cure_of(words: str) -> Message:
    """Returns the cure of a lasting error."""
    return next((cure for part, cure in _CURES.items() if part in words), _DEFAULT_CURE)
