"""Passwords are hashed on the cores that this process may use, not on those of the machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from adapters.password_hasher.cores import usable_cores


def _groups(folder: Path, **quotas: str) -> tuple[Path, Path]:
    """The control groups ``pod`` and ``pod/box``, of which this process is in the second."""
    own = folder / "own"
    own.write_text("0::/pod/box\n")
    (folder / "groups/pod/box").mkdir(parents=True)
    for name, quota in quotas.items():
        place = folder / "groups" / {"all": "", "pod": "pod", "box": "pod/box"}[name]
        (place / "cpu.max").write_text(quota + "\n")
    return folder / "groups", own


@pytest.fixture(autouse=True)
def _a_big_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.password_hasher.cores._cores_of_process", lambda: 64)


@pytest.mark.parametrize(
    ("quotas", "cores"),
    [
        ({}, 64),
        ({"box": "max 100000"}, 64),
        ({"box": "200000 100000"}, 2),
        ({"box": "150000 100000"}, 2),
        ({"box": "10000 100000"}, 1),
        ({"box": "max 100000", "pod": "300000 100000"}, 3),
        ({"box": "400000 100000", "pod": "max 100000", "all": "200000 100000"}, 2),
        ({"box": "a riddle"}, 64),
    ],
)
def test_a_container_uses_its_share(tmp_path: Path, quotas: dict[str, str], cores: int) -> None:
    assert usable_cores(*_groups(tmp_path, **quotas)) == cores


@pytest.mark.parametrize(("quota", "cores"), [("300000", 3), ("-1", 64)])
def test_the_share_of_an_older_kernel_counts_too(tmp_path: Path, quota: str, cores: int) -> None:
    (tmp_path / "cpu").mkdir()
    (tmp_path / "cpu/cpu.cfs_quota_us").write_text(quota)
    (tmp_path / "cpu/cpu.cfs_period_us").write_text("100000")
    (tmp_path / "own").write_text("4:cpu,cpuacct:/box")
    assert usable_cores(tmp_path, tmp_path / "own") == cores


def test_a_machine_without_control_groups_has_all_of_its_cores(tmp_path: Path) -> None:
    assert usable_cores(tmp_path, tmp_path / "none") == 64


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system keeps no process to some cores")
def test_a_process_that_is_kept_to_one_core_hashes_on_one() -> None:
    asked = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\n"
    asked += "from adapters.password_hasher.cores import usable_cores; print(usable_cores())"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"
