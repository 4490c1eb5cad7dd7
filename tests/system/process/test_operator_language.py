"""What operators read who set the language of their terminal."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.system.process.cortex import CORTEX, SAFE_HASHES, run, surroundings

GERMAN = {"LANG": "de_DE.UTF-8"}


def spoken(folder: Path, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    return run(folder, (CORTEX, *arguments), surroundings(**SAFE_HASHES) | variables)


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"LANG": "de_DE.UTF-8"}, "Die Datenbank ist jetzt auf dem neuesten Stand."),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "it_IT.UTF-8"}, "Il database è ora aggiornato."),
        ({"LANGUAGE": "xx:ru", "LANG": "de_DE.UTF-8", "PYTHONUTF8": "1"}, "База данных теперь обновлена."),
        ({"LANG": "C.UTF-8"}, "The database is up to date now."),
        ({}, "The database is up to date now."),
    ],
)
def test_a_sentence_is_in_the_language_of_the_operator(
    tmp_path: Path, variables: dict[str, str], sentence: str
) -> None:
    done = spoken(tmp_path, "migrate", **variables)
    assert (done.returncode, done.stdout.strip()) == (0, sentence)


def test_an_error_is_too_and_json_never(tmp_path: Path) -> None:
    failed = spoken(tmp_path, "users", "show", "eve@example.org", **GERMAN)
    assert (failed.returncode, failed.stderr.strip()) == (1, "Es gibt kein Konto von eve@example.org.")
    as_json = spoken(tmp_path, "users", "show", "eve@example.org", "--json", **GERMAN)
    assert json.loads(as_json.stderr)["error"] == {
        "code": "not_found",
        "detail": "There is no account of eve@example.org.",
    }
    eve = ("eve", "--first-name", "E", "--last-name", "V")
    refused = spoken(tmp_path, "users", "invite", *eve, "--language", "xx", **GERMAN)
    assert "--language: Bitte wählen Sie" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("users", "list", "--limit", "0"), 'Invalid value "0" for --limit. Must be >= 1. Try cortex --help.'),
        (("srve",), 'Unknown command "srve". Did you mean "serve"? Try cortex --help.'),
        (("sessions", "end", "a@b.de"), "Geben Sie die ID einer Sitzung an, oder --all. Hilfe gibt cortex --help."),
    ],
)
def test_wrong_usage_is_told_in_one_language(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    refused = spoken(tmp_path, *arguments, **GERMAN)
    assert (refused.returncode, refused.stderr) == (2, f"{told}\n")


def test_the_doctor_speaks_the_language_of_the_operator_and_json_english(tmp_path: Path) -> None:
    found = spoken(tmp_path, "doctor", **GERMAN).stdout
    assert "Alles richtet sich nach der Uhr dieses Rechners." in found
    as_json = json.loads(spoken(tmp_path, "doctor", "--json", **GERMAN).stdout)
    (clock,) = [finding["detail"] for finding in as_json["findings"] if finding["about"] == "clock"]
    assert clock == "Everything follows the clock of this machine."
