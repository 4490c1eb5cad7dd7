"""Errors of a reachable database that only an operator can mend, each with its cure."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from application.ports.server_refusal import RefusedByServer, words_of
from domain.shared_kernel.errors import ServiceUnavailableException
from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _

NAME = _("The database")
POOLER = _(
    "Behind PgBouncer, name a pool whose pool_mode is transaction or session, or PostgreSQL itself: a transaction must "
    "stay with a connection of the server"
)
_STATEMENT_MODE = "statement pooling mode"
"""PgBouncer has one SQLSTATE for whatever it refuses, much of which passes by itself."""
CURES: Mapping[str, Message] = {
    "26000": POOLER,
    "42P05": POOLER,
    "28": _("Are user and password in the URL right, and does pg_hba.conf let them in from here?"),
    "3D000": _("Make it: CREATE DATABASE name TEMPLATE template0 ENCODING 'UTF8'"),
    "3F000": _("Let there be a schema in its search_path: CREATE SCHEMA public"),
    "42501": _("Let its user create tables: GRANT CREATE, USAGE ON SCHEMA public TO user, or let it own the database"),
}
"""Cures by the beginning of the SQLSTATE."""


@contextmanager
def raise_server_refusals() -> Iterator[None]:
    """Raises ``RefusedByServer`` for errors that have a cure; others pass unchanged."""
    try:
        yield
    except RefusedByServer:
        raise
    except Exception as failure:
        cause = failure.__cause__ if isinstance(failure, ServiceUnavailableException) else failure
        cure = None if cause is None else _cure_of(cause)
        if cause is None or cure is None:
            raise
        raise RefusedByServer(NAME, words_of(cause), cure) from failure


def _cure_of(cause: BaseException) -> Message | None:
    if _STATEMENT_MODE in words_of(cause):
        return POOLER
    state = _state(cause)
    return next((cure for start, cure in CURES.items() if state.startswith(start)), None)


def _state(error: BaseException) -> str:
    """Returns the SQLSTATE of the innermost error that has one, else an empty text."""
    inner: BaseException | None = error
    state = ""
    while inner is not None:
        state = getattr(inner, "sqlstate", None) or state
        inner = getattr(inner, "orig", None) or inner.__cause__
    return state
