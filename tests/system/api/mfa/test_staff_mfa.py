"""Second factors of staff: required where the service is public; and how staff help whoever lost theirs."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from entrypoints.http.kit.endpoint import PUBLIC
from entrypoints.http.kit.route import needs_factor
from tests.support.app_harness import PASSWORD, app_harness
from tests.system.api.client import Client
from tests.system.api.conftest import Service, serving
from tests.system.api.mfa.authenticator import Authenticator
from tests.system.api.mfa.conftest import ADA, BOSS

OPEN = {
    "GET /admin/me",
    "PATCH /admin/me",
    "GET /admin/me/factors",
    "POST /admin/me/factors/totp",
    "POST /admin/me/factors/{id}/confirm",
    "DELETE /admin/me/factors/{id}",
    "POST /admin/auth/logout-all",
}
"""What staff may do before they have the factor that they must have. A new name here is a decision."""


@pytest.fixture
async def strict(tmp_path: Path) -> AsyncIterator[Service]:
    async with app_harness("memory", tmp_path, staff_mfa="required") as harness, serving(harness) as client:
        await harness.register(ADA)
        await harness.register(BOSS, staff=True)
        yield Service(harness, client.at("admin"))


async def test_staff_without_a_factor_may_do_nothing_but_enrol(strict: Service) -> None:
    boss = await strict.client.signed_in(BOSS)
    refused = [await boss("GET", path) for path in ("/users", "/jobs", "/me/sessions")]
    assert [(reply.status, reply.code) for reply in refused] == [(403, "mfa_enrolment_required")] * 3
    assert (await boss("GET", "/me")).status == 200


async def test_staff_who_have_enrolled_go_on_in_the_same_session(strict: Service) -> None:
    person = Authenticator(strict.harness, strict.client, BOSS)
    boss = await person.enrol()
    assert (await boss("GET", "/users")).status == 200
    body = {"password": PASSWORD, "code": person.next_code()}
    kept = await boss("DELETE", f"/me/factors/{person.factor_id}", body)
    assert (kept.status, kept.code) == (403, "mfa_required_for_staff")
    assert (await boss("DELETE", f"/me/factors/{person.factor_id}", body)).code == "mfa_required_for_staff"


async def test_a_factor_that_is_not_confirmed_is_not_enough(strict: Service) -> None:
    boss = await strict.client.signed_in(BOSS)
    await Authenticator(strict.harness, strict.client, BOSS).add(boss)
    assert (await boss("GET", "/users")).code == "mfa_enrolment_required"


async def test_customers_need_none(strict: Service) -> None:
    ada = await strict.client.at("customer").signed_in(ADA)
    assert (await ada("GET", "/me/sessions")).status == 200


async def test_every_other_route_of_staff_is_closed_without_a_factor(strict: Service) -> None:
    routes = [route for route in strict.harness.container.web().entrypoint.routes if route.platform == "admin"]
    signed_in = [route for route in routes if route.endpoint.requires is not PUBLIC]
    assert {f"{route.method} {route.path}" for route in signed_in if not needs_factor(route)} == OPEN
    boss = await strict.client.signed_in(BOSS)
    some_id = "00000000-0000-4000-8000-000000000000"
    for route in filter(needs_factor, routes):
        path = route.local_path.replace("{id}", some_id).replace("{sid}", some_id)
        reply = await boss(route.method, path, {} if route.method == "POST" else None)
        assert reply.code == "mfa_enrolment_required", route.path


@pytest.mark.parametrize(
    ("settings", "status"),
    [
        ({"public_url": "https://accounts.example.org"}, 403),
        ({"public_url": "https://accounts.example.org", "staff_mfa": "optional"}, 200),
        ({"public_url": "http://127.0.0.1:8080"}, 200),
        ({}, 200),
    ],
)
async def test_a_factor_is_required_where_the_service_is_public(
    tmp_path: Path, settings: dict[str, str], status: int
) -> None:
    async with app_harness("memory", tmp_path, **settings) as harness, serving(harness) as client:
        await harness.register(BOSS, staff=True)
        boss = await client.at("admin").signed_in(BOSS)
        assert (await boss("GET", "/users")).status == status


async def staff(service: Service) -> Client:
    await service.harness.register(BOSS, staff=True)
    return await service.client.at("admin").signed_in(BOSS)


async def test_staff_help_a_person_who_has_lost_every_factor(service: Service, ada: Authenticator) -> None:
    client, boss = await ada.enrol(), await staff(service)
    challenge, user = await ada.challenge(), await service.harness.user(ADA)
    path = f"/users/{user.pk}/reset-mfa"
    assert (await boss("POST", path, {})).faults == {"reason": "missing"}
    assert (await boss("POST", path, {"reason": ""})).faults == {"reason": "too_short"}
    assert (await boss("POST", path, {"reason": "Known in person"})).status == 204
    assert (await client("GET", "/me")).code == "revoked_token"
    assert (await ada.answer(challenge, ada.next_code())).code == "invalid_challenge"
    assert (await ada.client.log_in(ADA)).status == 200
    assert (await boss("GET", f"/users/{user.pk}")).body["has_mfa"] is False
    assert "The second factors of your account were removed" in await service.harness.mails_to(ADA)


async def test_staff_do_not_help_themselves(service: Service) -> None:
    boss = await staff(service)
    user = await service.harness.user(BOSS)
    assert (await boss("POST", f"/users/{user.pk}/reset-mfa", {"reason": "lost"})).code == "cannot_target_self"
    assert (await boss("POST", "/users/00000000-0000-4000-8000-000000000000/reset-mfa", {"reason": "x"})).status == 404


async def test_a_person_who_leaves_takes_every_factor_along(service: Service, ada: Authenticator) -> None:
    client = await ada.enrol()
    exported = (await client("GET", "/me/export")).body
    assert [each["id"] for each in exported["factors"]] == [ada.factor_id]
    assert len(exported["recovery_codes"]) == 10
    assert (await client("POST", "/me/delete", {"password": PASSWORD})).status == 204
    async with service.harness.container.ports().read() as work:
        left = [await each.count() for each in (work.factors, work.recovery_codes, work.factor_attempts)]
    assert left == [0, 0, 0]
