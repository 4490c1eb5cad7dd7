import asyncio
import json
import socket
import sqlite3
import subprocess
import urllib.request
from contextlib import closing
from pathlib import Path
from urllib.error import URLError

import pytest

from bootstrap.commands.command_line import command_line
from tests.entrypoints.cli.cli_runner import cortex
from tests.support.app_harness import SECRET, STORES, servers_for
from tests.system.process.cortex import CORTEX, ENOUGH, SAFE_HASHES, run, serving, surroundings, wait_until
from tests.system.process.cortex import cortex as cortex_as_process

PASSWORD = "nine stone bridges"


def status_of(address: str) -> int:
    with urllib.request.urlopen(address, timeout=ENOUGH) as response:  # noqa: S310  # an address on this machine
        return int(response.status)


def is_well(address: str) -> bool:
    """A server whose database takes a second to answer says that it is not ready."""
    try:
        return status_of(f"{address}/health/ready") == 200
    except (URLError, ConnectionError):
        return False


def test_help_tells_what_there_is_and_needs_no_settings(tmp_path: Path) -> None:
    done = cortex_as_process(tmp_path, "--help", DATABASE_URL="nonsense")
    groups = [done.stdout.index(f"─ {group} ─") for group in ("Run", "Accounts", "Operate", "Build", "Options")]
    assert done.returncode == 0
    assert groups == sorted(groups)
    assert all(f"│ {command} " in done.stdout for command in command_line() if not command.startswith("-"))
    assert "First steps:" in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


def test_the_story_is_told_once(tmp_path: Path) -> None:
    told = [cortex(tmp_path, *command, "--help").stdout for command in [("users",), ("users", "list"), ("serve",)]]
    assert ["First steps:" in text for text in told] == [False] * 3


def test_exit_codes_and_the_two_outputs_are_those_of_a_process(tmp_path: Path) -> None:
    done = cortex_as_process(tmp_path, "migrate", "--json")
    refused = cortex_as_process(tmp_path, "users", "show", "ada@example.org", "--json")
    unwell = cortex_as_process(tmp_path, "doctor", PORT="eighty")
    assert (done.returncode, json.loads(done.stdout), done.stderr) == (0, {"changed": True}, "")
    assert (refused.returncode, refused.stdout, json.loads(refused.stderr)["error"]["code"]) == (1, "", "not_found")
    assert (unwell.returncode, unwell.stdout.startswith("failure  settings"), unwell.stderr) == (1, True, "")


def test_a_reader_of_the_output_may_leave_early(tmp_path: Path) -> None:
    script = f'"{CORTEX}" migrate | true; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=surroundings(), capture_output=True, text=True, check=False
    )
    assert (done.stderr, done.stdout) == ("", "1\n")


