"""The data that the audit keeps about people."""

from uuid import UUID

from application.personal_data import BATCH, PersonalData
from application.ports.unit_of_work import UnitOfWork
from domain.audit.entry import AuditEntry
from domain.shared_kernel.filters import Filter

_OF_OTHERS = "an entry is about others too, such as staff"


def _origins_of(user_id: UUID) -> Filter:
    return (AuditEntry.actor_id == user_id) & ~AuditEntry.origin.is_none()


def _details_of(user_id: UUID) -> Filter:
    return (AuditEntry.person_id == user_id) & ~AuditEntry.detail.is_none()


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
    withheld=dict.fromkeys(AuditEntry.fields.keys() - {"version"}, _OF_OTHERS),
    erase=_erase,
)
