"""Traces of a running service, as a collector gets them."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import attrs
import pytest
from aiohttp import ClientSession, web
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.system.api.client import Client
from tests.system.process.cortex import ENOUGH, serving, wait_until

TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
PASSWORD = "nine stone bridges"
ADA = {"email": "ada@example.org", "password": PASSWORD, "first_name": "Ada", "last_name": "Lovelace"}


@attrs.define
class Collector:
    address: str = ""
    received: bytes = b""
    spans: list[Span] = attrs.field(factory=list)

    async def take(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.received += body
        for of_resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            for of_scope in of_resource.scope_spans:
                self.spans += of_scope.spans
        return web.Response(content_type="application/x-protobuf")

    def named(self, name: str) -> Span:
        (found,) = [span for span in self.spans if span.name == name]
        return found

    def below(self, parent: Span) -> set[str]:
        return {span.name for span in self.spans if span.parent_span_id == parent.span_id}


@pytest.fixture
async def collector() -> AsyncIterator[Collector]:
    collector = Collector()
    application = web.Application()
    application.router.add_post("/v1/traces", collector.take)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0]
    collector.address = f"http://{host}:{port}"
    yield collector
    await runner.cleanup()


def facts(span: Span) -> dict[str, str | int]:
    return {each.key: each.value.string_value or each.value.int_value for each in span.attributes}


async def test_a_trace_goes_from_the_caller_through_the_database_into_the_job(
    tmp_path: Path, collector: Collector
) -> None:
    with serving(tmp_path, TRACES_URL=collector.address) as (origin, process):
        async with ClientSession(headers={"traceparent": f"00-{TRACE}-{PARENT}-01"}) as http:
            client = Client(http, origin)
            registered = await client("POST", "/auth/register", ADA)
            await client("GET", "/me?q=hunter2")
        assert registered.status == 201
        await asyncio.to_thread(wait_until, lambda: "ada@example.org" in (tmp_path / "output.txt").read_text())
        process.terminate()
        assert await asyncio.to_thread(process.wait, ENOUGH) == 0
    request, job = collector.named("POST /customer/auth/register"), collector.named("job send_mail")
    refused = collector.named("GET /customer/me")
    assert {span.trace_id.hex() for span in (request, refused, job)} == {TRACE}
    assert request.parent_span_id.hex() == PARENT
    assert job.parent_span_id == request.span_id
    assert {"insert users", "insert stored_jobs"} <= collector.below(request)
    assert "select users" in collector.below(job)
    assert facts(request) == {
        "http.request.method": "POST",
        "http.route": "/customer/auth/register",
        "http.response.status_code": registered.status,
        "cortex.request_id": registered.headers["X-Request-ID"],
    }
    assert facts(job)["cortex.request_id"] == registered.headers["X-Request-ID"]
    assert facts(refused)["http.response.status_code"] == 401
    secrets = (PASSWORD, ADA["email"], "Lovelace", "hunter2")
    assert [secret for secret in secrets if secret.encode() in collector.received] == []
    lines = (tmp_path / "errors.txt").read_text().splitlines()
    assert all(f'"trace_id": "{TRACE}"' in line for line in lines if "/customer/" in line)


def test_a_collector_that_is_not_there_keeps_nobody(tmp_path: Path) -> None:
    with serving(tmp_path, TRACES_URL="http://127.0.0.1:9") as (_origin, process):
        process.terminate()
        assert process.wait(ENOUGH) == 0
