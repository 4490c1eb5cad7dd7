"""Acts, entries and the keys of an audit to test with."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from adapters.audit_mac.hmac import HmacAuditMac
from adapters.id_factory.uuid import UuidFactory
from adapters.random_source.system import SystemRandomSource
from application.audit.services.new_entry import NewEntry
from domain.audit.act import Act, ActorKind, AuditActor, Detail, Origin, Subject
from domain.audit.entry import AuditEntry
from domain.shared_kernel.platform import Platform

ENTRY_MAC = HmacAuditMac(bytes(range(32)))
SEAL_MAC = HmacAuditMac(bytes(range(1, 33)))
NOON = datetime(2026, 5, 1, 12, 0, 0, 123456, tzinfo=UTC)
GRACE, ADA = UUID(int=1), UUID(int=2)
new_entry = NewEntry(UuidFactory(), SystemRandomSource(), ENTRY_MAC)


def an_act(**values: Any) -> Act:
    """Grace, of the staff, locks Ada, unless ``values`` differ."""
    usual: dict[str, Any] = {
        "at": NOON,
        "action": "user.locked",
        "actor": AuditActor(kind=ActorKind.STAFF, id=GRACE),
        "subject": Subject(kind="user", id=ADA),
        "person_id": ADA,
        "platform": Platform.ADMIN,
        "request_id": "request-1",
        "origin": Origin(ip="192.0.2.7", user_agent="curl"),
        "detail": Detail(reason="“spam”", changes={"is_locked": ("false", "true")}),
    }
    return Act(**{**usual, **values})


def an_entry(**values: Any) -> AuditEntry:
    """Returns the signed entry of such an act."""
    return new_entry(an_act(**values))
