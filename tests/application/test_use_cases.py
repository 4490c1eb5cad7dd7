"""Each domain has one import path for whoever uses it from outside."""

import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import application

DOMAINS = sorted(found.parent.name for found in Path(application.__path__[0]).glob("*/use_cases.py"))


def declared_in(domain: str) -> Iterator[tuple[str, type]]:
    """The public classes of the domain's own files: use cases, and their commands."""
    package = import_module(f"application.{domain}")
    for found in iter_modules(package.__path__):
        if found.name not in {"services", "use_cases"}:
            module = import_module(f"application.{domain}.{found.name}")
            for name, declared in vars(module).items():
                if inspect.isclass(declared) and declared.__module__ == module.__name__ and not name.startswith("_"):
                    yield name, declared


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_domain_has_every_use_case_and_command_under_one_path(domain: str) -> None:
    path = import_module(f"application.{domain}.use_cases")
    missing = [name for name, declared in declared_in(domain) if getattr(path, name, None) is not declared]
    assert missing == []
    assert sorted(path.__all__) == sorted(name for name in vars(path) if name[0].isupper())


def test_the_domains_of_the_service_have_such_a_path() -> None:
    assert {"accounts", "audit", "credentials", "jobs", "sessions"} <= set(DOMAINS)
