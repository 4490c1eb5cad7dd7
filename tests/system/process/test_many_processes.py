"""Several processes behind one address."""

import os
import signal
import subprocess
from pathlib import Path
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.support.servers.ports import free_port
from tests.system.process.cortex import ENOUGH, Process, cortex, serving, wait_until
from tests.system.process.test_command_line import is_well, post, status_of

PERSON = {"email": "ada@example.org", "password": "nine stone bridges", "first_name": "Ada", "last_name": "Lovelace"}


def children(process: Process) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True, check=False
    )
    return [int(pid) for pid in listed.stdout.split()]


def test_processes_that_die_are_replaced_and_all_end_well_when_they_are_told_to(tmp_path: Path) -> None:
    with serving(tmp_path, arguments=("--workers", "2")) as (address, process):
        wait_until(lambda: is_well(address))
        first = wait_until(lambda: len(children(process)) == 2 and children(process))
        post(f"{address}/customer/auth/register", PERSON)
        for pid in first:
            os.kill(pid, signal.SIGKILL)
        wait_until(lambda: len(set(children(process)) - set(first)) == 2)
        wait_until(lambda: is_well(address))
        login = {name: PERSON[name] for name in ("email", "password")}
        for _time in range(5):
            assert post(f"{address}/customer/auth/login", login)["token_type"] == "Bearer"
        process.terminate()
        assert process.wait(ENOUGH) == 0
    assert "Traceback" not in (tmp_path / "errors.txt").read_text()


def test_a_process_that_is_ended_alone_is_replaced_without_a_refused_request(tmp_path: Path) -> None:
    with serving(tmp_path, arguments=("--workers", "2")) as (address, process):
        wait_until(lambda: is_well(address))
        first = wait_until(lambda: len(children(process)) == 2 and children(process))
        os.kill(max(first), signal.SIGTERM)
        while max(first) in children(process):
            assert status_of(f"{address}/health/live") == 200
        wait_until(lambda: len(children(process)) == 2)
        assert {status_of(f"{address}/health/live") for _time in range(20)} == {200}


def test_processes_count_together_also_what_dead_ones_have_counted(tmp_path: Path) -> None:
    port = free_port()
    with serving(tmp_path, arguments=("--workers", "2"), OPS_BIND=f"127.0.0.1:{port}") as (address, process):
        first = wait_until(lambda: len(children(process)) == 2 and children(process))
        wait_until(lambda: is_well(address))
        for _time in range(20):
            status_of(f"{address}/health/live")
        before = counted(port)
        os.kill(max(first), signal.SIGKILL)
        wait_until(lambda: len(set(children(process)) - set(first)) == 1)
        assert before == 20
        assert counted(port) == 20


def counted(port: int) -> float:
    with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=ENOUGH) as response:
        families = text_string_to_metric_families(response.read().decode())
    samples = [sample for family in families for sample in family.samples]
    return sum(s.value for s in samples if s.name.endswith("requests_total") and "/health/live" in s.labels.values())


@pytest.mark.parametrize("setting", [{"DATABASE_URL": "memory://"}, {"TOKEN_STORE_URL": "memory://"}])
def test_stores_in_memory_cannot_be_shared_by_processes(tmp_path: Path, setting: dict[str, str]) -> None:
    done = cortex(tmp_path, "serve", "--workers", "2", PORT="0", **setting)
    assert done.returncode == 1
    assert "memory://" in done.stderr
