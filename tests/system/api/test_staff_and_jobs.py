"""What staff see of jobs, and what they can do about them."""

from uuid import uuid4

import pytest

from application.ports.mailer import Mailer
from domain.shared_kernel.errors import ServiceUnavailableException
from tests.support.app_harness import AppHarness
from tests.system.api.client import Client
from tests.system.api.conftest import Service

ADA = "ada@example.org"
ATTEMPTS = 34
"""Of a mail: those after 5 seconds, 10 seconds … 43 minutes, and 23 more that are an hour apart, make a day."""


@pytest.fixture
async def boss(service: Service) -> Client:
    return await service.staff()


async def all_attempts(harness: AppHarness) -> None:
    for _attempt in range(ATTEMPTS):
        await harness.do_jobs()
        harness.pass_time(hours=2)


async def still_signed_in(service: Service) -> Client:
    return await service.client.at("admin").signed_in("boss@example.org")


async def test_staff_see_the_jobs_newest_first_and_filter_them(service: Service, boss: Client) -> None:
    await service.client.register(ADA)
    await service.harness.do_jobs()
    await service.client("POST", "/auth/forgot-password", {"email": ADA})
    listed = (await boss("GET", "/jobs")).body
    assert [(job["name"], job["status"], job["attempts"]) for job in listed["items"]] == [
        ("send_mail", "pending", 0),
        ("send_mail", "done", 1),
    ]
    assert set(listed["items"][0]) == {"id", "name", "status", "attempts", "last_error", "created_at", "run_at"}
    assert (await boss("GET", "/jobs?status=done")).body["total"] == 1
    assert (await boss("GET", "/jobs?name=ping")).body["items"] == []
    assert (await boss("GET", "/jobs?status=lost&colour=red")).faults == {
        "status": "invalid_choice",
        "colour": "unknown_field",
    }


async def test_a_job_that_failed_for_good_is_tried_again_on_demand(
    service: Service, boss: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailer = type(service.harness.container.mailer())
    ada = (await service.client.register(ADA)).body
    assert await service.harness.mails_to(ADA) == ["Please confirm your email address"]
    with monkeypatch.context() as broken:
        broken.setattr(mailer, "send", unreachable)
        await boss("POST", f"/users/{ada['id']}/lock")
        await all_attempts(service.harness)
    boss = await still_signed_in(service)
    (dead,) = (await boss("GET", "/jobs?status=dead")).body["items"]
    assert (dead["attempts"], dead["last_error"].partition(":")[0]) == (ATTEMPTS, "ServiceUnavailableException")
    assert (await boss("POST", f"/jobs/{dead['id']}/retry")).status == 202
    assert await service.harness.mails_to(ADA) == ["Please confirm your email address", "Your account was locked"]
    again = await boss("POST", f"/jobs/{dead['id']}/retry")
    assert (again.status, again.code) == (409, "job_not_dead")
    assert (await boss("GET", f"/jobs?status=done&name={dead['name']}")).body["total"] == 2


async def unreachable(_mailer: Mailer, _mail: object) -> None:
    raise ServiceUnavailableException


async def test_a_missing_job_cannot_be_tried_again(boss: Client) -> None:
    assert (await boss("POST", f"/jobs/{uuid4()}/retry")).code == "not_found"
