"""What ``pip install`` of the wheel brings, and what it does not."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires

from packaging.requirements import Requirement

from tests.foundation.checkout import ROOT

UNWANTED = {"asgiref", "django", "drf-spectacular-sidecar", "flask", "pytest", "sphinx", "sqlparse"}


def brought(package: str, known: set[str]) -> set[str]:
    """Everything that a package requires without an extra, and what that requires in turn."""
    for requirement in map(Requirement, needed_by(package)):
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if name in known or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        known.add(name)
        brought(name, known)
    return known


def needed_by(package: str) -> list[str]:
    try:
        return requires(package) or []
    except PackageNotFoundError:  # needed on another system, or by another version of Python
        return []


def test_an_installation_brings_no_other_framework_and_nothing_of_developers() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    found = set().union(*(brought(Requirement(each).name, {Requirement(each).name.lower()}) for each in declared))
    assert {"aiohttp", "yarl", "mkdocs-swagger-ui-tag"} <= found
    assert found & UNWANTED == set()


def test_the_image_installs_no_other_framework() -> None:
    pinned = re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    assert {"aiohttp", "mkdocs-swagger-ui-tag"} <= set(pinned)
    assert set(pinned) & UNWANTED == set()


def test_the_packages_of_the_wheel_are_those_of_the_tree() -> None:
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["packages"] == ["domain", "application", "adapters", "entrypoints", "bootstrap", "locales"]
