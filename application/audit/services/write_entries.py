from collections.abc import Sequence
from uuid import UUID

import attrs

from application.audit.services.new_entry import NewEntry
from application.ports.subscriber import Subscriber
from application.ports.unit_of_work import UnitOfWork
from application.request_context import get_command, get_device, get_platform, get_request_id, get_session_id
from domain.audit.act import Act, ActorKind, AuditActor, Detail, Origin, Subject
from domain.shared_kernel.actor import Operator, Service
from domain.shared_kernel.events import DomainEvent, SecurityEvent
from domain.shared_kernel.platform import Platform


@attrs.frozen(eq=False, repr=False)
class WriteEntries(Subscriber):
    """Stores an entry of the audit for every security event, in the transaction of the act, with the request or the
    command that it came by."""

    new_entry: NewEntry

    async def __call__(self, work: UnitOfWork, events: Sequence[DomainEvent]) -> None:
        entries = [self.new_entry(act_of(event)) for event in events if isinstance(event, SecurityEvent)]
        if entries:
            await work.audit_entries.append(entries)


def act_of(event: SecurityEvent) -> Act:
    """Returns the act of an event in the current request, job or command. Of an act that ends the account of a person
    nothing is kept that belongs to them: it would outlive the account."""
    actor, owner_is_gone = _actor(event), event.ends_account
    return Act(
        at=event.at,
        action=event.action,
        actor=actor,
        subject=Subject(kind=event.subject_kind, id=event.subject_id),
        person_id=event.user_id,
        platform=get_platform(),
        request_id=get_request_id(),
        session_id=get_session_id() or event.session_id,
        origin=Origin() if owner_is_gone and actor.id == event.user_id else _origin(actor),
        detail=Detail() if owner_is_gone else _detail(event),
    )


def _actor(event: SecurityEvent) -> AuditActor:
    """Returns the actor. A person acts as staff on the platform of staff, and as a customer elsewhere."""
    match event.by:
        case UUID():
            kind = ActorKind.STAFF if get_platform() is Platform.ADMIN else ActorKind.CUSTOMER
            return AuditActor(kind=kind, id=event.by)
        case Operator():
            return AuditActor(kind=ActorKind.OPERATOR)
        case Service():
            return AuditActor(kind=ActorKind.SERVICE)
        case None:
            return AuditActor(kind=ActorKind.ANONYMOUS)


def _origin(actor: AuditActor) -> Origin:
    """Returns the place that the actor acts from: the operator's is a command, the service has none."""
    match actor.kind:
        case ActorKind.OPERATOR:
            return Origin(command=get_command())
        case ActorKind.SERVICE:
            return Origin()
        case _:
            device = get_device()
            return Origin(ip=device.ip, user_agent=device.user_agent)


def _detail(event: SecurityEvent) -> Detail:
    changes = {change.field: (change.old, change.new) for change in event.changes}
    return Detail(reason=event.reason, changes=changes)
