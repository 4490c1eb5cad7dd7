"""References in memory: those of new rows, and what a deletion does to rows that refer to deleted ones."""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from adapters.persistence.memory.database import Row
from adapters.persistence.memory.stage import Stage
from domain.shared_kernel.entity import Entity, references_to
from domain.shared_kernel.errors import ReferenceNotFound, StillReferenced
from domain.shared_kernel.fields import FieldRef
from domain.shared_kernel.references import OnDelete


def require_references(stage: Stage, entity_type: type[Entity], values: Mapping[str, object]) -> None:
    """Raises ``ReferenceNotFound`` for the first field that refers to a row which does not exist."""
    for name, reference in entity_type.fields.items():
        to, value = reference.options.reference, values.get(name)
        if to is not None and value is not None and value not in stage.table(to.target):
            raise ReferenceNotFound(name)


class Deletion:
    """The rows that are deleted together: some, and all that refer to them with ``CASCADE``."""

    def __init__(self, stage: Stage, entity_type: type[Entity], pks: Iterable[object]) -> None:
        self._stage = stage
        self._gone: dict[type[Entity], set[object]] = {}
        self._collect(entity_type, set(pks))

    def apply(self) -> None:
        """Deletes the rows, and sets what refers to them with ``SET_NULL`` to nothing. Raises ``StillReferenced``, and
        changes nothing then, if a row that stays refers to one of them with ``RESTRICT``."""
        left = list(self._referring_rows_that_stay())
        for field, _row in left:
            if _on_delete(field) is not OnDelete.SET_NULL:
                raise StillReferenced(field.name)
        for field, row in left:
            current = self._stage.table(field.owner)[row.values["pk"]]
            changed = attrs.evolve(
                current, values={**current.values, field.name: None}, keys={**current.keys, field.name: None}
            )
            self._stage.writable_table(field.owner)[row.values["pk"]] = changed
        for entity_type, pks in self._gone.items():
            table = self._stage.writable_table(entity_type)
            for pk in pks:
                del table[pk]

    def _collect(self, entity_type: type[Entity], pks: set[object]) -> None:
        new = pks - self._gone.setdefault(entity_type, set())
        if not new:
            return
        self._gone[entity_type] |= new
        for field in references_to(entity_type):
            if _on_delete(field) is OnDelete.CASCADE:
                self._collect(field.owner, {row.values["pk"] for row in self._referring(field, new)})

    def _referring_rows_that_stay(self) -> Iterator[tuple[FieldRef[object], Row]]:
        for entity_type, pks in self._gone.items():
            for field in references_to(entity_type):
                gone = self._gone.get(field.owner, set())
                for row in self._referring(field, pks):
                    if row.values["pk"] not in gone:
                        yield field, row

    def _referring(self, field: FieldRef[object], pks: set[object]) -> list[Row]:
        return [row for row in self._stage.table(field.owner).values() if row.values[field.name] in pks]


def _on_delete(field: FieldRef[object]) -> OnDelete:
    assert field.options.reference is not None  # noqa: S101  # it is one of those that refer
    return field.options.reference.on_delete
