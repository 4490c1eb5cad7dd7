import asyncio
import json
import logging
import socket

from aiohttp import ClientSession

from entrypoints.http.operations import dependencies
from entrypoints.http.operations.dependencies import Dependency, DetailedHealth
from tests.support.app_harness import app_harness


def a_free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


async def health(port: int) -> tuple[int, dict]:
    async with ClientSession() as http, http.get(f"http://127.0.0.1:{port}/health") as response:
        assert ("Retry-After" in response.headers) == (response.status == 503)
        return response.status, json.loads(await response.text())


async def test_operators_see_the_state_of_each_dependency(tmp_path):
    port = a_free_port()
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


async def test_dependencies_are_asked_at_once():
    both = asyncio.Barrier(2)
    answer = await DetailedHealth([Dependency("one", both.wait), Dependency("two", both.wait)]).show(None)
    assert [report.state for report in answer.body.dependencies] == ["ok", "ok"]


async def test_who_keeps_silent_is_down(monkeypatch):
    monkeypatch.setattr(dependencies, "CHECK_TIMEOUT_SECONDS", 0.01)
    answer = await DetailedHealth([Dependency("mute", asyncio.Event().wait)]).show(None)
    assert [(report.state, report.error) for report in answer.body.dependencies] == [("down", "TimeoutError")]


async def test_a_taken_port_is_told_and_nothing_more(tmp_path, caplog):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        bind = f"127.0.0.1:{taken.getsockname()[1]}"
        async with app_harness("memory", tmp_path, ops_bind=bind) as harness:
            with caplog.at_level(logging.WARNING):
                async with harness.container.operations().running():
                    pass
    (warning,) = [record for record in caplog.records if record.message == "operations_listener_failed"]
    assert warning.address == bind
    assert "CORTEX_OPS_BIND" in warning.hint


async def test_nothing_listens_where_nothing_is_set(tmp_path):
    async with app_harness("memory", tmp_path, ops_bind="") as harness, harness.container.operations().running():
        assert harness.container.operations().bind is None