def test_a_database_that_a_newer_release_has_migrated_is_told_in_a_plain_line(tmp_path: Path) -> None:
    cortex(tmp_path, "migrate")
    with closing(sqlite3.connect(tmp_path / "cortex.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    done = cortex(tmp_path, "users", "list")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "at version 9999" in done.stderr
    assert "failure  migrations" in cortex(tmp_path, "doctor", **SAFE_HASHES).stdout


def test_a_command_that_looks_like_the_one_given_is_named(tmp_path: Path) -> None:
    done = cortex(tmp_path, "srve")
    assert (done.returncode, done.stderr) == (2, 'Unknown command "srve". Did you mean "serve"? Try cortex --help.\n')


@pytest.mark.parametrize("arguments", [("dance",), ("serve", "--fast"), ("create-admin",), ("create-admin", "--email")])
def test_wrong_usage_is_told_in_a_plain_line(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = cortex(tmp_path, *arguments)
    assert done.returncode == 2
    assert done.stderr.endswith("Try cortex --help.\n")
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_stops_the_start_with_one_line(tmp_path: Path) -> None:
    done = cortex(tmp_path, "serve", PORT="eighty")
    said = "CORTEX_PORT is 'eighty': it must be a whole number from 0 to 65535, for example CORTEX_PORT=8080\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)


def test_wrong_settings_stop_the_start_with_a_line_each_in_the_language_of_the_operator(tmp_path: Path) -> None:
    environment = surroundings(PORT="eighty", DOCS="maybe") | {"LANG": "de_DE.UTF-8"}
    done = run(tmp_path, (CORTEX, "serve"), environment)
    assert (done.returncode, done.stdout, done.stderr.splitlines()) == (
        1,
        "",
        [
            "CORTEX_PORT ist 'eighty'; erwartet: eine ganze Zahl von 0 bis 65535, zum Beispiel CORTEX_PORT=8080",
            "CORTEX_DOCS ist 'maybe'; erwartet: on, off oder auto, zum Beispiel CORTEX_DOCS=on",
        ],
    )


def test_a_taken_port_is_told_with_the_cure(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = cortex(tmp_path, "serve", PORT=str(port))
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(f"Cannot listen on 127.0.0.1:{port}: ")
    assert "CORTEX_PORT" in done.stderr


def test_a_database_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    done = cortex(tmp_path, "serve", DATABASE_URL="sqlite+aiosqlite:////nowhere/at/all/cortex.db")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "/nowhere/at/all" in done.stderr


@pytest.mark.parametrize("command", ["serve", "migrate", "users list", "jobs list"])
def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path, command: str) -> None:
    (tmp_path / "cortex.db").write_text("Dear diary, ".ljust(5000, "."))
    done = cortex(tmp_path, *command.split())
    assert done.returncode == 1
    assert "cortex.db cannot be used. A file: is it SQLite's and whole" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "cortex.db").read_text().startswith("Dear diary")


def test_a_server_that_cannot_be_reached_is_told_without_the_password(tmp_path: Path) -> None:
    url = "postgresql+asyncpg://ada:hush@127.0.0.1:1/accounts"
    done = cortex(tmp_path, "serve", DATABASE_URL=url, SECRET_KEY=SECRET)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("The database 127.0.0.1:1/accounts cannot be used")
    assert "Traceback" not in done.stderr
    assert "hush" not in done.stderr


def test_migrating_twice_changes_nothing_the_second_time(tmp_path: Path) -> None:
    assert cortex(tmp_path, "migrate").stdout == "The database is up to date now.\n"
    assert cortex(tmp_path, "migrate").stdout == "The database was up to date.\n"


def test_an_admin_is_made_and_made_again(tmp_path: Path) -> None:
    make = ("create-admin", "--email", "Grace@example.org", "--password-stdin")
    first = cortex(tmp_path, *make, stdin=f"{PASSWORD}\n")
    again = cortex(tmp_path, *make, stdin=f"{PASSWORD}\n")
    assert (first.returncode, first.stdout) == (0, "Grace@example.org is a staff member now, with the role owner.\n")
    assert (again.returncode, again.stdout) == (
        0,
        "Grace@example.org has the role owner now. The password that was given is set.\n",
    )


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        (("--email", "grace"), PASSWORD, "--email: Enter an email address such as name@example.org\n"),
        (("--email", "grace@example.org"), "short", "password: Use at least 8 characters\n"),
        (("--email", "grace@example.org", "--first-name", " "), PASSWORD, "--first-name: Use at least 1 character\n"),
    ],
)
def test_a_mistake_in_an_admin_is_told_in_a_plain_line(
    tmp_path: Path, arguments: tuple[str, ...], stdin: str, said: str
) -> None:
    done = cortex(tmp_path, "create-admin", "--password-stdin", *arguments, stdin=stdin)
    assert (done.returncode, done.stderr) == (1, said)


def test_without_a_terminal_the_password_must_be_given(tmp_path: Path) -> None:
    done = cortex(tmp_path, "create-admin", "--email", "grace@example.org")
    assert done.returncode == 1
    assert "--password-stdin" in done.stderr


