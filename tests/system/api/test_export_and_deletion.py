"""Taking one's data along, and leaving."""

import pytest

from tests.support.app_harness import PASSWORD
from tests.system.api.client import Client
from tests.system.api.conftest import Service

ADA = "ada@example.org"


@pytest.fixture
async def ada(service: Service, client: Client) -> Client:
    await client.register(ADA)
    service.harness.pass_time(seconds=1)
    return await client.signed_in(ADA)


async def test_a_person_may_have_all_that_is_stored_about_them(service: Service, ada: Client) -> None:
    await service.harness.mails()
    export = (await ada("GET", "/me/export")).body
    assert export["account"] == (await ada("GET", "/me")).body | {"has_password": True, "status_reason": None}
    assert [session["is_current"] for session in export["sessions"]] == [True]
    assert [(link["purpose"], link["spent_at"]) for link in export["links"]] == [("verify_email", None)]
    assert [(job["name"], job["status"]) for job in export["jobs"]] == [("send_mail", "done")]
    activity = (await ada("GET", "/me/activity?limit=100")).body["items"]
    assert [entry["action"] for entry in export["activity"]] == ["session.opened", "user.registered"]
    assert export["activity"] == [entry for entry in activity if entry["action"] != "data.exported"]


async def test_an_export_holds_nobody_else_and_no_secret(service: Service, client: Client, ada: Client) -> None:
    await client.register("bob@example.org")
    boss = await service.staff()
    await boss("PATCH", f"/users/{(await ada('GET', '/me')).body['id']}", {"first_name": "Augusta"})
    export = str((await ada("GET", "/me/export")).body)
    assert "bob@example.org" not in export
    assert (await boss("GET", "/me")).body["id"] not in export
    assert "argon2" not in export
    assert await service.harness.mailed_token(ADA) not in export


async def test_a_deleted_account_is_gone_with_all_that_is_personal(
    service: Service, client: Client, ada: Client
) -> None:
    assert (await ada("POST", "/me/delete", {"password": PASSWORD})).status == 204
    assert (await ada("GET", "/me")).code == "revoked_token"
    assert (await client.log_in(ADA)).code == "invalid_credentials"
    await service.harness.mails()
    container = service.harness.container
    async with container.ports().read() as work:
        assert (await work.users.select_all(), await work.one_time_tokens.select_all()) == ([], [])
    assert (await client.register(ADA)).status == 201


async def test_jobs_that_were_done_for_who_has_left_are_gone_too(service: Service, client: Client, ada: Client) -> None:
    await client.register("bob@example.org")
    await service.harness.mails()
    me = await service.harness.user(ADA)
    await ada("POST", "/me/delete", {"password": PASSWORD})
    async with service.harness.container.ports().read() as work:
        jobs = await work.jobs.select_all()
    about_ada = [job.name for job in jobs if str(me.pk) in job.arguments]
    assert about_ada == ["forget_sessions"]
    assert len(jobs) == 2


async def test_sessions_of_who_has_left_are_cleared_away(service: Service, client: Client, ada: Client) -> None:
    me = await service.harness.user(ADA)
    await ada("POST", "/me/delete", {"password": PASSWORD})
    store = service.harness.container.ports().token_store
    assert await store.count_for_user(me.pk) == 1
    await service.harness.do_jobs()
    assert await store.count_for_user(me.pk) == 0


async def test_leaving_takes_the_password(ada: Client) -> None:
    refused = await ada("POST", "/me/delete", {"password": "not-my-password"})
    assert (refused.status, refused.code) == (403, "wrong_password")
    assert (await ada("POST", "/me/delete")).faults == {"password": "missing"}


async def test_the_last_of_the_staff_cannot_leave(service: Service, client: Client) -> None:
    await service.staff()
    boss = await client.signed_in("boss@example.org")
    refused = await boss("POST", "/me/delete", {"password": PASSWORD})
    assert (refused.status, refused.code) == (400, "last_staff_member")


async def test_acts_that_end_sessions_clear_them_away_and_leave_the_others(
    service: Service, client: Client, ada: Client
) -> None:
    other = await client.signed_in(ADA)
    me = await service.harness.user(ADA)
    change = {"current_password": PASSWORD, "new_password": "kT8-harbour-lantern"}
    changed = await ada("POST", "/me/password", change)
    await service.harness.do_jobs()
    store = service.harness.container.ports().token_store
    assert await store.count_for_user(me.pk) == 1
    assert (await client.with_token(changed.body["access_token"])("GET", "/me")).status == 200
    assert [(await device("GET", "/me")).code for device in (ada, other)] == ["revoked_token"] * 2
