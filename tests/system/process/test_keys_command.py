import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.entrypoints.cli.cli_runner import cortex
from tests.system.process.cortex import ENOUGH, serving
from tests.system.process.cortex import cortex as in_a_process

KEYS = {"SIGNING_KEYS": "cortex.keys"}


def listed(folder: Path) -> list[dict[str, str]]:
    keys: list[dict[str, str]] = json.loads(cortex(folder, "keys", "list", "--json", **KEYS).stdout)["items"]
    return keys


def test_a_key_is_made_rotated_and_retired(tmp_path: Path) -> None:
    first = cortex(tmp_path, "keys", "generate", **KEYS)
    second = cortex(tmp_path, "keys", "generate", "--alg", "RS256", **KEYS)
    rotated = cortex(tmp_path, "keys", "rotate", **KEYS)
    names = [key["kid"] for key in listed(tmp_path)]
    retired = cortex(tmp_path, "keys", "retire", names[1], **KEYS)
    assert {done.returncode for done in (first, second, rotated, retired)} == {0}
    assert first.stdout == f"{names[0]} (EdDSA) signs from now on.\n"
    assert second.stdout == f"{names[1]} (RS256) is published and waits: cortex keys rotate lets it sign.\n"
    assert re.fullmatch(
        rf"{names[1]} \(RS256\) signs from \S+Z\.\nTokens of {names[0]} are accepted until \S+Z\.\n", rotated.stdout
    )
    assert retired.stdout == f"{names[1]} is forgotten. Its tokens are refused.\n"
    assert [(key["kid"], key["state"]) for key in listed(tmp_path)] == [(names[0], "active")]


def test_programs_are_told_of_every_change_as_data(tmp_path: Path) -> None:
    made = json.loads(cortex(tmp_path, "keys", "generate", "--json", **KEYS).stdout)
    rotated = json.loads(cortex(tmp_path, "keys", "rotate", "--json", **KEYS).stdout)
    retired = json.loads(cortex(tmp_path, "keys", "retire", rotated["after"]["kid"], "--json", **KEYS).stdout)
    assert (made["state"], rotated["before"]["kid"], rotated["after"]["state"]) == ("active", made["kid"], "next")
    assert retired == {"kid": rotated["after"]["kid"]}


@pytest.mark.parametrize("algorithm", ["EdDSA", "ES256", "RS256"])
def test_algorithms_are_called_what_they_are_called(tmp_path: Path, algorithm: str) -> None:
    done = cortex(tmp_path, "keys", "generate", "--alg", algorithm, **KEYS)
    assert (done.returncode, done.stderr) == (0, "")
    assert listed(tmp_path)[0]["algorithm"] == algorithm


def test_keys_are_listed_without_what_is_secret_of_them(tmp_path: Path) -> None:
    cortex(tmp_path, "keys", "generate", "--alg", "ES256", **KEYS)
    kept = json.loads((tmp_path / "cortex.keys").read_text())["keys"][0]
    shown = [cortex(tmp_path, "keys", "list", *more, **KEYS).stdout for more in ([], ["--json"])]
    assert all(kept["kid"] in text and kept["d"] not in text for text in shown)
    assert shown[0].splitlines()[0].split() == [
        "KID",
        "ALGORITHM",
        "STATE",
        "CREATED",
        "SIGNS",
        "FROM",
        "ACCEPTED",
        "UNTIL",
    ]
    first = json.loads(shown[1])["items"][0]
    assert set(first) == {"kid", "algorithm", "state", "created", "signs_from", "accepted_until"}


def test_the_only_key_is_not_retired(tmp_path: Path) -> None:
    cortex(tmp_path, "keys", "generate", **KEYS)
    (only,) = listed(tmp_path)
    done = cortex(tmp_path, "keys", "retire", only["kid"], **KEYS)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "signs at this moment" in done.stderr
    assert listed(tmp_path) == [only]


@pytest.mark.parametrize("arguments", [("list",), ("rotate",), ("retire", "x"), ("generate",)])
def test_without_the_setting_there_are_no_keys_to_tend(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = cortex(tmp_path, "keys", *arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "CORTEX_SIGNING_KEYS" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments", [("dance",), ("generate", "--alg", "HS256"), ("generate", "x"), ("retire",), ("rotate", "--soon")]
)
def test_wrong_usage_is_told_as_such(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = cortex(tmp_path, "keys", *arguments, **KEYS)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("Try cortex --help.\n")
    assert list(tmp_path.iterdir()) == []


def test_commands_that_run_at_once_do_not_undo_each_other(tmp_path: Path) -> None:
    cortex(tmp_path, "keys", "generate", **KEYS)
    with ThreadPoolExecutor() as people:
        done = list(people.map(lambda _number: in_a_process(tmp_path, "keys", "rotate", **KEYS), range(4)))
    assert {(one.returncode, one.stdout) for one in done} == {(0, done[0].stdout)}
    assert [key["state"] for key in listed(tmp_path)] == ["active", "next"]


@pytest.mark.parametrize(
    ("content", "mode", "said"),
    [
        (None, 0o600, "cortex keys generate"),
        ("{", 0o600, "damaged"),
        ('{"keys": []}', 0o600, "damaged"),
        ("{}", 0o644, "chmod 600 cortex.keys"),
    ],
)
def test_a_start_without_good_keys_is_one_helpful_line(
    tmp_path: Path, content: str | None, mode: int, said: str
) -> None:
    if content:
        (tmp_path / "cortex.keys").write_text(content)
        (tmp_path / "cortex.keys").chmod(mode)
    done = cortex(tmp_path, "serve", PORT="0", **KEYS)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr.splitlines()[-1]
    assert "cortex.keys" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("path", ["nowhere/cortex.keys", "."])
def test_a_place_where_no_file_can_be_is_a_wrong_setting(tmp_path: Path, path: str) -> None:
    done = cortex(tmp_path, "serve", SIGNING_KEYS=path)
    assert done.returncode == 1
    assert done.stderr.startswith(f"CORTEX_SIGNING_KEYS is '{path}': it must be a file in a folder that is there")


def test_a_file_of_keys_with_a_name_that_is_too_long_is_said_to_be_unreadable(tmp_path: Path) -> None:
    done = cortex(tmp_path, "serve", SIGNING_KEYS="k" * 300)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == f"The keys in {'k' * 300} cannot be read: File name too long."


def test_a_server_with_keys_starts_and_ends_cleanly(tmp_path: Path) -> None:
    cortex(tmp_path, "keys", "generate", **KEYS)
    with serving(tmp_path, **KEYS) as (_address, process):
        process.terminate()
        assert process.wait(ENOUGH) == 0
    assert "Traceback" not in (tmp_path / "errors.txt").read_text()


def test_a_change_of_keys_that_the_audit_cannot_record_is_not_made(tmp_path: Path) -> None:
    cortex(tmp_path, "keys", "generate", **KEYS)
    before = listed(tmp_path)
    away = {**KEYS, "DATABASE_URL": "sqlite+aiosqlite:///nowhere/cortex.db"}
    refused = [cortex(tmp_path, "keys", *change, **away) for change in (("generate",), ("rotate",))]
    assert {done.returncode for done in refused} == {1}
    assert all(done.stderr.startswith("CORTEX_DATABASE_URL") or "database" in done.stderr for done in refused)
    assert listed(tmp_path) == before
