"""The folder of the source, to which a domain is added."""

from collections.abc import Sequence
from pathlib import Path

import attrs

from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.exit_codes import CommandFailed
from entrypoints.cli.new_domain.names import MAX_LETTERS, Names
from entrypoints.cli.new_domain.steps import NewFile, NewLine, Step, names_in_use, steps_of, tutorial

MIGRATIONS = Path("adapters/persistence/sqlalchemy/migrations/versions")

NO_CHECKOUT = _("This is no checkout of the service: go to the folder that holds domain/ and adapters/.")
NO_NAME = _("'{name}' is no name for a domain: use a plural in small letters, like orders.")
TOO_LONG = _("'{name}' is no name for a domain: use at most {letters} letters.")
IS_THERE = _("There is a domain called {name} already.")
IS_USED = _("{name} is a name that the service uses itself: choose another.")


@attrs.frozen
class Checkout:
    """A checkout of the source in the folder ``root``."""

    root: Path

    def words(self, names: Names) -> dict[str, str]:
        """Returns the values of the placeholders of the template: the names, and the next free number of a
        migration."""
        newest = max(int(file.name[:4]) for file in (self.root / MIGRATIONS).glob("[0-9]*_*.py"))
        return {**names.words(), "0002": f"{newest:04}", "0003": f"{newest + 1:04}"}

    def steps(self, names: Names) -> Sequence[Step]:
        """Returns the steps. Raises ``CommandFailed`` for a folder or a name that cannot be used."""
        if not (self.root / MIGRATIONS).is_dir():
            raise CommandFailed(NO_CHECKOUT)
        if not names.are_valid:
            raise CommandFailed(NO_NAME.bind({"name": names.plural}))
        if not names.are_short:
            raise CommandFailed(TOO_LONG.bind({"name": names.plural, "letters": MAX_LETTERS}))
        if (self.root / "domain" / names.plural).exists():
            raise CommandFailed(IS_THERE.bind({"name": names.plural}))
        if {names.entity, names.singular} & names_in_use():
            raise CommandFailed(IS_USED.bind({"name": names.entity}))
        return steps_of(tutorial(self.words(names)))

    def perform(self, steps: Sequence[Step]) -> None:
        """Writes all files and adds all lines. Raises ``CommandFailed``, and then changes nothing."""
        written = [entry for step in steps for entry in step]
        there = [entry.path for entry in written if isinstance(entry, NewFile) and (self.root / entry.path).exists()]
        if there:
            raise CommandFailed(f"{there[0]} is there already: nothing was changed.")
        try:
            texts = [(self.root / entry.path, self._becomes(entry)) for entry in written]
        except (LookupError, OSError) as wrong:
            raise CommandFailed(f"{wrong}: nothing was changed.") from None
        for file, text in texts:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")

    def _becomes(self, entry: NewFile | NewLine) -> str:
        if isinstance(entry, NewFile):
            return entry.text
        return entry.added_to((self.root / entry.path).read_text("utf-8"))
