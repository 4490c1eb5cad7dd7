"""The entities that a new domain may refer to: accounts, and domains that were written by the same template."""

import re
from collections.abc import Mapping
from pathlib import Path

import attrs

_ENTITY = re.compile(r"^class (\w+)\(Entity\b", re.MULTILINE)


@attrs.frozen
class Target:
    """An entity, its ``module``, its ``table``, and the name of its domain."""

    domain: str
    module: str
    entity: str
    table: str


USERS = Target("users", "domain.accounts.user", "User", "users")


def targets_in(root: Path) -> Mapping[str, Target]:
    """Returns the targets by the names of their tables. Those beside accounts are domains whose tests know how one of
    them is made."""
    found = {USERS.table: USERS}
    for tests in sorted((root / "tests/system/api").glob("test_*.py")):
        plural = tests.stem.removeprefix("test_")
        for file in sorted((root / "domain" / plural).glob("*.py")):
            entity = _ENTITY.search(file.read_text("utf-8"))
            if entity and "async def stored(" in tests.read_text("utf-8"):
                found[plural] = Target(plural, f"domain.{plural}.{file.stem}", entity[1], plural)
    return found
