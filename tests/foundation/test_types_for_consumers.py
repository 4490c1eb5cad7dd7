"""Whoever builds on the service is helped by types: everything has some, and mistakes are told."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.foundation.checkout import ROOT
from tests.foundation.consumers import RIGHT, WRONG
from tests.foundation.copies import TYPE_CACHE
from tests.support.worked_example import install_example

PACKAGES = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"][
    "packages"
]
_ERROR = re.compile(r"^\w+\.py:(\d+): error: .*\[([\w-]+)\]$", re.MULTILINE)
_EXPECTED = re.compile(r"# ([a-z-]+)$")


CACHE = TYPE_CACHE / "consumers"
"""For good, and for all tests: they have the same options, and nearly all that they read is the service."""
NO_ANY = "# mypy: disallow-any-expr\n"


def mypy(folder: Path, *checked: str) -> "subprocess.CompletedProcess[str]":
    """Outside of the checkout, so that the service is an installed package like any other."""
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(CACHE), *checked]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("consumer")
    (folder / "right.py").write_text(NO_ANY + RIGHT.lstrip())
    (folder / "wrong.py").write_text(WRONG.lstrip())
    return folder


def test_every_package_of_the_wheel_says_that_it_has_types(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, capture_output=True, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(ZipFile(wheel).namelist())
    assert {f"{package}/py.typed" for package in PACKAGES} <= names
    assert {name.partition("/")[0] for name in names if ".dist-info" not in name} == set(PACKAGES)


def test_a_consumer_that_is_right_has_no_error_and_meets_no_any(folder: Path) -> None:
    done = mypy(folder, "right.py")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_mistake_that_types_can_tell_is_an_error_in_its_line(folder: Path) -> None:
    found = {(int(line), code) for line, code in _ERROR.findall(mypy(folder, "wrong.py").stdout)}
    lines = enumerate(WRONG.lstrip().splitlines(), start=1)
    assert found == {(number, said[1]) for number, line in lines if (said := _EXPECTED.search(line))}


def test_the_adapter_that_the_documentation_builds_has_no_error(tmp_path: Path) -> None:
    done = mypy(install_example(tmp_path), "-p", "cortex_folder")
    assert done.returncode == 0, done.stdout + done.stderr
