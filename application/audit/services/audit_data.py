"""The data that the audit keeps about people."""

from collections.abc import Sequence
from uuid import UUID

from application.personal_data import BATCH, PersonalData
from application.ports.unit_of_work import Repositories, UnitOfWork
from domain.audit.entry import AuditEntry
from domain.audit.view import EntryView
from domain.shared_kernel.filters import FilterOf

_PROOF = "shows that nobody changed the entry"
_WITHHELD = {
    "actor_kind": "shown as the actor",
    "actor_id": "shown as the actor, where it is the person",
    "subject_kind": "shown as the subject",
    "subject_id": "shown as the subject, unless it is somebody else",
    "session_id": "shown with the sessions",
    "origin": "shown as address and client, where they are the person's",
    "detail": "shown as reason and changes, where they are the person's",
    **dict.fromkeys(("origin_salt", "origin_commitment", "detail_salt", "detail_commitment"), _PROOF),
    **dict.fromkeys(("key_id", "mac", "seal", "position", "membership"), _PROOF),
}


def _origins_of(user_id: UUID) -> FilterOf[AuditEntry]:
    return (AuditEntry.actor_id == user_id) & ~AuditEntry.origin.is_none()


def _details_of(user_id: UUID) -> FilterOf[AuditEntry]:
    return (AuditEntry.person_id == user_id) & ~AuditEntry.detail.is_none()


async def _read(work: Repositories, user_id: UUID) -> Sequence[EntryView]:
    entries = await work.audit_entries.select_all(AuditEntry.about(user_id), sort=AuditEntry.at.desc())
    return [EntryView.for_person(entry, user_id) for entry in entries]


async def _erase(work: UnitOfWork, user_id: UUID) -> None:
    """Erases what belongs to the person. The entries stay, and what they are signed over does not change."""
    for theirs in (_origins_of(user_id), _details_of(user_id)):
        while True:
            page = await work.audit_entries.paginate(theirs, sort=AuditEntry.pk.asc(), limit=BATCH, counted=False)
            for entry in page.items:
                entry.erase(user_id)
                await work.audit_entries.update(entry)
            if len(page.items) < BATCH:
                break


AUDIT = PersonalData(
    name="activity",
    entity=AuditEntry,
    withheld=_WITHHELD,
    read=_read,
    erase=_erase,
)
