"""What a Redis that answers says where it does not do what it is asked."""

import re

from redis.exceptions import AuthenticationError, AuthorizationError, ResponseError

_PASSING = (
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
"""How sentences begin that will be taken back by themselves, or after a failover."""
_IN_SCRIPT = re.compile(r"ERR Error running script \(.*?\): (?:@user_script: ?\d+: )+-?")
"""What Redis 6.2 puts before the sentence of a command inside of a script."""
_LET_IT = (
    "Let its user run scripts, with every command on the keys {cortex*: "
    "ACL SETUSER NAME ~{cortex* +@read +@write +@scripting +@connection +time +info"
)
_CURES = {
    "NOPERM": _LET_IT,
    "The user executing the script": _LET_IT,
    "NOAUTH": "Name its user and password: redis://USER:PASSWORD@HOST:PORT/NUMBER",
    "WRONGPASS": "Are the user and the password in the URL right?",
    "invalid username-password": "Are the user and the password in the URL right?",
    "DB index": "How many databases does it have? The number ends the URL: redis://HOST:PORT/0",
    "invalid DB index": "The number of the database ends the URL: redis://HOST:PORT/0",
    "MOVED": "A Redis Cluster is not supported: name a Redis that is none",
    "CROSSSLOT": "A Redis Cluster is not supported: name a Redis that is none",
    "unknown command": "Is it a Redis, or a Valkey, of 6.2 or newer, and are scripts allowed there?",
}
_OTHERWISE = "Is it the Redis that is meant, and do its settings allow scripts?"


def lasts(error: BaseException) -> bool:
    """Whether somebody must mend something until Redis does what it is asked."""
    if isinstance(error, (AuthenticationError, AuthorizationError)):
        return True
    return isinstance(error, ResponseError) and not _IN_SCRIPT.sub("", words_of(error)).startswith(_PASSING)


def words_of(error: BaseException) -> str:
    """The sentence of the server: its client cuts the first word off."""
    code = getattr(error, "status_code", None)
    words = str(error).rstrip(".")
    return words if code is None or words.startswith(code) else f"{code} {words}"


def cure_of(words: str) -> str:
    """What to do about a refusal that lasts."""
    return next((cure for part, cure in _CURES.items() if part in words), _OTHERWISE)
