"""An unexpected error is logged with the place where it happened, and with nothing that a person typed or is."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.support.app_harness import PASSWORD, SECRET
from tests.support.mail_servers import Box, mail_server
from tests.support.servers import valkey
from tests.system.api.client import Client
from tests.system.process.cluster import DRAMATIQ, WORKER
from tests.system.process.cortex import cortex, serving, started, wait_until

EMAIL, FIRST_NAME, LAST_NAME = "ada.lovelace@example.org", "Augusta", "Byronson"
PERSONAL = (EMAIL, FIRST_NAME, LAST_NAME, PASSWORD, SECRET, "$argon2", "eyJ")
FAULT = "CREATE TRIGGER fault BEFORE INSERT ON sessions BEGIN SELECT RAISE(ABORT, 'broken on purpose'); END"
REFUSAL = f"550 5.1.1 <{EMAIL}>: nobody of this name"


def break_sign_in(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "cortex.db")) as database, database:
        database.execute(FAULT)


def quoted(log: str) -> list[str]:
    return [secret for secret in PERSONAL if secret in log]


async def register(http: ClientSession, origin: str) -> Client:
    client = Client(http, origin)
    made = await client(
        "POST",
        "/auth/register",
        {"email": EMAIL, "password": PASSWORD, "first_name": FIRST_NAME, "last_name": LAST_NAME},
    )
    assert made.status == 201
    return client


@pytest.mark.parametrize("form", ["json", "text"])
async def test_a_fault_inside_of_sign_in_is_logged_without_what_was_typed(
    tmp_path: Path, http: ClientSession, form: str
) -> None:
    with serving(tmp_path, LOG_FORMAT=form, SECRET_KEY=SECRET) as (origin, _process):
        client = await register(http, origin)
        break_sign_in(tmp_path)
        assert (await client.log_in(EMAIL)).status == 500
    log = (tmp_path / "errors.txt").read_text()
    assert "log_in.py" in log
    assert "IntegrityError" in log
    assert "broken on purpose" in log
    assert quoted(log) == []


@pytest.mark.parametrize("command", [WORKER, DRAMATIQ], ids=["cortex worker", "dramatiq"])
@pytest.mark.parametrize("form", ["json", "text"])
async def test_a_job_that_fails_is_logged_without_whom_it_was_about(
    tmp_path: Path, http: ClientSession, command: tuple[str | Path, ...], form: str
) -> None:
    async with mail_server(Box({"RCPT": REFUSAL})) as port:
        settings = {
            "BROKER_URL": await valkey.emptied_broker_url(),
            "MAIL_URL": f"smtp://127.0.0.1:{port}",
            "LOG_FORMAT": form,
            "SECRET_KEY": SECRET,
        }
        with serving(tmp_path, **settings) as (origin, _process):
            await register(http, origin)
            log = tmp_path / "worker-errors.txt"
            log.touch()
            with started(tmp_path, *command, name="worker", errors="worker-errors", **settings):
                await asyncio.to_thread(wait_until, lambda: "run_job.py" in log.read_text())
                listed = await asyncio.to_thread(cortex, tmp_path, "jobs", "list", **settings)
    assert "deliver_mail.py" in log.read_text()
    assert "refused a mail for good with 550" in log.read_text()
    assert quoted(log.read_text()) == []
    assert quoted(listed.stdout) == []
