from collections.abc import Iterator, Sequence
from uuid import UUID

from application.ports.unit_of_work import Repositories
from domain.accounts.user import User
from domain.audit.entry import AuditEntry
from domain.audit.finding import Finding, FindingKind


async def erased_parts(work: Repositories, entries: Sequence[AuditEntry]) -> Sequence[Finding]:
    """Returns the personal parts that were erased although their owner has an account, or although they have no
    owner."""
    erased = [(entry, part, owner) for entry in entries for part, owner in _erased(entry)]
    owners = {owner for _entry, _part, owner in erased if owner is not None}
    existing = {user.pk for user in await work.users.select_all(User.pk.one_of(owners))} if owners else set()
    return [
        Finding(kind=FindingKind.TEXT_ERASED, seal=entry.seal, position=entry.position, entry_id=entry.pk, part=part)
        for entry, part, owner in erased
        if owner is None or owner in existing
    ]


def _erased(entry: AuditEntry) -> Iterator[tuple[str, UUID | None]]:
    """Yields each part of the entry that was erased, with its owner."""
    if entry.origin is None:
        yield "origin", entry.origin_owner
    if entry.detail is None:
        yield "detail", entry.person_id
