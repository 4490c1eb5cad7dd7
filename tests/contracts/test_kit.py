"""The kit finds out an adapter that does not keep its contract, wherever it lives."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CARELESS = """
from contextlib import asynccontextmanager
from adapters.token_store.memory import MemoryTokenStore
from tests.contracts.conformance import OpenedTokenStore, token_store
from tests.support.clocks import MovableClock


class CarelessTokenStore(MemoryTokenStore):
    async def replace(self, session):
        stored = self._sessions.get(session.pk)
        session.version = stored.version if stored else session.version
        return await super().replace(session)


@token_store("careless")
@asynccontextmanager
async def careless(_folder):
    clock = MovableClock()
    yield OpenedTokenStore(CarelessTokenStore(clock), clock)
"""


def test_a_store_that_does_not_compare_before_it_sets_is_found_out_and_reported(tmp_path: Path) -> None:
    (tmp_path / "careless.py").write_text(CARELESS)
    paths = os.pathsep.join([str(ROOT), str(tmp_path)])
    asked = ["-p", "tests.contracts.report", "-p", "no:cacheprovider", "-q", "-k", "careless"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *asked, "tests/contracts/test_token_stores.py"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": paths, "CORTEX_CONFORMANCE": "careless", "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
    )
    (row,) = [line for line in done.stdout.splitlines() if "careless" in line and "│" in line]
    _edge, port, adapter, kept, broken, *_rest = [cell.strip() for cell in row.split("│")]
    assert (done.returncode, port, adapter) == (1, "token store", "careless")
    assert int(kept) > 5
    assert int(broken) >= 1
