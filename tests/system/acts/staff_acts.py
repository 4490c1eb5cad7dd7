"""What staff do: each act, and what the audit says of it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from domain.audit.act import ActorKind
from domain.jobs.stored_job import JobStatus, StoredJob
from domain.shared_kernel.language import Language
from domain.shared_kernel.platform import Platform
from tests.system.acts.own_acts import Act
from tests.system.acts.scene import ADA, STRANGER, Expected, Scene, on_user

PERSON = {"email": STRANGER, "first_name": "Grace", "last_name": "Hopper"}
REASON = "asked for it by telephone"


async def by_boss(scene: Scene, action: str, **others: object) -> Expected:
    """What an entry has to say of an act of Boss on Ada's account."""
    session = await scene.session_of(scene.boss)
    usual = {"actor": ActorKind.STAFF, "by": scene.boss.pk, "platform": Platform.ADMIN, "session_id": session}
    return on_user(action, scene.ada, **(usual | others))


async def invite(scene: Scene) -> Sequence[Expected]:
    await scene.begin_act()
    await scene.as_boss("POST", "/users", PERSON | {"role": "support"})
    invited = await scene.harness.user(STRANGER)
    about = {"subject": ("user", invited.pk), "person": invited.pk}
    return [await by_boss(scene, "user.invited", changes={"role": (None, "support")}, **about)]


async def take_over_an_unconfirmed_account(scene: Scene) -> Sequence[Expected]:
    await scene.begin_act()
    assert (await scene.as_boss("POST", "/users", PERSON | {"email": ADA, "last_name": "King"})).status == 201
    return [
        await by_boss(scene, "sessions.ended", reason="password_voided"),
        await by_boss(scene, "password.voided"),
        await by_boss(scene, "user.edited", changes={"last_name": ("Hopper", "King")}),
        await by_boss(scene, "user.invited"),
    ]


async def resend_an_invitation(scene: Scene) -> Sequence[Expected]:
    await scene.as_boss("POST", "/users", PERSON)
    invited = await scene.harness.user(STRANGER)
    await scene.begin_act()
    await scene.as_boss("POST", f"/users/{invited.pk}/resend-invitation")
    about = {"subject": ("user", invited.pk), "person": invited.pk}
    return [await by_boss(scene, "invitation.resent", **about)]


async def send_a_password_reset(scene: Scene) -> Sequence[Expected]:
    await scene.begin_act()
    await scene.as_boss("POST", f"/users/{scene.ada.pk}/send-password-reset")
    return [await by_boss(scene, "password.reset_requested")]


async def edit(scene: Scene) -> Sequence[Expected]:
    await scene.harness.register(STRANGER, staff=True)
    await scene.begin_act()
    await scene.as_boss("PATCH", f"/users/{scene.ada.pk}", {"first_name": "Ada", "language": "it"})
    changes = {"first_name": ("Grace", "Ada"), "language": ("en", "it")}
    return [await by_boss(scene, "user.edited", changes=changes)]


async def change_an_address(scene: Scene) -> Sequence[Expected]:
    token = await scene.harness.mailed_token(ADA)
    await scene.nobody("POST", "/auth/verify-email", {"token": token})
    await scene.begin_act()
    await scene.as_boss("PATCH", f"/users/{scene.ada.pk}", {"email": STRANGER})
    return [await by_boss(scene, "email.changed", changes={"email": (ADA, STRANGER)})]


async def change_a_role(scene: Scene) -> Sequence[Expected]:
    other = await scene.harness.register(STRANGER, staff=True)
    await scene.begin_act()
    await scene.as_boss("PATCH", f"/users/{other.pk}", {"role": "auditor"})
    about = {"subject": ("user", other.pk), "person": other.pk}
    return [await by_boss(scene, "role.changed", changes={"role": ("owner", "auditor")}, **about)]


async def remove_a_role(scene: Scene) -> Sequence[Expected]:
    other = await scene.harness.register(STRANGER, staff=True)
    await scene.begin_act()
    await scene.as_boss("PATCH", f"/users/{other.pk}", {"role": None})
    about = {"subject": ("user", other.pk), "person": other.pk}
    return [
        await by_boss(scene, "sessions.ended", reason="role_removed", **about),
        await by_boss(scene, "role.changed", changes={"role": ("owner", None)}, **about),
    ]


async def lock(scene: Scene) -> Sequence[Expected]:
    await scene.begin_act()
    for _twice in range(2):
        await scene.as_boss("POST", f"/users/{scene.ada.pk}/lock", {"reason": REASON})
    return [
        await by_boss(scene, "sessions.ended", reason="locked"),
        await by_boss(scene, "user.locked", reason=REASON),
    ]


async def unlock(scene: Scene) -> Sequence[Expected]:
    await scene.as_boss("POST", f"/users/{scene.ada.pk}/lock", {})
    await scene.begin_act()
    await scene.as_boss("POST", f"/users/{scene.ada.pk}/unlock", {"reason": REASON})
    return [await by_boss(scene, "user.unlocked", reason=REASON)]


async def end_a_session(scene: Scene) -> Sequence[Expected]:
    ended = await scene.session_of(scene.ada)
    await scene.begin_act()
    assert (await scene.as_boss("DELETE", f"/users/{scene.ada.pk}/sessions/{ended}")).status == 204
    return [await by_boss(scene, "session.ended", subject=("session", ended), reason="ended")]


async def end_all_sessions(scene: Scene) -> Sequence[Expected]:
    await scene.begin_act()
    await scene.as_boss("DELETE", f"/users/{scene.ada.pk}/sessions")
    return [await by_boss(scene, "sessions.ended", reason="ended")]


async def delete(scene: Scene) -> Sequence[Expected]:
    await scene.begin_act()
    assert (await scene.as_boss("DELETE", f"/users/{scene.ada.pk}")).status == 204
    return [await by_boss(scene, "user.deleted")]


async def store_dead_job(scene: Scene) -> UUID:
    """Stores a job that has failed at every attempt, and returns its id."""
    ports = scene.harness.container.ports()
    now = ports.clock.now()
    dead = StoredJob(
        pk=ports.ids.ordered(),
        name="ping",
        arguments="{}",
        created_at=now,
        run_at=now,
        status=JobStatus.DEAD,
        language=Language("en"),
        request_id="-",
    )
    async with ports.begin() as work:
        await work.jobs.create(dead)
        await work.commit()
    return dead.pk


async def retry_a_job(scene: Scene) -> Sequence[Expected]:
    dead = await store_dead_job(scene)
    await scene.begin_act()
    assert (await scene.as_boss("POST", f"/jobs/{dead}/retry")).status == 202
    return [await by_boss(scene, "job.retried", subject=("job", dead), person=None, reason="ping")]


STAFF_ACTS: Mapping[str, Act] = {
    act.__name__: act
    for act in (
        invite,
        take_over_an_unconfirmed_account,
        resend_an_invitation,
        send_a_password_reset,
        edit,
        change_an_address,
        change_a_role,
        remove_a_role,
        lock,
        unlock,
        end_a_session,
        end_all_sessions,
        delete,
        retry_a_job,
    )
}
