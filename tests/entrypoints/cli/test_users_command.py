"""``cortex users``, as operators type it."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.entrypoints.cli.cli_runner import Done, cortex

NAMED = ("--first-name", "Ada", "--last-name", "Lovelace")
NOBODY = "00000000-0000-4000-8000-000000000000"

User = dict[str, Any]
"""An account as JSON."""


def read(done: Done) -> User:
    user: User = json.loads(done.stdout)
    return user


@pytest.fixture
def ada(tmp_path: Path) -> User:
    return read(cortex(tmp_path, "users", "invite", "ada@example.org", *NAMED, "--json"))


@pytest.fixture
def grace(tmp_path: Path) -> User:
    make = ("create-admin", "--email", "grace@example.org", "--password-stdin", "--json")
    return read(cortex(tmp_path, *make, stdin="nine stone bridges\n"))


def listed(folder: Path, *options: str) -> list[str]:
    found = json.loads(cortex(folder, "users", "list", "--json", *options).stdout)
    return [user["email"] for user in found["items"]]


def test_people_are_found_by_what_is_known_of_them(tmp_path: Path, ada: User, grace: User) -> None:
    assert listed(tmp_path) == ["grace@example.org", "ada@example.org"]
    assert listed(tmp_path, "--q", "LOVE") == ["ada@example.org"]
    assert listed(tmp_path, "--staff") == ["grace@example.org"]
    assert listed(tmp_path, "--no-staff", "--language", "en") == ["ada@example.org"]
    assert listed(tmp_path, "--locked") == []
    assert listed(tmp_path, "--sort", "-email") == ["grace@example.org", "ada@example.org"]


def test_a_list_is_the_one_of_the_api_and_goes_on_behind_a_page(tmp_path: Path, ada: User, grace: User) -> None:
    first = json.loads(cortex(tmp_path, "users", "list", "--sort", "email", "--limit", "1", "--json").stdout)
    second = json.loads(cortex(tmp_path, "users", "list", "--sort", "email", "--after", first["next"], "--json").stdout)
    assert first["items"] == [ada]
    assert second["items"] == [grace]
    assert (first["total"], second["next"], set(first)) == (
        2,
        None,
        {"items", "next", "total", "total_as_of", "limit", "offset"},
    )


def test_a_table_is_for_people_and_says_how_to_go_on(tmp_path: Path, ada: User, grace: User) -> None:
    said = cortex(tmp_path, "users", "list", "--limit", "1").stdout
    assert said.splitlines()[0].split() == ["EMAIL", "NAME", "LANGUAGE", "ROLE", "STATE", "CREATED"]
    assert said.splitlines()[1].startswith("grace@example.org  Staff Member  en        owner  active")
    assert "1 of 2. More: --after " in said


@pytest.mark.parametrize("by", ["email", "id"])
def test_a_person_is_locked_out_and_let_in_again_by_address_or_id(tmp_path: Path, ada: User, by: str) -> None:
    locked = cortex(tmp_path, "users", "lock", ada[by].upper(), "--reason", "a drill", "--json")
    shown = cortex(tmp_path, "users", "show", ada[by], "--json")
    unlocked = cortex(tmp_path, "users", "unlock", ada[by])
    assert json.loads(locked.stdout)["is_locked"]
    assert json.loads(shown.stdout) == json.loads(locked.stdout)
    assert (unlocked.returncode, unlocked.stdout) == (0, "ada@example.org may sign in.\n")


@pytest.mark.parametrize("act", [("lock",), ("delete", "--yes")])
def test_the_last_of_the_staff_stays_whoever_acts(tmp_path: Path, grace: User, act: tuple[str, ...]) -> None:
    done = cortex(tmp_path, "users", act[0], "grace@example.org", *act[1:])
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "At least one active owner must remain\n"
    assert listed(tmp_path, "--staff", "--no-locked") == ["grace@example.org"]


def test_a_reset_and_an_invitation_are_mails(tmp_path: Path, ada: User) -> None:
    assert cortex(tmp_path, "users", "send-password-reset", "ada@example.org").stdout == (
        "A link is on its way to ada@example.org.\n"
    )
    exported = json.loads(cortex(tmp_path, "users", "export", "ada@example.org").stdout)
    assert set(exported) >= {"account", "sessions", "links", "jobs", "factors", "recovery_codes", "activity"}
    assert exported["account"] | ada == exported["account"]
    assert {link["purpose"] for link in exported["links"]} == {"invitation", "reset_password"}


def test_an_address_is_invited_once(tmp_path: Path, ada: User) -> None:
    again = cortex(tmp_path, "users", "invite", "ADA@example.org", *NAMED, "--role", "support", "--json")
    said = {"error": {"code": "email_taken", "detail": "The email address ADA@example.org is already registered"}}
    assert (again.returncode, json.loads(again.stderr)) == (1, said)


@pytest.mark.parametrize(
    ("answers", "options", "is_gone"),
    [("y\n", [], True), ("n\n", [], False), ("\n", [], False), (None, ["--yes"], True)],
)
def test_nobody_is_deleted_without_a_yes(
    tmp_path: Path, ada: User, answers: str | None, options: list[str], is_gone: bool
) -> None:
    done = cortex(tmp_path, "users", "delete", "ada@example.org", *options, answers=answers)
    assert done.returncode == (0 if is_gone else 1)
    assert listed(tmp_path) == ([] if is_gone else ["ada@example.org"])


def test_without_a_terminal_there_is_nobody_to_ask(tmp_path: Path, ada: User) -> None:
    done = cortex(tmp_path, "users", "delete", "ada@example.org", stdin="y\n")
    assert (done.returncode, "--yes" in done.stderr) == (1, True)
    assert listed(tmp_path) == ["ada@example.org"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("show", "ada@example.org"), 1, "There is no account of ada@example.org.\n"),
        (("lock", NOBODY), 1, f"There is no account of {NOBODY}.\n"),
        (("show", "ada"), 1, "EMAIL|ID: Enter an email address such as name@example.org\n"),
        (("list", "--q", ""), 1, "--q: Use at least 1 character\n"),
        (("list", "--after", "x"), 1, "--after: This page cannot be found. Please start from the first page\n"),
        (("list", "--after", "-x"), 1, "--after: This page cannot be found. Please start from the first page\n"),
        (("list", "--limit", "0"), 2, "Try cortex --help.\n"),
        (("list", "--sort", "shoe-size"), 2, "Try cortex --help.\n"),
        (("lokc", "ada@example.org"), 2, 'Unknown command "lokc". Did you mean "lock"? Try cortex --help.\n'),
        (("show", "ada@example.org", "please"), 2, "Unknown arguments: please. Try cortex --help.\n"),
        (("invite", "ada@example.org", "--first-name", " ", "--last-name", "L"), 1, "--first-name: Use at least 1 "),
    ],
)
def test_a_mistake_is_a_plain_line_and_a_code(tmp_path: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = cortex(tmp_path, "users", *arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (code, "", 1)
    assert said in done.stderr


def test_programs_are_told_as_data_what_went_wrong(tmp_path: Path) -> None:
    done = cortex(tmp_path, "users", "show", NOBODY, "--json")
    usage = cortex(tmp_path, "users", "shwo", "--json")
    settings = cortex(tmp_path, "users", "list", "--json", PORT="eighty")
    field = json.loads(cortex(tmp_path, "users", "list", "--q", "", "--json").stderr)["error"]
    assert json.loads(done.stderr) == {"error": {"code": "not_found", "detail": f"There is no account of {NOBODY}."}}
    assert json.loads(usage.stderr)["error"]["code"] == "wrong_usage"
    assert json.loads(settings.stderr)["error"]["code"] == "wrong_settings"
    assert (field["code"], field["errors"][0]["field"]) == ("validation_failed", "--q")
    assert {each.stdout for each in (done, usage, settings)} == {""}


def test_an_account_that_was_acted_on_is_named(tmp_path: Path, ada: User) -> None:
    reset = json.loads(cortex(tmp_path, "users", "send-password-reset", "ada@example.org", "--json").stdout)
    deleted = json.loads(cortex(tmp_path, "users", "delete", ada["id"], "--yes", "--json").stdout)
    assert reset == deleted == {"id": str(UUID(ada["id"]))}


def test_an_operator_removes_the_second_factors_of_a_person(tmp_path: Path, ada: User, grace: User) -> None:
    done = cortex(tmp_path, "users", "reset-mfa", "grace@example.org", "--reason", "lost her phone")
    assert (done.returncode, done.stdout) == (0, "grace@example.org signs in by password alone now.\n")
    assert cortex(tmp_path, "users", "reset-mfa", "grace@example.org").returncode == 2
    assert cortex(tmp_path, "users", "reset-mfa", NOBODY, "--reason", "lost").returncode == 1
