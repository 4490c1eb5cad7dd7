"""Names that are taken already: by Python, by the service, by its tests, or by another domain."""

import builtins
import re
from collections.abc import Iterator
from pathlib import Path

import attrs

from domain.shared_kernel.messages import Message
from entrypoints.cli.new_domain.names import Names, suggestions
from entrypoints.cli.new_domain.refused import IS_THERE, IS_USED, IS_USED_BY
from entrypoints.cli.new_domain.steps import names_in_use

_CLASS = re.compile(r"^class (\w+)", re.MULTILINE)
_TABLE = re.compile(r'op\.create_table\(\s*"(\w+)"')
_FOLDERS = (
    "adapters",
    "adapters/mail_composer/templates",
    "application",
    "domain",
    "entrypoints/cli",
    "entrypoints/http",
)


@attrs.frozen
class Taken:
    """The names in the checkout ``root`` whose command line has these ``commands``."""

    root: Path
    commands: frozenset[str]

    def refusal(self, names: Names) -> Message | None:
        """Returns the sentence that refuses the names, or ``None`` if they are free."""
        if (self.root / "domain" / names.plural).exists():
            return IS_THERE.bind({"name": names.plural})
        used = names_in_use()
        for name in (names.entity, names.plural, names.singular):
            if (
                name in used
                or hasattr(builtins, name)
                or name.replace("_", "-") in self.commands
                or self._is_folder(name)
            ):
                return IS_USED.bind({"name": name})
        return next(self._collisions(names), None)

    def suggestion(self, names: Names) -> str:
        """Returns free names that are like these, as they are typed."""
        every = list(suggestions(names.plural))
        return next((each for each in every if self.refusal(each) is None), every[-1]).typed

    def _is_folder(self, name: str) -> bool:
        return any((self.root / folder / name).is_dir() for folder in ("", *_FOLDERS))

    def _collisions(self, names: Names) -> Iterator[Message]:
        classes = {f"{names.entity}{end}" for end in ("Body", "Draft", "List", "Query")}
        for pattern, folder, unwanted in (
            (_CLASS, "entrypoints/schemas", classes),
            (_CLASS, "application/ports", {f"{names.entity}Repository"}),
            (_TABLE, "adapters/persistence/sqlalchemy/migrations/versions", {names.plural}),
        ):
            for file in sorted((self.root / folder).rglob("*.py")):
                for name in pattern.findall(file.read_text("utf-8")):
                    if name in unwanted:
                        yield IS_USED_BY.bind({"name": name, "file": file.relative_to(self.root).as_posix()})
