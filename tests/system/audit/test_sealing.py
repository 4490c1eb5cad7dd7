"""The audit is sealed wherever jobs are run."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bootstrap.containers.container import Container
from domain.audit.entry import AuditEntry
from tests.support.app_harness import app_harness
from tests.support.audit import an_entry
from tests.support.eventually import eventually
from tests.support.servers.brokers import broker_url


def in_worker(container: Container) -> AbstractAsyncContextManager[object]:
    return container.jobs_in_worker().running()


def in_web(container: Container) -> AbstractAsyncContextManager[object]:
    return container.jobs_in_web().running()


@pytest.mark.parametrize("working", [in_worker, in_web])
@pytest.mark.parametrize("store", ["memory", "sqlite", "postgresql"])
async def test_entries_are_sealed_while_a_process_works(
    store: str, working: Callable[[Container], AbstractAsyncContextManager[object]], tmp_path: Path
) -> None:
    async with app_harness(store, tmp_path, broker_url=await broker_url("memory")) as harness:
        ports = harness.container.ports()
        async with ports.begin() as work:
            await work.audit_entries.append([an_entry()])
            await work.commit()

        async def all_sealed() -> bool:
            async with ports.read() as work:
                return not await work.audit_entries.exists(AuditEntry.seal.is_none())

        async with working(harness.container):
            await eventually(all_sealed)
