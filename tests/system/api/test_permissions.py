"""Walks every route of staff with every role."""

import re
from uuid import UUID, uuid4

import pytest

from bootstrap.containers.container import Container
from domain.access.permission import Permission
from domain.access.role import Role
from domain.access.service_permission import ServicePermission
from entrypoints.http.kit.endpoint import SIGNED_IN
from entrypoints.http.kit.route import Route
from tests.support.app_harness import settings_for
from tests.system.api.client import Client
from tests.system.api.conftest import Service

REQUIRED = {
    "GET /users": "users.read",
    "POST /users": "users.write",
    "GET /users/{id}": "users.read",
    "PATCH /users/{id}": "users.write",
    "DELETE /users/{id}": "users.write",
    "POST /users/{id}/lock": "users.write",
    "POST /users/{id}/unlock": "users.write",
    "POST /users/{id}/reset-mfa": "users.write",
    "POST /users/{id}/send-password-reset": "users.help",
    "POST /users/{id}/resend-invitation": "users.help",
    "GET /users/{id}/sessions": "sessions.read",
    "DELETE /users/{id}/sessions": "sessions.end",
    "DELETE /users/{id}/sessions/{sid}": "sessions.end",
    "GET /jobs": "jobs.read",
    "POST /jobs/{id}/retry": "jobs.retry",
    "GET /audit": "audit.read",
}
"""What the contract requires. Whatever is below ``/me`` and ``/auth`` is for all who are signed in."""
ACTS = [name for name in REQUIRED if not name.startswith("GET") and "/users/" in name]
PERSON = {"email": "new@example.org", "first_name": "New", "last_name": "Person"}


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Route, ...]:
    container = Container(settings=settings_for("memory", tmp_path_factory.mktemp("unused")))
    return tuple(route for route in container.web().entrypoint.routes if route.path.startswith("/admin/"))


def test_every_route_of_staff_requires_what_the_contract_says(routes: tuple[Route, ...]) -> None:
    own = ("/me", "/auth/")
    required = {
        f"{route.method} {route.local_path}": route.endpoint.requires
        for route in routes
        if not route.local_path.startswith(own)
    }
    promised = {name: ServicePermission(permission) for name, permission in REQUIRED.items()}
    assert {name: required.pop(name) for name in promised} == promised
    assert all(isinstance(each, Permission) for each in required.values())  # those of further domains
    assert all(route.endpoint.requires is SIGNED_IN for route in routes if route.local_path.startswith("/me"))


def body_for(name: str) -> object:
    return {
        "POST /users": PERSON,
        "PATCH /users/{id}": {"first_name": "Other"},
        "POST /users/{id}/reset-mfa": {"reason": "lost"},
    }.get(name)


async def send(client: Client, name: str, target: object) -> tuple[int, str | None, str | None]:
    method, path = name.split()
    reply = await client(method, re.sub(r"\{\w+\}", str(target), path), body_for(name))
    is_problem = reply.status >= 400
    return reply.status, reply.code if is_problem else None, reply.body.get("permission") if is_problem else None


@pytest.mark.parametrize("role", Role)
async def test_every_route_refuses_a_role_without_its_permission_and_names_it(service: Service, role: Role) -> None:
    client = await service.staff(role=role)
    for name, permission in REQUIRED.items():
        status, code, missing = await send(client, name, uuid4())
        if role in ServicePermission(permission).roles:
            assert status != 403, name
        else:
            assert (status, code, missing) == (403, "permission_denied", permission), name


@pytest.mark.parametrize("role", [Role.SUPPORT, Role.MANAGER])
async def test_acts_on_staff_are_refused_to_all_but_owners(service: Service, role: Role) -> None:
    colleague = await service.harness.register("colleague@example.org", role=Role.SUPPORT)
    client = await service.staff(role=role)
    for name in ACTS:
        if role in ServicePermission(REQUIRED[name]).roles:
            assert await send(client, name, colleague.pk) == (403, "permission_denied", "staff.manage"), name
    assert (await service.harness.user("colleague@example.org")).values() == colleague.values()


async def test_acts_on_staff_are_granted_to_owners(service: Service) -> None:
    colleague = await service.harness.register("colleague@example.org", role=Role.OWNER)
    client = await service.staff()
    for name in sorted(ACTS, key=lambda name: name.startswith("DELETE")):
        status, code, _permission = await send(client, name, colleague.pk)
        assert status < 400 or code == "not_found", name


@pytest.mark.parametrize("given", ["support", "manager", "owner"])
async def test_a_manager_gives_no_role_and_raises_nobody(service: Service, given: str) -> None:
    ada = await service.harness.register("ada@example.org")
    client = await service.staff(role=Role.MANAGER)
    refusals = [
        await client("PATCH", f"/users/{ada.pk}", {"role": given}),
        await client("POST", "/users", PERSON | {"role": given}),
    ]
    assert [(reply.status, reply.body["permission"]) for reply in refusals] == [(403, "staff.manage")] * 2
    assert (await service.harness.user("ada@example.org")).role is None


async def test_nobody_raises_themselves(service: Service) -> None:
    for number, role in enumerate((Role.SUPPORT, Role.AUDITOR, Role.MANAGER)):
        client = await service.staff(f"member{number}@example.org", role)
        me = (await client("GET", "/me")).body["id"]
        assert (await client("PATCH", f"/users/{me}", {"role": "owner"})).status == 403
        assert (await client("GET", "/me")).body["role"] == role


async def test_a_role_that_is_taken_or_given_holds_in_the_next_request(service: Service) -> None:
    owner = await service.staff()
    member = await service.staff("member@example.org", Role.SUPPORT)
    auditors = sorted(each for each in service.harness.container.permissions() if Role.AUDITOR in each.roles)
    assert "audit.read" in auditors
    about = (await member("GET", "/me")).body
    assert (await member("GET", "/jobs")).status == 403
    assert (await owner("PATCH", f"/users/{about['id']}", {"role": "auditor"})).status == 200
    assert (await member("GET", "/jobs")).status == 200
    assert (await member("GET", "/me")).body["permissions"] == auditors
    assert (await owner("PATCH", f"/users/{about['id']}", {"role": None})).body["is_staff"] is False
    assert (await member("GET", "/me")).code == "revoked_token"


async def test_is_staff_is_no_member_of_a_request_any_more(service: Service) -> None:
    owner = await service.staff()
    refused = await owner("POST", "/users", PERSON | {"is_staff": True})
    assert (refused.status, refused.faults) == (422, {"is_staff": "unknown_field"})


@pytest.mark.parametrize(("role", "code"), [("chief", "invalid_choice"), (7, "wrong_type")])
async def test_a_role_that_is_none_is_refused_by_name(service: Service, role: object, code: str) -> None:
    owner = await service.staff()
    refused = await owner("POST", "/users", PERSON | {"role": role})
    assert (refused.status, refused.faults) == (422, {"role": code})


async def test_the_last_owner_keeps_the_role_whatever_the_rest_of_the_staff_is(service: Service) -> None:
    await service.harness.register("manager@example.org", role=Role.MANAGER)
    owner = await service.staff()
    me: UUID = (await owner("GET", "/me")).body["id"]
    assert (await owner("PATCH", f"/users/{me}", {"role": "manager"})).code == "cannot_target_self"
    assert (await owner("POST", f"/users/{me}/lock")).code == "cannot_target_self"
