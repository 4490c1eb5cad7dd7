"""``cortex jobs``, as operators type it."""

import json
from pathlib import Path
from typing import Any

from tests.entrypoints.cli.cli_runner import cortex
from tests.system.process.cortex import serving, wait_until
from tests.system.process.test_command_line import post

PERSON = {"email": "ada@example.org", "password": "nine stone bridges", "first_name": "Ada", "last_name": "Lovelace"}
UNKNOWN = "00000000-0000-7000-8000-000000000000"


def listed(folder: Path, *options: str) -> list[dict[str, Any]]:
    jobs: list[dict[str, Any]] = json.loads(cortex(folder, "jobs", "list", "--json", *options).stdout)["items"]
    return jobs


def test_jobs_are_listed_and_only_dead_ones_are_tried_again(tmp_path: Path) -> None:
    with serving(tmp_path) as (address, _process):
        post(f"{address}/customer/auth/register", PERSON)
        (mail,) = wait_until(lambda: listed(tmp_path, "--name", "send_mail", "--status", "done"))
    table = cortex(tmp_path, "jobs", "list", "--limit", "1")
    again = cortex(tmp_path, "jobs", "retry", mail["id"])
    assert (mail["attempts"], mail["last_error"]) == (1, None)
    assert table.stdout.splitlines()[0].split() == ["ID", "NAME", "STATUS", "ATTEMPTS", "RUN", "AT", "LAST", "ERROR"]
    assert table.stdout.splitlines()[2] == ""
    assert table.stdout.splitlines()[3].startswith("1 of ")
    assert (again.returncode, again.stderr) == (1, "Only a job that has failed for good can be tried again\n")


def test_a_job_that_there_is_not_is_told_plainly(tmp_path: Path) -> None:
    assert cortex(tmp_path, "jobs", "retry", UNKNOWN).stderr == "What you asked for does not exist\n"
    assert cortex(tmp_path, "jobs", "retry", "seven").returncode == 2
    assert cortex(tmp_path, "jobs", "list", "--status", "lost").returncode == 2
    assert listed(tmp_path) == []


def test_dead_jobs_are_retried_together_and_their_number_is_printed(tmp_path: Path) -> None:
    assert cortex(tmp_path, "jobs", "retry", "--all-dead").stdout == "Jobs that are tried again: 0\n"
    assert json.loads(cortex(tmp_path, "jobs", "retry", "--all-dead", "--name", "send_mail", "--json").stdout) == {
        "retried": 0
    }


def test_a_retry_names_one_job_or_all_dead_ones(tmp_path: Path) -> None:
    for stdin in [(), (UNKNOWN, "--all-dead"), (UNKNOWN, "--name", "ping"), ("--name", "ping")]:
        refused = cortex(tmp_path, "jobs", "retry", *stdin)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert refused.stderr.startswith("Give the id of a job, or --all-dead")
