"""What people do with their own accounts, and strangers with them: each act, and what the audit says of it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from urllib.parse import quote

from domain.audit.act import ActorKind
from domain.shared_kernel.platform import Platform
from tests.support.app_harness import PASSWORD
from tests.system.acts.scene import ADA, STRANGER, Expected, Scene, on_user

Act = Callable[[Scene], Awaitable[Sequence[Expected]]]
NEW_EMAIL, NEW_PASSWORD = "countess@example.org", "kT8-harbour-lantern"
ANONYMOUS = ActorKind.ANONYMOUS


async def register(scene: Scene) -> Sequence[Expected]:
    await scene.begin_act()
    await scene.nobody.register(STRANGER)
    return [on_user("user.registered", await scene.harness.user(STRANGER))]


async def verify_email(scene: Scene) -> Sequence[Expected]:
    token = await scene.harness.mailed_token(ADA)
    await scene.begin_act()
    await scene.nobody("POST", "/auth/verify-email", {"token": token})
    return [on_user("email.verified", scene.ada)]


async def resend_verification(scene: Scene) -> Sequence[Expected]:
    await scene.begin_act()
    await scene.nobody("POST", "/auth/resend-verification", {"email": ADA})
    return [on_user("verification.requested", scene.ada, actor=ANONYMOUS, by=None)]


async def resend_verification_of_nobody(scene: Scene) -> Sequence[Expected]:
    await scene.begin_act()
    await scene.nobody("POST", "/auth/resend-verification", {"email": STRANGER})
    return [nobodys("verification.requested")]


def nobodys(action: str, **others: object) -> Expected:
    """What an entry has to say where there is no account."""
    usual = {"action": action, "actor": ANONYMOUS, "by": None, "subject": ("user", None), "person": None}
    return Expected(**(usual | others))  # type: ignore[arg-type]  # the fields are of many types


async def log_in(scene: Scene) -> Sequence[Expected]:
    await scene.begin_act()
    await scene.nobody.log_in(ADA)
    return [await on_new_session(scene)]


async def on_new_session(scene: Scene, amr: str = "pwd", **others: object) -> Expected:
    """The session was opened by Ada last."""
    opened = await scene.session_of(scene.ada)
    usual = {"subject": ("session", opened), "session_id": opened, "changes": {"amr": (None, amr)}}
    return on_user("session.opened", scene.ada, **(usual | others))


async def log_in_by_a_wrong_password(scene: Scene) -> Sequence[Expected]:
    await scene.begin_act()
    await scene.nobody.log_in(ADA, "not the password")
    return [on_user("sign_in.refused", scene.ada, actor=ANONYMOUS, by=None, reason="invalid_credentials")]


async def log_in_at_an_address_of_nobody(scene: Scene) -> Sequence[Expected]:
    await scene.begin_act()
    await scene.nobody.log_in(STRANGER)
    return [nobodys("sign_in.refused", reason="invalid_credentials")]


async def log_in_while_locked(scene: Scene) -> Sequence[Expected]:
    await scene.as_boss("POST", f"/users/{scene.ada.pk}/lock", {})
    await scene.begin_act()
    await scene.nobody.log_in(ADA)
    return [on_user("sign_in.refused", scene.ada, reason="account_locked")]


async def log_in_at_the_platform_of_staff(scene: Scene) -> Sequence[Expected]:
    await scene.begin_act()
    await scene.nobody.at("admin").log_in(ADA)
    staff = {"actor": ActorKind.STAFF, "platform": Platform.ADMIN}
    return [on_user("sign_in.refused", scene.ada, reason="not_staff", **staff)]


async def log_out(scene: Scene) -> Sequence[Expected]:
    pair = (await scene.nobody.log_in(ADA)).body
    await scene.begin_act()
    ended = await scene.session_of(scene.ada)
    for _twice in range(2):
        await scene.nobody("POST", "/auth/logout", {"refresh_token": pair["refresh_token"]})
    session = {"subject": ("session", ended), "session_id": ended}
    return [on_user("session.ended", scene.ada, reason="logged_out", **session)]


async def log_out_everywhere(scene: Scene) -> Sequence[Expected]:
    mine = await scene.session_of(scene.ada)
    await scene.begin_act()
    await scene.as_ada("POST", "/auth/logout-all")
    return [on_user("sessions.ended", scene.ada, session_id=mine, reason="logged_out_everywhere")]


async def refresh(scene: Scene) -> Sequence[Expected]:
    pair = (await scene.nobody.log_in(ADA)).body
    await scene.begin_act()
    assert (await scene.nobody("POST", "/auth/refresh", {"refresh_token": pair["refresh_token"]})).status == 200
    return []


async def reuse_a_refresh_token(scene: Scene) -> Sequence[Expected]:
    first = (await scene.nobody.log_in(ADA)).body["refresh_token"]
    second = (await scene.nobody("POST", "/auth/refresh", {"refresh_token": first})).body["refresh_token"]
    await scene.nobody("POST", "/auth/refresh", {"refresh_token": second})
    ended = await scene.session_of(scene.ada)
    await scene.begin_act()
    assert (await scene.nobody("POST", "/auth/refresh", {"refresh_token": first})).code == "token_reused"
    session = {"subject": ("session", ended), "session_id": ended}
    return [on_user("refresh_token.reused", scene.ada, actor=ANONYMOUS, by=None, **session)]


async def forget_password(scene: Scene) -> Sequence[Expected]:
    await scene.begin_act()
    await scene.nobody("POST", "/auth/forgot-password", {"email": ADA})
    return [on_user("password.reset_requested", scene.ada, actor=ANONYMOUS, by=None)]


async def forget_the_password_of_nobody(scene: Scene) -> Sequence[Expected]:
    await scene.begin_act()
    await scene.nobody("POST", "/auth/forgot-password", {"email": STRANGER})
    return [nobodys("password.reset_requested")]


async def reset_password(scene: Scene) -> Sequence[Expected]:
    await scene.nobody("POST", "/auth/forgot-password", {"email": ADA})
    token = await scene.harness.mailed_token(ADA)
    await scene.begin_act()
    await scene.nobody("POST", "/auth/reset-password", {"token": token, "new_password": NEW_PASSWORD})
    return [
        on_user("email.verified", scene.ada),
        on_user("sessions.ended", scene.ada, reason="password_changed"),
        on_user("password.reset", scene.ada),
    ]


async def accept_an_invitation(scene: Scene) -> Sequence[Expected]:
    person = {"email": STRANGER, "first_name": "Grace", "last_name": "Hopper"}
    await scene.as_boss("POST", "/users", person)
    token, invited = await scene.harness.mailed_token(STRANGER), await scene.harness.user(STRANGER)
    await scene.begin_act()
    client = scene.nobody
    page = f"{client.origin}/account/accept-invitation?token={quote(token)}"
    headers = {"User-Agent": "acts/1.0", "X-Request-ID": "the-act"}
    async with client.http.post(page, data={"password": NEW_PASSWORD}, headers=headers) as response:
        assert response.status == 200, await response.text()
    page_of = {"platform": None}
    return [
        on_user("email.verified", invited, **page_of),
        on_user("sessions.ended", invited, reason="password_changed", **page_of),
        on_user("password.set", invited, **page_of),
    ]


async def change_password(scene: Scene) -> Sequence[Expected]:
    mine = await scene.session_of(scene.ada)
    await scene.begin_act()
    body = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    assert (await scene.as_ada("POST", "/me/password", body)).status == 200
    return [
        on_user("sessions.ended", scene.ada, session_id=mine, reason="password_changed"),
        on_user("password.changed", scene.ada, session_id=mine),
        await on_new_session(scene, session_id=mine),
    ]


async def change_password_by_a_wrong_one(scene: Scene) -> Sequence[Expected]:
    mine = await scene.session_of(scene.ada)
    await scene.begin_act()
    await scene.as_ada("POST", "/me/password", {"current_password": "wrong", "new_password": NEW_PASSWORD})
    return [on_user("password.refused", scene.ada, session_id=mine)]


async def edit(scene: Scene) -> Sequence[Expected]:
    mine = await scene.session_of(scene.ada)
    await scene.begin_act()
    await scene.as_ada("PATCH", "/me", {"last_name": "King", "language": "fr"})
    changes = {"last_name": ("Hopper", "King"), "language": ("en", "fr")}
    return [on_user("user.edited", scene.ada, session_id=mine, changes=changes)]


async def ask_for_another_address(scene: Scene) -> Sequence[Expected]:
    mine = await scene.session_of(scene.ada)
    await scene.begin_act()
    await scene.as_ada("POST", "/me/email", {"new_email": NEW_EMAIL, "password": PASSWORD})
    return [on_user("email.change_requested", scene.ada, session_id=mine, changes={"email": (ADA, NEW_EMAIL)})]


async def confirm_another_address(scene: Scene) -> Sequence[Expected]:
    await scene.as_ada("POST", "/me/email", {"new_email": NEW_EMAIL, "password": PASSWORD})
    token = await scene.harness.mailed_token(NEW_EMAIL)
    await scene.begin_act()
    await scene.nobody("POST", "/auth/verify-email", {"token": token})
    return [on_user("email.changed", scene.ada, changes={"email": (ADA, NEW_EMAIL)})]


async def end_a_session(scene: Scene) -> Sequence[Expected]:
    mine = await scene.session_of(scene.ada)
    await scene.nobody.log_in(ADA)
    other = await scene.session_of(scene.ada)
    await scene.begin_act()
    assert (await scene.as_ada("DELETE", f"/me/sessions/{other}")).status == 204
    return [on_user("session.ended", scene.ada, subject=("session", other), session_id=mine, reason="ended")]


async def end_other_sessions(scene: Scene) -> Sequence[Expected]:
    mine = await scene.session_of(scene.ada)
    await scene.begin_act()
    await scene.as_ada("DELETE", "/me/sessions")
    return [on_user("other_sessions.ended", scene.ada, session_id=mine, reason="ended")]


async def export(scene: Scene) -> Sequence[Expected]:
    mine = await scene.session_of(scene.ada)
    await scene.begin_act()
    await scene.as_ada("GET", "/me/export")
    return [on_user("data.exported", scene.ada, session_id=mine)]


async def delete_by_a_wrong_password(scene: Scene) -> Sequence[Expected]:
    mine = await scene.session_of(scene.ada)
    await scene.begin_act()
    await scene.as_ada("POST", "/me/delete", {"password": "wrong"})
    return [on_user("password.refused", scene.ada, session_id=mine)]


async def delete(scene: Scene) -> Sequence[Expected]:
    mine = await scene.session_of(scene.ada)
    await scene.begin_act()
    assert (await scene.as_ada("POST", "/me/delete", {"password": PASSWORD})).status == 204
    return [on_user("user.deleted", scene.ada, session_id=mine, origin={})]


OWN_ACTS: Mapping[str, Act] = {
    act.__name__: act
    for act in (
        register,
        verify_email,
        resend_verification,
        resend_verification_of_nobody,
        log_in,
        log_in_by_a_wrong_password,
        log_in_at_an_address_of_nobody,
        log_in_while_locked,
        log_in_at_the_platform_of_staff,
        log_out,
        log_out_everywhere,
        refresh,
        reuse_a_refresh_token,
        forget_password,
        forget_the_password_of_nobody,
        reset_password,
        accept_an_invitation,
        change_password,
        change_password_by_a_wrong_one,
        edit,
        ask_for_another_address,
        confirm_another_address,
        end_a_session,
        end_other_sessions,
        export,
        delete_by_a_wrong_password,
        delete,
    )
}
