"""An act, as the audit records it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import attrs

from domain.shared_kernel.platform import Platform


class ActorKind(StrEnum):
    """The kind of actor. The values are stored and are wire names."""

    ANONYMOUS = "anonymous"
    """Somebody who has not shown who they are."""
    CUSTOMER = "customer"
    STAFF = "staff"
    OPERATOR = "operator"
    """A user of the command line."""
    SERVICE = "service"
    """The service itself, such as a periodic job."""


@attrs.frozen(kw_only=True)
class AuditActor:
    """The actor. Only customers and staff have an id, that of their account."""

    kind: str
    id: UUID | None = None


@attrs.frozen(kw_only=True)
class Subject:
    """The thing that was acted on: ``kind`` is a short word such as ``user`` or ``job``."""

    kind: str
    id: UUID | None = None


@attrs.frozen(kw_only=True)
class Origin:
    """The place that an act came from. It is personal: it belongs to the actor. ``command`` is the operator's, with
    the user of the operating system."""

    ip: str | None = None
    user_agent: str | None = None
    command: str | None = None


@attrs.frozen(kw_only=True)
class Detail:
    """The reason for an act, and the old and the new value of each field that it changed. It is personal: it belongs
    to the person who was acted on."""

    reason: str | None = None
    changes: Mapping[str, tuple[str | None, str | None]] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Act:
    """Something that was done. ``action`` is ``<thing>.<past tense>``, such as ``user.locked``. ``person_id`` is the
    account that was acted on, or whose session, factor or key it was."""

    at: datetime
    action: str
    actor: AuditActor
    subject: Subject
    person_id: UUID | None = None
    platform: Platform | None = None
    request_id: str
    session_id: UUID | None = None
    origin: Origin = attrs.field(factory=Origin)
    detail: Detail = attrs.field(factory=Detail)
