"""The audit, as staff and as people read it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.audit.services.new_entry import NewEntry
from bootstrap.domains.audit import audit
from domain.access.role import Role
from domain.audit.act import Act, ActorKind, AuditActor, Detail, Origin, Subject
from domain.shared_kernel.platform import Platform
from tests.support.audit import NOON
from tests.system.api.client import Client
from tests.system.api.conftest import Service

ADA = "ada@example.org"
ACTION = "kettle.boiled"
"""An action that nothing but these tests records."""


async def write(service: Service, *acts: Act, is_sealed: bool = False) -> Sequence[str]:
    """Stores the entries of acts, and returns their ids."""
    ports = service.harness.container.ports()
    new_entry = NewEntry(ports.ids, ports.random, ports.audit_mac)
    entries = [new_entry(act) for act in acts]
    async with ports.begin() as work:
        await work.audit_entries.append(entries)
        await work.commit()
    if is_sealed:
        while await audit(ports).seal_entries():
            continue
    return [str(entry.pk) for entry in entries]


def an_act(*, actor: AuditActor, person: UUID | None, **values: Any) -> Act:
    usual: dict[str, Any] = {
        "at": NOON,
        "action": ACTION,
        "subject": Subject(kind="user", id=person),
        "person_id": person,
        "platform": Platform.ADMIN,
        "request_id": "request-1",
        "origin": Origin(ip="192.0.2.7", user_agent="curl"),
        "detail": Detail(reason="why not", changes={"heat": (None, "100")}),
    }
    return Act(actor=actor, **{**usual, **values})


def staff(user_id: UUID) -> AuditActor:
    return AuditActor(kind=ActorKind.STAFF, id=user_id)


async def found(client: Client, query: str) -> list[str]:
    reply = await client("GET", f"/audit?action={ACTION}&{query}")
    assert reply.status == 200
    return [entry["id"] for entry in reply.body["items"]]


async def test_an_auditor_sees_the_whole_entry(service: Service) -> None:
    auditor = await service.staff(role=Role.AUDITOR)
    grace, ada = uuid4(), uuid4()
    (entry_id,) = await write(service, an_act(actor=staff(grace), person=ada))

    (entry,) = (await auditor("GET", f"/audit?action={ACTION}")).body["items"]

    assert entry == {
        "id": entry_id,
        "at": "2026-05-01T12:00:00.123456Z",
        "actor": {"kind": "staff", "id": str(grace)},
        "action": ACTION,
        "subject": {"kind": "user", "id": str(ada)},
        "person_id": str(ada),
        "platform": "admin",
        "ip": "192.0.2.7",
        "user_agent": "curl",
        "command": None,
        "request_id": "request-1",
        "reason": "why not",
        "changes": {"heat": [None, "100"]},
        "sealed": False,
    }


async def test_an_entry_shows_that_it_is_sealed(service: Service) -> None:
    auditor = await service.staff(role=Role.AUDITOR)
    await write(service, an_act(actor=staff(uuid4()), person=None), is_sealed=True)

    (entry,) = (await auditor("GET", f"/audit?action={ACTION}")).body["items"]

    assert entry["sealed"] is True


async def test_entries_are_filtered(service: Service) -> None:
    auditor = await service.staff(role=Role.AUDITOR)
    grace, ada, session = uuid4(), uuid4(), uuid4()
    first, second, third = await write(
        service,
        an_act(actor=staff(grace), person=ada),
        an_act(
            actor=AuditActor(kind=ActorKind.CUSTOMER, id=ada),
            person=ada,
            subject=Subject(kind="session", id=session),
            at=NOON + timedelta(seconds=1),
        ),
        an_act(
            actor=AuditActor(kind=ActorKind.OPERATOR),
            person=None,
            origin=Origin(command="cortex keys rotate (root@db-1)"),
            at=NOON + timedelta(seconds=2),
            request_id="request-2",
        ),
    )

    assert await found(auditor, "") == [third, second, first]
    assert await found(auditor, "sort=at") == [first, second, third]
    assert await found(auditor, f"actor={grace}") == [first]
    assert await found(auditor, f"subject={ada}") == [second, first]
    assert await found(auditor, f"subject={session}") == [second]
    assert await found(auditor, "request_id=request-2") == [third]
    assert await found(auditor, "at_from=2026-05-01T12:00:01.123456Z") == [third, second]
    assert await found(auditor, "at_to=2026-05-01T12:00:01.123456Z") == [first]
    assert (await auditor("GET", "/audit?action=kettle.")).body["total"] == 3
    assert (await auditor("GET", "/audit?action=kettle.b&total=none")).body["total"] is None
    (last, *_) = (await auditor("GET", f"/audit?action={ACTION}")).body["items"]
    assert (last["command"], last["ip"]) == ("cortex keys rotate (root@db-1)", None)


async def test_pages_of_entries_are_walked(service: Service) -> None:
    auditor = await service.staff(role=Role.AUDITOR)
    ids = await write(service, *[an_act(actor=staff(uuid4()), person=None) for _ in range(5)])
    walked: list[str] = []
    after = ""
    while True:
        page = (await auditor("GET", f"/audit?action={ACTION}&limit=2{after}")).body
        walked += [entry["id"] for entry in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"

    assert walked == list(reversed(ids))


async def test_a_bad_filter_is_named(service: Service) -> None:
    auditor = await service.staff(role=Role.AUDITOR)
    refused = await auditor("GET", "/audit?actor=ada&at_from=noon&action=&colour=red&sort=action")
    assert refused.faults == {
        "actor": "wrong_type",
        "at_from": "wrong_type",
        "action": "too_short",
        "colour": "unknown_field",
        "sort": "invalid_choice",
    }


async def test_a_person_sees_what_they_did_and_what_was_done_to_them(service: Service) -> None:
    await service.client.register(ADA)
    ada = (await service.harness.user(ADA)).pk
    client = await service.client.signed_in(ADA)
    own = an_act(actor=AuditActor(kind=ActorKind.CUSTOMER, id=ada), person=ada)
    await write(service, own, an_act(actor=staff(uuid4()), person=uuid4()))

    entries = [entry for entry in (await client("GET", "/me/activity")).body["items"] if entry["action"] == ACTION]

    (entry,) = entries
    assert (entry["actor"], entry["ip"], entry["reason"]) == (
        {"kind": "customer", "id": str(ada)},
        "192.0.2.7",
        "why not",
    )


async def test_a_person_sees_no_id_and_no_address_of_staff(service: Service) -> None:
    await service.client.register(ADA)
    ada = (await service.harness.user(ADA)).pk
    client = await service.client.signed_in(ADA)
    await write(service, an_act(actor=staff(uuid4()), person=ada))

    (entry,) = [each for each in (await client("GET", "/me/activity")).body["items"] if each["action"] == ACTION]

    assert entry["actor"] == {"kind": "staff", "id": None}
    assert (entry["ip"], entry["user_agent"], entry["command"]) == (None, None, None)
    assert entry["subject"] == {"kind": "user", "id": str(ada)}
    assert (entry["reason"], entry["changes"]) == ("why not", {"heat": [None, "100"]})


async def test_a_person_sees_nobody_whom_they_acted_on(service: Service) -> None:
    await service.client.register(ADA)
    ada = (await service.harness.user(ADA)).pk
    client = await service.client.signed_in(ADA)
    await write(service, an_act(actor=staff(ada), person=uuid4()))

    (entry,) = [each for each in (await client("GET", "/me/activity")).body["items"] if each["action"] == ACTION]

    assert (entry["subject"], entry["person_id"]) == ({"kind": "user", "id": None}, None)
    assert (entry["reason"], entry["changes"]) == (None, {})
    assert entry["ip"] == "192.0.2.7"


@pytest.mark.parametrize("path", ["/audit", "/me/activity"])
async def test_nobody_reads_without_signing_in(service: Service, path: str) -> None:
    client = service.client if path.startswith("/me") else service.client.at("admin")
    assert (await client("GET", path)).status == 401
