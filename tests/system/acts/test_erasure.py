"""What the audit keeps of people who have left."""

import pytest

from domain.audit.act import ActorKind
from domain.audit.entry import AuditEntry
from domain.audit.mac_check import MacCheck
from tests.support.app_harness import PASSWORD
from tests.system.acts.scene import ADA, Scene

REASON = "asked for it by telephone"


@pytest.fixture
async def known(scene: Scene) -> list[AuditEntry]:
    """Every kind of entry of Ada: her own acts, those of staff on her, and those of somebody who was not let in."""
    await scene.as_ada("PATCH", "/me", {"last_name": "King"})
    await scene.nobody.log_in(ADA, "not the password")
    await scene.as_boss("PATCH", f"/users/{scene.ada.pk}", {"first_name": "Augusta"})
    entries = [entry for entry in await scene.entries() if scene.ada.pk in {entry.actor_id, entry.person_id}]
    assert all(entry.origin and entry.detail for entry in entries)
    return entries


@pytest.mark.parametrize("by", ["herself", "staff"])
async def test_an_account_that_is_deleted_leaves_entries_without_anything_personal(
    scene: Scene, known: list[AuditEntry], by: str
) -> None:
    if by == "herself":
        assert (await scene.as_ada("POST", "/me/delete", {"password": PASSWORD})).status == 204
    else:
        assert (await scene.as_boss("DELETE", f"/users/{scene.ada.pk}")).status == 204
    left = {entry.pk: entry for entry in await scene.entries()}
    mac = scene.harness.container.ports().audit_mac
    for former in known:
        entry = left[former.pk]
        is_of_staff = entry.actor_kind == ActorKind.STAFF
        assert (entry.detail, entry.detail_salt) == (None, None)
        assert (entry.origin, entry.origin_salt) == (
            (former.origin, former.origin_salt) if is_of_staff else (None, None)
        )
        assert mac.verify(entry.mac, entry.canonical(), entry.key_id) is MacCheck.GENUINE
    [farewell] = [entry for entry in left.values() if entry.action == "user.deleted"]
    assert (farewell.detail, farewell.origin == "{}") == ("{}", by == "herself")


async def test_the_entries_of_others_are_left_as_they_are(scene: Scene, known: list[AuditEntry]) -> None:
    def of_others(entries: list[AuditEntry]) -> list[dict[str, object]]:
        return [entry.values() for entry in entries if scene.ada.pk not in {entry.actor_id, entry.person_id}]

    before = of_others(list(await scene.entries()))
    await scene.as_ada("POST", "/me/delete", {"password": PASSWORD})
    after = of_others(list(await scene.entries()))
    assert before
    assert after[: len(before)] == before


async def test_staff_who_leave_take_along_where_they_acted_from_and_nothing_else(scene: Scene) -> None:
    await scene.as_boss("POST", f"/users/{scene.ada.pk}/lock", {"reason": REASON})
    other = await scene.service.staff("other@example.org")
    assert (await other("DELETE", f"/users/{scene.boss.pk}")).status == 204
    [entry] = [entry for entry in await scene.entries() if entry.action == "user.locked"]
    assert (entry.actor_id, entry.origin, entry.origin_salt) == (scene.boss.pk, None, None)
    assert entry.detail is not None
    assert REASON in entry.detail
