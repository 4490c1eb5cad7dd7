"""The lines of the core: the entity, and what a list is asked by."""

from collections.abc import Iterator, Mapping

from entrypoints.cli.new_domain.blocks.lines import Block, enumerations_of, for_each, imports_of, without_enum
from entrypoints.cli.new_domain.fields import NewField
from entrypoints.cli.new_domain.shape import Shape


def _entities(shape: Shape) -> Iterator[str]:
    yield from imports_of(lambda field: field.form.imports, of_domain=True)(shape)
    targets = {field.target for field in shape.fields if field.target}
    yield from sorted(f"from {target.module} import {target.entity}" for target in targets)
    if shape.searched:
        yield "from domain.shared_kernel.text import casefolded"


def _enumerations(shape: Shape) -> Iterator[str]:
    for field in shape.fields:
        if field.enum:
            base = field.form.imports[0].split()[-1]
            yield f"class {shape.names.entity}{field.enum}({base}):"
            yield f'    """The choices of ``{field.name}``."""'
            yield ""
            yield from (f"    {member} = {value}" for member, value in field.form.members.items())
            yield from ("", "")


def _names_of_enums(shape: Shape) -> Iterator[str]:
    yield from (f'"{shape.names.entity}{field.enum}",' for field in shape.fields if field.enum)


def _declaration(field: NewField, shape: Shape) -> str:
    default = ", default=None" if field.is_optional else ""
    if field.target:
        act = f"on_delete=OnDelete.{field.on_delete}"
        return f"{field.name}: Field[{field.annotation}] = reference({field.target.entity}, {act}{default})"
    options = [field.form.options] if field.form.options else []
    options += ["compare_by=casefolded"] if field is shape.searched else []
    options += ["index=True"] if field.form.is_indexed or field is shape.searched else []
    return f"{field.name}: Field[{field.annotation}] = field({', '.join([*options, *default.split(', ')[1:]])})"


def _filters(shape: Shape) -> Iterator[str]:
    if shape.searched:
        yield "text: str | None = None"
    yield from (f"{field.name}: {field.form.annotation} | None = None" for field in shape.filtered)


def _questions(shape: Shape) -> Iterator[str]:
    entity = shape.names.entity
    for field in shape.filtered:
        yield f"yield from {entity}.{field.name}.only(self.{field.name})"
    if shape.searched:
        yield "if self.text is not None:"
        yield f"    yield {entity}.{shape.searched.name}.contains(self.text)"


def _types_of_filters(shape: Shape, *, of_domain: bool) -> Iterator[str]:
    if of_domain:
        yield from enumerations_of(shape, lambda field: field.form.is_indexed)
        return
    yield from sorted({line for field in shape.filtered for line in without_enum(field.form.imports)})


def _status(shape: Shape) -> Iterator[str]:
    yield from (f"{member} = {value}" for member, value in shape.status.items())


BLOCKS: Mapping[str, Block] = {
    "types": imports_of(lambda field: field.form.imports, of_domain=False),
    "entities": _entities,
    "enumerations": _enumerations,
    "status": _status,
    "enumerations outside": enumerations_of,
    "names of enumerations": _names_of_enums,
    "details": for_each(lambda field, _: f"{field.name}: {field.annotation}{' = None' if field.is_optional else ''}"),
    "declarations": for_each(_declaration),
    "given": for_each(lambda field, _: f"{field.name}=details.{field.name},"),
    "types of filters": lambda shape: _types_of_filters(shape, of_domain=False),
    "types of filters in the core": lambda shape: _types_of_filters(shape, of_domain=True),
    "filters": _filters,
    "questions": _questions,
}
