"""Every act, through the API as it is served, and the entry that the audit has of it."""

from pathlib import Path

import pytest

from domain.audit.act import ActorKind
from domain.audit.mac_check import MacCheck
from tests.foundation.frozen_names import ACTIONS
from tests.support.app_harness import app_harness
from tests.system.acts.factor_acts import FACTOR_ACTS
from tests.system.acts.own_acts import OWN_ACTS, Act
from tests.system.acts.scene import ADA, Scene, on_user, said_by
from tests.system.acts.staff_acts import STAFF_ACTS
from tests.system.api.conftest import Service, serving


async def require_entries_of(scene: Scene, act: Act) -> None:
    expected = await act(scene)
    entries = await scene.entries()
    assert [said_by(entry) for entry in entries] == expected
    mac = scene.harness.container.ports().audit_mac
    assert all(mac.verify(entry.mac, entry.canonical(), entry.key_id) is MacCheck.GENUINE for entry in entries)


@pytest.mark.parametrize("act", OWN_ACTS)
async def test_an_act_of_a_person_is_an_entry_that_names_who_did_what_and_from_where(scene: Scene, act: str) -> None:
    await require_entries_of(scene, OWN_ACTS[act])


@pytest.mark.parametrize("act", STAFF_ACTS)
async def test_an_act_of_staff_is_an_entry_that_names_on_whom_and_why(scene: Scene, act: str) -> None:
    await require_entries_of(scene, STAFF_ACTS[act])


@pytest.mark.parametrize("act", FACTOR_ACTS)
async def test_an_act_by_or_on_a_second_factor_is_an_entry(scene: Scene, act: str) -> None:
    await require_entries_of(scene, FACTOR_ACTS[act])


@pytest.mark.parametrize("store", ["memory", "sqlite"])
async def test_the_service_ends_surplus_sessions_in_its_own_name_and_from_nowhere(tmp_path: Path, store: str) -> None:
    async with app_harness(store, tmp_path, sessions_per_account=1) as harness, serving(harness) as client:
        scene = await Scene.of(Service(harness, client))
        await scene.begin_act()
        await scene.nobody.log_in(ADA)
        _opened, surplus = [said_by(entry) for entry in await scene.entries()]
    changes = {"ended": (None, "1")}
    assert surplus == on_user(
        "surplus_sessions.ended", scene.ada, actor=ActorKind.SERVICE, by=None, changes=changes, origin={}
    )


@pytest.mark.parametrize("store", ["memory", "sqlite"])
async def test_a_registration_that_hides_an_account_is_an_entry_of_its_owner(tmp_path: Path, store: str) -> None:
    async with app_harness(store, tmp_path, hide_accounts="true") as harness, serving(harness) as client:
        scene = await Scene.of(Service(harness, client))
        await scene.begin_act()
        assert (await scene.nobody.register(ADA)).status == 202
        entries = [said_by(entry) for entry in await scene.entries()]
    assert entries == [on_user("registration.refused", scene.ada, actor=ActorKind.ANONYMOUS, by=None)]


def test_every_name_of_an_act_is_that_of_one_which_is_done_here() -> None:
    tables = "".join(file.read_text("utf-8") for file in Path(__file__).parent.glob("*.py"))
    assert {action for action in ACTIONS if f'"{action}"' not in tables} == set()
