"""What people do with their second factors, and staff with those of others: each act, and what the audit says of it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from tests.support.app_harness import PASSWORD
from tests.system.acts.own_acts import Act, on_new_session
from tests.system.acts.scene import ADA, Expected, Scene, on_user
from tests.system.acts.staff_acts import REASON, by_boss
from tests.system.api.mfa.authenticator import Authenticator


async def enrolled(scene: Scene) -> tuple[Authenticator, UUID]:
    """Ada's app, confirmed, and the session that goes on."""
    app, mine = Authenticator(scene.harness, scene.nobody, ADA), await scene.session_of(scene.ada)
    await app.enrol(scene.as_ada)
    return app, mine


async def add_a_factor(scene: Scene) -> Sequence[Expected]:
    app, mine = Authenticator(scene.harness, scene.nobody, ADA), await scene.session_of(scene.ada)
    await app.add(scene.as_ada)
    await scene.begin_act()
    await scene.as_ada("POST", f"/me/factors/{app.factor_id}/confirm", {"code": app.next_code()})
    return [
        on_user("factor.added", scene.ada, session_id=mine, changes={"factor": (None, "totp")}),
        on_user("other_sessions.ended", scene.ada, session_id=mine, reason="factor_added"),
    ]


async def begin_to_sign_in(scene: Scene) -> Sequence[Expected]:
    app, _mine = await enrolled(scene)
    await scene.begin_act()
    await app.challenge()
    return [on_user("sign_in.challenged", scene.ada)]


async def sign_in_by_a_code(scene: Scene) -> Sequence[Expected]:
    app, _mine = await enrolled(scene)
    challenge = await app.challenge()
    await scene.begin_act()
    assert (await app.answer(challenge, app.next_code())).status == 200
    return [on_user("factor.used", scene.ada, reason="totp"), await on_new_session(scene, "pwd otp mfa")]


async def sign_in_by_a_recovery_code(scene: Scene) -> Sequence[Expected]:
    app, _mine = await enrolled(scene)
    challenge = await app.challenge()
    await scene.begin_act()
    assert (await app.answer(challenge, app.recovery_codes[0], "recovery_code")).status == 200
    return [on_user("factor.used", scene.ada, reason="recovery_code"), await on_new_session(scene, "pwd otp mfa")]


async def sign_in_by_a_wrong_code(scene: Scene) -> Sequence[Expected]:
    app, _mine = await enrolled(scene)
    challenge = await app.challenge()
    await scene.begin_act()
    for _twice in range(2):
        assert (await app.answer(challenge, "abcdef")).code == "invalid_code"
    return [on_user("factor.refused", scene.ada, changes={"failures": (str(n), str(n + 1))}) for n in range(2)]


async def remove_a_factor(scene: Scene) -> Sequence[Expected]:
    app, mine = await enrolled(scene)
    await scene.begin_act()
    proof = {"password": PASSWORD, "code": app.next_code()}
    assert (await scene.as_ada("DELETE", f"/me/factors/{app.factor_id}", proof)).status == 204
    return [
        on_user("factor.used", scene.ada, session_id=mine, reason="totp"),
        on_user("factor.removed", scene.ada, session_id=mine, changes={"factor": ("totp", None)}),
    ]


async def renew_recovery_codes(scene: Scene) -> Sequence[Expected]:
    app, mine = await enrolled(scene)
    await scene.begin_act()
    proof = {"password": PASSWORD, "code": app.next_code()}
    assert (await scene.as_ada("POST", "/me/recovery-codes", proof)).status == 200
    return [
        on_user("factor.used", scene.ada, session_id=mine, reason="totp"),
        on_user("recovery_codes.renewed", scene.ada, session_id=mine),
    ]


async def reset_the_factors_of_another(scene: Scene) -> Sequence[Expected]:
    await enrolled(scene)
    await scene.begin_act()
    assert (await scene.as_boss("POST", f"/users/{scene.ada.pk}/reset-mfa", {"reason": REASON})).status == 204
    return [
        await by_boss(scene, "sessions.ended", reason="mfa_reset"),
        await by_boss(scene, "mfa.reset", reason=REASON),
    ]


FACTOR_ACTS: Mapping[str, Act] = {
    act.__name__: act
    for act in (
        add_a_factor,
        begin_to_sign_in,
        sign_in_by_a_code,
        sign_in_by_a_recovery_code,
        sign_in_by_a_wrong_code,
        remove_a_factor,
        renew_recovery_codes,
        reset_the_factors_of_another,
    )
}
