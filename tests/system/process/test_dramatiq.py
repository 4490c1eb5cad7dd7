"""The command line of Dramatiq as one more way to run workers."""

import os
import signal
from pathlib import Path

from tests.support.servers import valkey
from tests.system.process.cluster import DRAMATIQ
from tests.system.process.cortex import ENOUGH, started


async def test_a_worker_that_is_told_to_stop_with_its_whole_group_ends(tmp_path: Path) -> None:
    url = await valkey.emptied_broker_url()
    with started(tmp_path, *DRAMATIQ, errors="output", BROKER_URL=url) as worker:
        worker.said("job_enqueued")
        os.killpg(worker.process.pid, signal.SIGTERM)
        worker.said("Sending signal")
        os.killpg(worker.process.pid, signal.SIGTERM)
        worker.process.wait(ENOUGH)
