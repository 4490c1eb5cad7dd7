"""What the image is made of, held to the versions that are tested, file by file."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
EXTRAS = ("otel", "rabbitmq")
_PIN = re.compile(r"^([a-z0-9._-]+)==([^ \\\n]+(?: ; [^\\\n]+)?)", re.MULTILINE)
Pin = tuple[str, str]
"""A name, and its version with the machines that it is for."""


@pytest.fixture(scope="module")
def requirements() -> str:
    return (ROOT / "requirements.txt").read_text("utf-8")


def _pins(text: str) -> set[Pin]:
    return {(name, version.strip()) for name, version in _PIN.findall(text)}


def _version(pin: str) -> str:
    return pin.partition(" ")[0]


def test_every_version_is_the_one_that_is_tested(requirements: str) -> None:
    tested = _pins((ROOT / "constraints.txt").read_text("utf-8"))
    assert {(name, _version(pin)) for name, pin in _pins(requirements)} <= {
        (name, _version(pin)) for name, pin in tested
    }


def test_every_file_is_known_by_its_hash_and_none_by_where_it_comes_from(requirements: str) -> None:
    blocks = re.split(r"\n(?=[a-z])", requirements.strip())
    assert len(blocks) == len(_pins(requirements)) > 30
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", block) for block in blocks)
    assert "://" not in requirements


def test_nothing_that_is_needed_to_build_or_to_run_is_missing(requirements: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    needed = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    for extra in EXTRAS:
        needed += project["project"]["optional-dependencies"][extra]
    names = {re.split(r"[\[<>=! ]", each)[0].lower().replace("_", "-") for each in needed}
    assert names <= {name for name, _version in _pins(requirements)}


def test_the_image_installs_nothing_else() -> None:
    installing = re.findall(r"pip install.*", (ROOT / "Dockerfile").read_text("utf-8"))
    assert [("--require-hashes" in line, "--no-deps --no-build-isolation" in line) for line in installing] == [
        (True, False),
        (False, True),
    ]
