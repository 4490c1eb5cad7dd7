import logging

import pytest

from application.jobs.ping import Ping, PingJob
from application.jobs.services.job_registry import JobRegistry
from tests.support.memory_ports import MemoryPorts


@pytest.fixture
def ping() -> Ping:
    return Ping()


async def test_ping_writes_a_log_line_and_changes_nothing(caplog: pytest.LogCaptureFixture, ping: Ping) -> None:
    with caplog.at_level(logging.INFO, logger="cortex.jobs"):
        assert await ping(PingJob()) is None
    assert [record.message for record in caplog.records] == ["ping_answered"]


async def test_ping_is_found_by_the_name_that_is_stored(
    memory: MemoryPorts, caplog: pytest.LogCaptureFixture, ping: Ping
) -> None:
    stored = await memory.add_job(name="ping", arguments=PingJob().arguments())
    with caplog.at_level(logging.INFO, logger="cortex.jobs"):
        await JobRegistry({PingJob: ping}).perform(stored)
    assert [record.message for record in caplog.records] == ["ping_answered"]
