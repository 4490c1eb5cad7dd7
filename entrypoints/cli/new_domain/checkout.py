"""The folder of the source, to which a domain is added."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs

from entrypoints.cli.exit_codes import CommandFailed
from entrypoints.cli.new_domain.blocks import BLOCKS
from entrypoints.cli.new_domain.names import MAX_LETTERS, Names
from entrypoints.cli.new_domain.refused import NO_CHECKOUT, NO_NAME, TOO_LONG
from entrypoints.cli.new_domain.shape import Shape
from entrypoints.cli.new_domain.steps import NewFile, NewLine, Step, steps_of, tutorial
from entrypoints.cli.new_domain.taken import Taken

MIGRATIONS = Path("adapters/persistence/sqlalchemy/migrations/versions")


@attrs.frozen
class Checkout:
    """A checkout of the source in the folder ``root``, whose command line has these ``commands``."""

    root: Path
    commands: frozenset[str] = frozenset()

    def tutorial(self, names: Names, fields: Sequence[str] = ()) -> str:
        """Returns the tutorial for an entity with these fields. Raises ``CommandFailed`` for a field that cannot be."""
        shape = self.shape(names, fields)
        words = {**names.words(), **shape.words(), **self._numbers()}
        return tutorial(words, {name: list(block(shape)) for name, block in BLOCKS.items()})

    def shape(self, names: Names, fields: Sequence[str] = ()) -> Shape:
        """Returns the shape of an entity with these fields. Raises ``CommandFailed`` for a field that cannot be."""
        return Shape.parse(names, fields, self.root)

    def _numbers(self) -> Mapping[str, str]:
        """Returns the number of the newest migration, and the next that is free."""
        newest = max(int(file.name[:4]) for file in (self.root / MIGRATIONS).glob("[0-9]*_*.py"))
        return {"0002": f"{newest:04}", "0003": f"{newest + 1:04}"}

    def steps(self, names: Names, fields: Sequence[str] = ()) -> Sequence[Step]:
        """Returns the steps. Raises ``CommandFailed`` for a folder, a name or a field that cannot be used."""
        if not (self.root / MIGRATIONS).is_dir():
            raise CommandFailed(NO_CHECKOUT)
        taken = Taken(self.root, self.commands)
        if not names.are_valid:
            raise CommandFailed(NO_NAME.bind({"name": names.plural, "suggestion": taken.suggestion(names)}))
        if not names.are_short:
            raise CommandFailed(TOO_LONG.bind({"name": names.plural, "letters": MAX_LETTERS}))
        refusal = taken.refusal(names)
        if refusal is not None:
            raise CommandFailed(refusal.bind({"suggestion": taken.suggestion(names)}))
        return steps_of(self.tutorial(names, fields))

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
