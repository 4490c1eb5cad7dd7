"""What operators are told in figures."""

from collections.abc import AsyncIterator
from pathlib import Path

import attrs
import pytest
from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families

from application.audit.run_verification import VerifyAuditJob
from bootstrap.domains.audit import audit
from tests.support.app_harness import MATRIX, AppHarness, app_harness
from tests.support.servers.ports import free_port
from tests.system.api.client import Client
from tests.system.api.conftest import serving

ADA = "ada@example.org"


@attrs.frozen
class Watched:
    harness: AppHarness
    client: Client
    port: int

    async def figures(self) -> dict[tuple[str, ...], float]:
        """Every figure by its name and its labels."""
        async with ClientSession() as http, http.get(f"http://127.0.0.1:{self.port}/metrics") as response:
            assert response.headers["Content-Type"].startswith("text/plain; version=0.0.4")
            families = list(text_string_to_metric_families(await response.text()))
        return {(s.name, *s.labels.values()): s.value for family in families for s in family.samples}


@pytest.fixture(params=MATRIX)
async def watched(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Watched]:
    port = free_port()
    async with (
        app_harness(request.param, tmp_path, ops_bind=f"127.0.0.1:{port}") as harness,
        serving(harness) as client,
        harness.container.operations().running(),
    ):
        yield Watched(harness, client, port)


async def test_requests_are_counted_by_their_route_and_never_by_their_address(watched: Watched) -> None:
    for _time in range(3):
        await watched.client("GET", "/me/sessions?token=secret")
    await watched.client("GET", "/nowhere/at/all")
    await watched.client("PUT", "/me")
    figures = await watched.figures()
    assert figures["cortex_http_requests_total", "GET", "/customer/me/sessions", "401"] == 3
    assert figures["cortex_http_requests_total", "GET", "-", "404"] == 1
    assert figures["cortex_http_requests_total", "OTHER", "-", "405"] == 1
    assert figures["cortex_http_request_seconds_count", "/customer/me/sessions"] == 3
    assert not [name for key in figures for name in key if "secret" in name]


async def test_outcomes_of_refresh_tokens_are_counted(watched: Watched) -> None:
    await watched.client.register(ADA)
    stolen = (await watched.client.log_in(ADA)).body["refresh_token"]
    for _tab in range(2):
        renewed = await watched.client("POST", "/auth/refresh", {"refresh_token": stolen})
    await watched.client.with_token(renewed.body["access_token"])("GET", "/me")
    watched.harness.pass_time(minutes=1)
    for _thief in range(2):
        await watched.client("POST", "/auth/refresh", {"refresh_token": stolen})
    figures = await watched.figures()
    outcomes = ("rotated", "repeated", "token_reused", "revoked_token")
    assert [figures["cortex_refreshes_total", outcome] for outcome in outcomes] == [1, 1, 1, 1]


async def test_jobs_are_counted_by_what_became_of_them_and_the_oldest_says_how_long_it_waits(watched: Watched) -> None:
    await watched.client.register(ADA)
    watched.harness.pass_time(seconds=90)
    waiting = await watched.figures()
    await watched.harness.do_jobs()
    done = await watched.figures()
    assert (waiting["cortex_jobs", "pending"], done["cortex_jobs", "done"], done["cortex_jobs", "dead"]) == (1, 1, 0)
    assert 90 <= waiting["cortex_jobs_oldest_due_seconds",] < 100
    assert done["cortex_jobs_oldest_due_seconds",] == 0
    assert done["cortex_job_attempts_total", "send_mail", "done"] == 1


async def test_the_audit_says_how_long_its_oldest_entry_waits_and_what_was_found(watched: Watched) -> None:
    ports = watched.harness.container.ports()
    await watched.client.register(ADA)
    watched.harness.pass_time(seconds=90)
    waiting = await watched.figures()
    while await audit(ports).seal_entries():
        continue
    async with ports.begin() as work:
        (entry, *_) = await work.audit_entries.select_all()
        await work.audit_entries.update(entry, action="user.deleted")
        await ports.enqueue(work, VerifyAuditJob())
        await work.commit()
    await watched.harness.do_jobs()

    verified = await watched.figures()

    assert 90 <= waiting["cortex_audit_oldest_waiting_seconds",] < 100
    assert verified["cortex_audit_oldest_waiting_seconds",] == 0
    assert (waiting["cortex_audit_verified_seconds",], waiting["cortex_audit_findings",]) == (0, 0)
    assert abs(verified["cortex_audit_verified_seconds",] - ports.clock.now().timestamp()) < 60
    assert verified["cortex_audit_findings",] == 1


async def test_gauges_are_sampled(watched: Watched) -> None:
    figures = await watched.figures()
    assert figures["cortex_hash_pool", "passwords"] == 0
    assert figures["cortex_database_connections", "used"] >= 0
