import asyncio
import json
import logging
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import pytest
from aiohttp import ClientSession

from entrypoints.http.kit.request import EndpointRequest
from entrypoints.http.operations import dependencies
from entrypoints.http.operations.dependencies import Dependency, DependencyBody, DetailedHealth, HealthBody
from tests.support.app_harness import app_harness
from tests.support.servers.ports import free_port


async def health(port: int) -> tuple[int, dict[str, Any]]:
    async with ClientSession() as http, http.get(f"http://127.0.0.1:{port}/health") as response:
        assert ("Retry-After" in response.headers) == (response.status == 503)
        return response.status, json.loads(await response.text())


async def test_operators_see_the_state_of_each_dependency(tmp_path: Path) -> None:
    port = free_port()
    async with (
        app_harness("sqlite", tmp_path, ops_bind=f"127.0.0.1:{port}") as harness,
        harness.container.operations().running(),
    ):
        status, body = await health(port)
        await harness.container.database().connection.close()
        down_status, down = await health(port)
        await harness.container.database().connection.open()
    assert (status, body["status"]) == (200, "ok")
    states = [(dependency["name"], dependency["state"]) for dependency in body["dependencies"]]
    assert states == [("database", "ok"), ("token store", "ok"), ("broker", "ok")]
    assert (down_status, down["dependencies"][0]["error"]) == (503, "RuntimeError")


async def reports(asked: Sequence[Dependency]) -> Sequence[DependencyBody]:
    """What the health of these says to somebody."""
    answer = await DetailedHealth(asked).show(cast(EndpointRequest[None], None))
    assert isinstance(answer.body, HealthBody)
    return answer.body.dependencies


async def test_dependencies_are_asked_at_once() -> None:
    both = asyncio.Barrier(2)
    found = await reports([Dependency("one", both.wait), Dependency("two", both.wait)])
    assert [report.state for report in found] == ["ok", "ok"]


async def test_a_silent_dependency_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dependencies, "CHECK_TIMEOUT_SECONDS", 0.01)
    found = await reports([Dependency("mute", asyncio.Event().wait)])
    assert [(report.state, report.error) for report in found] == [("down", "TimeoutError")]


async def test_a_taken_port_is_told_and_nothing_more(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        bind = f"127.0.0.1:{taken.getsockname()[1]}"
        async with app_harness("memory", tmp_path, ops_bind=bind) as harness:
            with caplog.at_level(logging.WARNING):
                async with harness.container.operations().running():
                    pass
    (warning,) = [record for record in caplog.records if record.message == "operations_listener_failed"]
    assert vars(warning)["address"] == bind
    assert "CORTEX_OPS_BIND" in vars(warning)["hint"]


async def test_nothing_listens_where_nothing_is_set(tmp_path: Path) -> None:
    async with app_harness("memory", tmp_path, ops_bind="") as harness, harness.container.operations().running():
        assert harness.container.operations().bind is None
