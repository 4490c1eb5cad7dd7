"""``cortex doctor``, as operators type it."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from tests.entrypoints.cli.cli_runner import Done, cortex, cortex_on_terminal
from tests.support.app_harness import SECRET
from tests.support.busyness import is_busy
from tests.support.eventually import eventually
from tests.support.servers import postgresql, valkey
from tests.support.servers.pgbouncer import needs_pgbouncer, pgbouncer_to
from tests.support.servers.proxy import proxy_to, to_valkey
from tests.support.servers.refusing_redis import refusing_redis


@pytest.fixture(autouse=True)
def _measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes take time: that is measured elsewhere, once."""
    monkeypatch.setattr("bootstrap.commands.doctor_checks.fastest_hash", lambda seconds_of_hash, memory, passes: 0.07)


def marks(done: Done) -> dict[str, str]:
    """The worst that was found about each thing."""
    order = ["ok", "note", "warning", "failure"]
    worst: dict[str, str] = {}
    for each in json.loads(done.stdout)["findings"]:
        worst[each["about"]] = max(worst.get(each["about"], "ok"), each["mark"], key=order.index)
    return worst


def test_a_newcomer_is_well_and_nothing_is_made_by_looking(tmp_path: Path) -> None:
    done = cortex(tmp_path, "doctor", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["is_well"]
    assert marks(done)["database"] == marks(done)["secret"] == "note"
    assert list(tmp_path.iterdir()) == []


def test_a_service_that_has_started_is_well(tmp_path: Path) -> None:
    cortex(tmp_path, "users", "list")
    found = marks(cortex(tmp_path, "doctor", "--json"))
    assert {found[about] for about in ("settings", "secret", "database", "migrations", "jobs", "clock")} == {"ok"}


def test_each_finding_is_a_line_with_its_mark_and_plain_where_no_terminal_is(tmp_path: Path) -> None:
    said = cortex(tmp_path, "doctor", PUBLIC_URL="http://accounts.example.org").stdout
    assert "\x1b" not in said
    assert "ok       settings      Each is one that can be.\n" in said
    assert "warning  addresses     Passwords and cookies travel in plain text to http://accounts.example.org.\n" in said
    assert said.splitlines()[-1] == "Nothing must be mended. To be looked at: 4."


def test_wrong_settings_are_each_told_with_a_cure_and_without_secrets(tmp_path: Path) -> None:
    done = cortex(tmp_path, "doctor", "--json", SECRET_KEY="hush", PORT="eighty", DOC="on")
    wrong = [each for each in json.loads(done.stdout)["findings"] if each["mark"] == "failure"]
    assert done.returncode == 1
    assert {(each["detail"].split()[0], each["cure"]) for each in wrong} == {
        ("CORTEX_DOC", None),
        ("CORTEX_PORT", "CORTEX_PORT=8080"),
        ("CORTEX_SECRET_KEY", "CORTEX_SECRET_KEY=$(openssl rand -base64 48)"),
    }
    assert "hush" not in done.stdout


def test_a_variable_that_nothing_reads_is_to_be_looked_at(tmp_path: Path) -> None:
    done = cortex(tmp_path, "doctor", "--json", BIND="0.0.0.0:80")
    (found,) = [each for each in json.loads(done.stdout)["findings"] if "CORTEX_BIND" in each["detail"]]
    assert (found["about"], found["mark"], done.returncode) == ("settings", "warning", 0)


@pytest.fixture
async def new_database() -> AsyncIterator[str]:
    url = await postgresql.new_database()
    yield url
    await postgresql.drop_database(url)


LATE_SECONDS = 0.6
"""Longer than a request would wait for Redis."""
AS_EXPECTED = {"mail": "note", "password hash": "warning"}


def not_ok(done: Done) -> dict[str, str]:
    return {about: mark for about, mark in marks(done).items() if mark != "ok"}


def examined(folder: Path, **servers: str) -> Done:
    """What the doctor finds; again, up to twenty times, where servers answer late as the machine has too much to do."""
    for _time in range(20):
        done = cortex(folder, "doctor", "--json", **servers)
        if not_ok(done) == AS_EXPECTED or not is_busy():
            break
    return done


async def test_servers_that_answer_are_well(tmp_path: Path, new_database: str) -> None:
    servers = {
        "DATABASE_URL": new_database,
        "TOKEN_STORE_URL": await valkey.emptied_url(),
        "BROKER_URL": await valkey.emptied_broker_url(),
        "SECRET_KEY": SECRET,
    }
    empty = await asyncio.to_thread(partial(cortex, tmp_path, "doctor", "--json", **servers))
    await asyncio.to_thread(partial(cortex, tmp_path, "migrate", **servers))
    filled = await asyncio.to_thread(partial(examined, tmp_path, **servers))
    assert marks(empty)["migrations"] == "note"
    assert not_ok(filled) == AS_EXPECTED
    agreed = [each["detail"] for each in json.loads(filled.stdout)["findings"] if each["about"] == "clock"]
    assert ["the database" in agreed[0], "Redis" in agreed[1]] == [True, True]


@needs_pgbouncer
async def test_a_pooler_in_front_of_the_database_is_named(tmp_path: Path, new_database: str) -> None:
    async with pgbouncer_to(new_database, "transaction") as url:
        servers = {"DATABASE_URL": url, "SECRET_KEY": SECRET}
        migrated = await asyncio.to_thread(partial(cortex, tmp_path, "migrate", **servers))
        done = await asyncio.to_thread(partial(cortex, tmp_path, "doctor", "--json", **servers))
    (found,) = [each for each in json.loads(done.stdout)["findings"] if each["about"] == "pooler"]
    assert (migrated.returncode, found["mark"]) == (0, "ok")
    assert "pool_mode is transaction" in found["detail"]


async def test_a_server_that_answers_late_is_slow_and_not_down(tmp_path: Path) -> None:
    await valkey.emptied_url()
    async with proxy_to(to_valkey) as proxy:
        proxy.silence()
        servers = {"TOKEN_STORE_URL": f"redis://127.0.0.1:{proxy.port}/0"}
        examining = asyncio.create_task(asyncio.to_thread(partial(cortex, tmp_path, "doctor", "--json", **servers)))
        await eventually(proxy.is_asked)
        asyncio.get_running_loop().call_later(LATE_SECONDS, proxy.speak)
        assert marks(await examining)["token store"] in {"ok", "warning"}


def test_servers_that_are_not_there_are_told_without_their_passwords(tmp_path: Path) -> None:
    done = cortex(
        tmp_path,
        "doctor",
        "--json",
        SECRET_KEY=SECRET,
        DATABASE_URL="postgresql+asyncpg://ada:hush@127.0.0.1:1/accounts",
        TOKEN_STORE_URL="redis://:hush@127.0.0.1:1/0",
        BROKER_URL="redis://:hush@127.0.0.1:1/1",
        RATE_LIMIT_URL="redis://:hush@127.0.0.1:1/2",
        MAIL_URL="smtp://ada:hush@127.0.0.1:1",
    )
    down = {about for about, mark in marks(done).items() if mark == "failure"}
    assert done.returncode == 1
    assert down == {"database", "token store", "broker", "rate limits", "mail"}
    assert "hush" not in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_a_broker_that_nothing_is_installed_for_is_told_and_no_trace_is_seen(tmp_path: Path) -> None:
    done = cortex(tmp_path, "doctor", "--json", BROKER_URL="amqp://127.0.0.1:1")
    assert (done.returncode, marks(done)["broker"], done.stderr) == (1, "failure", "")
    assert list(tmp_path.iterdir()) == []


def test_a_secret_that_others_can_read_must_be_mended(tmp_path: Path) -> None:
    cortex(tmp_path, "users", "list")
    (tmp_path / "cortex.secret").chmod(0o644)
    done = cortex(tmp_path, "doctor")
    assert done.returncode == 1
    assert f"chmod 600 {tmp_path / 'cortex.secret'}" in done.stdout


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = cortex(tmp_path, "doctor", "--json", DATABASE_URL="sqlite+aiosqlite:////nowhere/at/all/cortex.db")
    assert (done.returncode, marks(done)["database"]) == (1, "failure")


def test_keys_that_are_named_must_be_there(tmp_path: Path) -> None:
    without = cortex(tmp_path, "doctor", "--json", SIGNING_KEYS="cortex.keys")
    cortex(tmp_path, "keys", "generate", SIGNING_KEYS="cortex.keys")
    having = cortex(tmp_path, "doctor", "--json", SIGNING_KEYS="cortex.keys")
    assert (marks(without)["signing keys"], marks(having)["signing keys"]) == ("failure", "ok")


@pytest.mark.parametrize(("variables", "is_coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_marks_are_coloured_on_terminals_that_want_it(
    tmp_path: Path, variables: dict[str, str], is_coloured: bool
) -> None:
    done = cortex_on_terminal(tmp_path, "doctor", variables={"TERM": "xterm-256color", **variables})
    assert (re.search(r"\x1b\[[0-9;]*3[0-9]m", done.stdout) is not None) == is_coloured


async def test_a_redis_that_refuses_is_told_in_its_own_words_with_the_cure_and_stops_the_start(tmp_path: Path) -> None:
    async with refusing_redis("NOPERM this user has no permissions to run the 'evalsha' command") as url:
        servers = {"TOKEN_STORE_URL": url, "BROKER_URL": url, "RATE_LIMIT_URL": url}
        done = await asyncio.to_thread(partial(cortex, tmp_path, "doctor", "--json", **servers))
        started = await asyncio.to_thread(partial(cortex, tmp_path, "users", "list", TOKEN_STORE_URL=url))
    failed = [each for each in json.loads(done.stdout)["findings"] if each["mark"] == "failure"]
    assert {each["about"] for each in failed} == {"token store", "broker", "rate limits"}
    assert all("no permissions" in each["detail"] and each["cure"] for each in failed)
    assert started.returncode == 1
    assert "CORTEX_TOKEN_STORE_URL: Redis cannot be used: NOPERM this user" in started.stderr
    assert "ACL SETUSER" in started.stderr
    assert "Traceback" not in started.stderr