def test_the_demo_fills_a_database_with_the_same_people_once(tmp_path: Path) -> None:
    first, again = cortex(tmp_path, "demo", "--accounts", "50"), cortex(tmp_path, "demo", "--accounts", "50")
    assert json.loads(cortex(tmp_path, "demo", "--accounts", "50", "--json").stdout) == {"added": 0}
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("50 accounts were added.\n")
    assert again.stdout.startswith("The demo is there already.\n")
    with serving(tmp_path) as (address, _process):
        staff = post(
            f"{address}/admin/auth/login",
            {"email": "staff@example.org", "password": "seven quiet harbours"},
            source="admin",
        )
        request = urllib.request.Request(  # noqa: S310  # an address on this machine
            f"{address}/admin/users?limit=100",
            headers={"X-Source": "admin", "Authorization": f"Bearer {staff['access_token']}"},
        )
        with urllib.request.urlopen(request, timeout=ENOUGH) as response:  # noqa: S310  # an address on this machine
            users = json.load(response)["items"]
    assert len(users) == 50
    assert {user["language"] for user in users} == {"ar", "de", "en", "es", "fr", "it", "ru"}


def test_the_demo_is_refused_for_a_service_with_a_public_address(tmp_path: Path) -> None:
    done = cortex(tmp_path, "demo", PUBLIC_URL="https://accounts.example.org")
    assert (done.returncode, "passwords that everybody knows" in done.stderr) == (1, True)


def test_a_server_ends_cleanly_when_it_is_told_to(tmp_path: Path) -> None:
    with serving(tmp_path) as (address, process):
        wait_until(lambda: is_well(address))
        process.terminate()
        assert process.wait(ENOUGH) == 0
    assert "Traceback" not in (tmp_path / "errors.txt").read_text()


@pytest.mark.parametrize("store", ["sqlite", "postgresql", "postgresql, sessions in redis"])
async def test_two_servers_that_start_at_once_with_nothing_stored_share_everything(tmp_path: Path, store: str) -> None:
    servers = await servers_for(store, tmp_path)
    database_url, token_store_url = (url.format(folder=tmp_path, **servers) for url in STORES[store])
    settings = {"DATABASE_URL": database_url, "TOKEN_STORE_URL": token_store_url, "SECRET_KEY": SECRET}
    await asyncio.to_thread(share_everything, tmp_path, settings)


def share_everything(folder: Path, settings: dict[str, str]) -> None:
    with serving(folder, **settings) as (first, _one), serving(folder, **settings) as (second, _two):
        person = {"email": "ada@example.org", "password": PASSWORD, "first_name": "Ada", "last_name": "Lovelace"}
        post(f"{first}/customer/auth/register", person)
        pair = post(f"{second}/customer/auth/login", {"email": person["email"], "password": PASSWORD})
        renewed = post(f"{first}/customer/auth/refresh", {"refresh_token": pair["refresh_token"]})
        again = post(f"{second}/customer/auth/refresh", {"refresh_token": pair["refresh_token"]})
    assert renewed["refresh_token"] == again["refresh_token"]


def post(address: str, body: dict[str, str], source: str = "customer") -> dict[str, str]:
    headers = {"X-Source": source, "Content-Type": "application/json"}
    request = urllib.request.Request(address, json.dumps(body).encode(), headers)  # noqa: S310  # an address on this machine
    with urllib.request.urlopen(request, timeout=ENOUGH) as response:  # noqa: S310  # an address on this machine
        answer: dict[str, str] = json.load(response)
        return answer


@pytest.mark.parametrize("encoding", ["iso-8859-1", "ascii", "cp1252"])
def test_a_terminal_of_another_encoding_shows_everybody(tmp_path: Path, encoding: str) -> None:
    name = ("--first-name", "\u0644\u064a\u0644\u0649", "--last-name", "\u0416\u011f\U0001f642")
    cortex(tmp_path, "create-admin", "--email", "ada@example.org", *name, "--password-stdin", stdin=f"{PASSWORD}\n")
    listing: list[str | Path] = [CORTEX, "users", "list"]
    done = subprocess.run(
        listing,
        cwd=tmp_path,
        env=surroundings() | {"PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert rb"\u0644\u064a\u0644\u0649 \u0416" in done.stdout


def test_an_argument_in_another_encoding_is_told_back(tmp_path: Path) -> None:
    done = subprocess.run(
        [CORTEX, "users", "show", b"\xe4da@example.org"],
        cwd=tmp_path,
        env=surroundings(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
