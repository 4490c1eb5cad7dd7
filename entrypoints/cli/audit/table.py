"""Entries as rows of a table."""

from entrypoints.cli.output import instant
from entrypoints.schemas.audit import ActorBody, AuditEntryBody, SubjectBody

TITLES = ("TIME", "ACTION", "ACTOR", "SUBJECT", "FROM", "REASON")


def cells(entry: AuditEntryBody) -> tuple[str, ...]:
    """Returns the row of an entry."""
    origin = entry.command or entry.ip or "-"
    return (instant(entry.at), entry.action, _name(entry.actor), _name(entry.subject), origin, entry.reason or "-")


def _name(one: ActorBody | SubjectBody) -> str:
    return f"{one.kind} {one.id}" if one.id else one.kind
