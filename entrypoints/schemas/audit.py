"""Entries of the audit as JSON."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from application.audit.list_entries import AuditSearch
from domain.audit.view import EntryView
from domain.shared_kernel.sorting import Sort
from entrypoints.schemas.base import Schema
from entrypoints.schemas.fields import Maybe
from entrypoints.schemas.listing import Listing, ListQuery
from entrypoints.schemas.listing_fields import SortBy
from entrypoints.schemas.query_fields import ActionStart, QueryInstant, QueryUuid, RequestId


class ActorBody(Schema):
    """``kind`` is ``anonymous``, ``customer``, ``staff``, ``operator`` or ``service``; ``id`` is that of an account."""

    kind: str
    id: UUID | None


class SubjectBody(Schema):
    """``kind`` is a word such as ``user`` or ``session``."""

    kind: str
    id: UUID | None


class AuditEntryBody(Schema):
    """``person_id`` is the account that was acted on. ``command`` is the operator's. ``changes`` has the old and the
    new value of each field. What belongs to a person whose account is deleted is gone. ``sealed`` entries cannot be
    removed unseen."""

    id: UUID
    at: datetime
    actor: ActorBody
    action: str
    subject: SubjectBody
    person_id: UUID | None
    platform: str | None
    ip: str | None
    user_agent: str | None
    command: str | None
    request_id: str
    reason: str | None
    changes: dict[str, tuple[str | None, str | None]]
    sealed: bool

    @classmethod
    def of(cls, view: EntryView) -> "AuditEntryBody":
        """Returns the entry as JSON shows it."""
        origin, detail = view.origin, view.detail
        return cls.of_trusted(
            id=view.id,
            at=view.at,
            actor=ActorBody.of_trusted(kind=view.actor.kind, id=view.actor.id),
            action=view.action,
            subject=SubjectBody.of_trusted(kind=view.subject.kind, id=view.subject.id),
            person_id=view.person_id,
            platform=view.platform,
            ip=origin.ip,
            user_agent=origin.user_agent,
            command=origin.command,
            request_id=view.request_id,
            reason=detail.reason,
            changes=dict(detail.changes),
            sealed=view.is_sealed,
        )


class AuditEntryList(Listing[AuditEntryBody]):
    """A page of entries."""


class ActivityQuery(ListQuery):
    """The order of a list of entries."""

    sort: Annotated[Sort, SortBy("at")] = Sort("at", descending=True)


class AuditQuery(ActivityQuery):
    """Filters and order of a list of entries. ``subject`` finds what was acted on, or the person; ``action`` is the
    beginning of the action: ``user.`` finds all acts on accounts."""

    actor: Maybe[QueryUuid] = None
    subject: Maybe[QueryUuid] = None
    action: Maybe[ActionStart] = None
    at_from: Maybe[QueryInstant] = None
    at_to: Maybe[QueryInstant] = None
    request_id: Maybe[RequestId] = None

    def search(self) -> AuditSearch:
        """Returns the filters of the query."""
        return AuditSearch(
            actor=self.actor,
            subject=self.subject,
            action=self.action,
            at_from=self.at_from,
            at_to=self.at_to,
            request_id=self.request_id,
        )
