"""A proxy and the service read the same requests off a connection: what is hidden in one of them is no request."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from itertools import count

import attrs
import pytest
from aiohttp import web
from hypothesis import HealthCheck, given, settings

from tests.support.app_harness import app_harness
from tests.support.eventually import eventually
from tests.support.servers.http_proxies import PROXIES, HttpProxy, proxy_to
from tests.system.api.conftest import serving
from tests.system.proxies.requests import HIDDEN, divided_requests

EXAMPLES = int(os.environ.get("CORTEX_TEST_EXAMPLES", "50"))
"""Requests for each proxy; a campaign asks for thousands."""
WAIT_SECONDS = 0.2
"""A proxy that still waits for more of a body is not waited for: what it has forwarded until then counts."""
VICTIM = b"GET /victim-%d HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
numbers = count()


@attrs.frozen
class Reader:
    """The service behind a proxy, and what it has read: the ids, the method and the target of each request."""

    port: int
    requests: list[tuple[list[str], str, str]]

    def unknown(self, proxy: HttpProxy) -> list[tuple[list[str], str, str]]:
        """The requests that are not, under one id that the proxy gave, the very request that it forwarded; and those
        that share an id."""
        forwarded = proxy.forwarded()
        wrong = [each for each in self.requests if len(each[0]) != 1 or forwarded.get(each[0][0]) != each[1:]]
        return wrong or ([] if len({each[0][0] for each in self.requests}) == len(self.requests) else self.requests)


@pytest.fixture(scope="module")
async def reader(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Reader]:
    requests: list[tuple[list[str], str, str]] = []

    @web.middleware
    async def record(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        requests.append((request.headers.getall("X-Request-ID", []), request.method, request.raw_path))
        return await handler(request)

    folder = tmp_path_factory.mktemp("service")
    async with (
        app_harness("memory", folder, trusted_proxies="127.0.0.1") as harness,
        serving(harness, record) as client,
    ):
        yield Reader(int(client.origin.rpartition(":")[2]), requests)


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(kind, marks=pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not here"))
        for kind, program in PROXIES.items()
    ],
)
def proxy(request: pytest.FixtureRequest, reader: Reader) -> HttpProxy:
    return proxy_to(reader.port, request.param)


async def send(port: int, *parts: bytes) -> bytes:
    """Sends the parts over one connection, and returns what comes back until it is closed or nothing more comes."""
    stream, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.writelines(parts)
        answer = bytearray()
        while part := await asyncio.wait_for(stream.read(2**16), WAIT_SECONDS):
            answer += part
    except (TimeoutError, OSError):
        pass
    finally:
        writer.close()
    return bytes(answer)


async def ask_as_victim(port: int) -> bytes:
    """Somebody else's request over a connection of their own; the proxy may use the one to the service again."""
    stream, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(VICTIM % next(numbers))
        return await stream.read()
    finally:
        writer.close()


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(request=divided_requests)
async def test_the_service_reads_the_requests_that_the_proxy_forwards(
    proxy: HttpProxy, reader: Reader, request: bytes
) -> None:
    reader.requests.clear()
    await send(proxy.port, request, VICTIM % next(numbers))
    answer = await ask_as_victim(proxy.port)
    assert answer.startswith(b"HTTP/1.1 404 "), (request, answer)

    async def is_known() -> bool:
        return not reader.unknown(proxy)

    try:
        await eventually(is_known)
    except TimeoutError:
        pytest.fail(f"{request!r}: {reader.unknown(proxy)}")


async def test_a_request_that_no_proxy_has_forwarded_is_noticed(proxy: HttpProxy, reader: Reader) -> None:
    reader.requests.clear()
    await send(reader.port, HIDDEN)
    assert reader.unknown(proxy) == [(["hidden"], "GET", "/health/live?hidden")]


async def test_a_proxy_passes_the_address_and_the_id_of_a_request_on(proxy: HttpProxy, reader: Reader) -> None:
    reader.requests.clear()
    answer = await ask_as_victim(proxy.port)
    (((given_id,), _method, _target),) = reader.requests
    assert f"x-request-id: {given_id}".encode() in answer.lower()
