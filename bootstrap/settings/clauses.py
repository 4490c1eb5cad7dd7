"""The clauses that complete the sentence "it must …" for most settings. Their translations name what is expected, in
the nominative: "a time from 1m to 1d"."""

from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _

_TIME = _("be a time from {least} to {most}")
_WHOLE_NUMBER = _("be a whole number from {least} to {most}")
_CHOICE = _("be {words} or {last}")
_REDIS = _(
    "be {schemes}, redis://USER:PASSWORD@HOST:PORT/NUMBER (of one server: a Redis Cluster or Sentinel is not "
    "supported) or rediss://… over TLS, which may end in ?ssl_ca_certs=FILE"
)


def time_clause(least: str, most: str) -> Message:
    """Returns the clause of a time between two, each as it is written: ``1m``, ``24h``."""
    return _TIME.bind({"least": least, "most": most})


def number_clause(least: int, most: int) -> Message:
    """Returns the clause of a whole number between two."""
    return _WHOLE_NUMBER.bind({"least": str(least), "most": str(most)})  # as it is written, without marks of thousands


def choice_clause(*words: str) -> Message:
    """Returns the clause of a choice of words, two at least."""
    *others, last = words
    return _CHOICE.bind({"words": ", ".join(others), "last": last})


def redis_clause(*schemes: str) -> Message:
    """Returns the clause of a URL of one of these schemes, or of Redis."""
    return _REDIS.bind({"schemes": ", ".join(schemes)})
