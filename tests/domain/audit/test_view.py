from uuid import UUID

import attrs
import pytest

from domain.audit.act import ActorKind, AuditActor, Detail, Origin, Subject
from domain.audit.entry import AuditEntry
from domain.audit.view import EntryView
from domain.shared_kernel.platform import Platform
from tests.support.audit import ADA, GRACE, NOON, an_entry

JOB = UUID(int=3)
FROM_CURL = Origin(ip="192.0.2.7", user_agent="curl")
SPAM = Detail(reason="“spam”", changes={"is_locked": ("false", "true")})


def sealed(entry: AuditEntry) -> AuditEntry:
    entry.seal = 1
    return entry


def test_an_entry_is_shown_whole_to_those_who_read_the_audit() -> None:
    entry = an_entry()
    whole = EntryView(
        id=entry.pk,
        at=NOON,
        action="user.locked",
        actor=AuditActor(kind=ActorKind.STAFF, id=GRACE),
        subject=Subject(kind="user", id=ADA),
        person_id=ADA,
        platform=Platform.ADMIN,
        request_id="request-1",
        origin=FROM_CURL,
        detail=SPAM,
        is_sealed=False,
    )
    assert EntryView.whole(entry) == whole
    assert EntryView.whole(sealed(entry)) == attrs.evolve(whole, is_sealed=True)


@attrs.frozen
class Seen:
    """What a person sees of an entry, beside what everybody sees."""

    actor_id: UUID | None
    subject_id: UUID | None
    person_id: UUID | None
    origin: Origin
    detail: Detail


OWN = {"actor": AuditActor(kind=ActorKind.CUSTOMER, id=ADA)}
NOBODY = {"actor": AuditActor(kind=ActorKind.ANONYMOUS)}
HER_JOB = {"subject": Subject(kind="job", id=JOB)}
ON_GRACE = {"subject": Subject(kind="user", id=GRACE), "person_id": None}
SEEN = [
    ({}, ADA, Seen(None, ADA, ADA, Origin(), SPAM)),
    ({}, GRACE, Seen(GRACE, None, None, FROM_CURL, Detail())),
    (OWN, ADA, Seen(ADA, ADA, ADA, FROM_CURL, SPAM)),
    (NOBODY, ADA, Seen(None, ADA, ADA, FROM_CURL, SPAM)),
    (HER_JOB, ADA, Seen(None, JOB, ADA, Origin(), SPAM)),
    (HER_JOB, GRACE, Seen(GRACE, None, None, FROM_CURL, Detail())),
    (HER_JOB | {"person_id": None}, GRACE, Seen(GRACE, JOB, None, FROM_CURL, Detail())),
    (ON_GRACE, GRACE, Seen(GRACE, GRACE, None, FROM_CURL, Detail())),
    (ON_GRACE | OWN, ADA, Seen(ADA, None, None, FROM_CURL, Detail())),
]


@pytest.mark.parametrize(("values", "reader", "seen"), SEEN, ids=str)
def test_a_person_sees_of_an_entry_what_is_theirs(values: dict[str, object], reader: UUID, seen: Seen) -> None:
    entry = an_entry(**values)
    view, whole = EntryView.for_person(entry, reader), EntryView.whole(entry)
    assert Seen(view.actor.id, view.subject.id, view.person_id, view.origin, view.detail) == seen
    shown = attrs.evolve(
        view,
        actor=attrs.evolve(view.actor, id=whole.actor.id),
        subject=attrs.evolve(view.subject, id=whole.subject.id),
        person_id=whole.person_id,
        origin=whole.origin,
        detail=whole.detail,
    )
    assert shown == whole
