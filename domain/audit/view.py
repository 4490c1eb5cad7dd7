"""Entries as somebody may see them."""

from datetime import datetime
from typing import Self
from uuid import UUID

import attrs

from domain.audit.act import AuditActor, Detail, Origin, Subject
from domain.audit.entry import AuditEntry
from domain.audit.personal import detail_of, origin_of

USER = "user"


@attrs.frozen(kw_only=True)
class EntryView:
    """An entry with the parts that are shown; of erased ones nothing is left."""

    id: UUID
    at: datetime
    action: str
    actor: AuditActor
    subject: Subject
    person_id: UUID | None
    platform: str | None
    request_id: str
    origin: Origin
    detail: Detail
    is_sealed: bool

    @classmethod
    def whole(cls, entry: AuditEntry) -> Self:
        """Returns the entry as whoever may read the audit sees it."""
        return cls(
            id=entry.pk,
            at=entry.at,
            action=entry.action,
            actor=AuditActor(kind=entry.actor_kind, id=entry.actor_id),
            subject=Subject(kind=entry.subject_kind, id=entry.subject_id),
            person_id=entry.person_id,
            platform=entry.platform,
            request_id=entry.request_id,
            origin=origin_of(entry.origin),
            detail=detail_of(entry.detail),
            is_sealed=entry.seal is not None,
        )

    @classmethod
    def for_person(cls, entry: AuditEntry, user_id: UUID) -> Self:
        """Returns the entry as the person sees it: without what belongs to others, and without their ids."""
        whole = cls.whole(entry)
        is_on_another = entry.person_id not in (None, user_id) or (
            entry.subject_kind == USER and entry.subject_id != user_id
        )
        return attrs.evolve(
            whole,
            actor=attrs.evolve(whole.actor, id=_own(entry.actor_id, user_id)),
            subject=attrs.evolve(whole.subject, id=None) if is_on_another else whole.subject,
            person_id=_own(entry.person_id, user_id),
            origin=whole.origin if entry.origin_owner == user_id else Origin(),
            detail=whole.detail if entry.person_id == user_id else Detail(),
        )


def _own(one: UUID | None, user_id: UUID) -> UUID | None:
    return one if one == user_id else None
